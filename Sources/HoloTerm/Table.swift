/// Rows under titles, fitted to a width: shortened cells first, then fewer columns. A row is made when it is written.
package struct Table {
    package struct Column: Sendable {
        package var title: VisibleText
        /// Stands under the title, where any column has one.
        package var type: VisibleText
        package var alignment: Alignment
        /// What a part of would be something else, such as a number: left out rather than cut.
        package var isRigid: Bool
        /// Left out only when all others are.
        package var isKept: Bool
        /// Left out before all others: an address or a list, of which a part says little.
        package var isWeak: Bool

        package init(
            _ title: VisibleText, type: VisibleText = "", _ alignment: Alignment = .left,
            isRigid: Bool = false, isKept: Bool = false, isWeak: Bool = false
        ) {
            self.isRigid = isRigid
            self.isKept = isKept
            self.isWeak = isWeak
            self.title = title
            self.type = type
            self.alignment = alignment
        }
    }

    /// No column is cut below this while another can be cut or dropped instead: what is left has to be readable.
    static func narrowest(_ width: Int) -> Int { max(8, min(16, width / 7)) }
    static let gap = 2
    /// Of more rows than these the widths are those of some.
    private static let sampled = 500

    package let columns: [Column]
    package let count: Int
    private let row: (Int) -> [TextSpan]

    /// - Parameter row: the cells of a row, one for each column.
    package init(columns: [Column], count: Int, row: @escaping (Int) -> [TextSpan]) {
        self.columns = columns
        self.count = count
        self.row = row
    }

    /// Writes header, rule and rows; of more than `most` rows only the first and the last.
    /// - Returns: the columns that there was no room for.
    @discardableResult
    package func write(to sink: LineSink, _ style: LineStyle, most: Int = .max) -> [Int] {
        guard style.isUTF8 else { return asWritten.write(to: sink, style.inUTF8, most: most) }
        let shown = shownRows(most)
        let fit = ColumnFit(
            natural: naturalWidths(shown, style), width: style.width,
            rigid: Set(columns.indices.filter { columns[$0].isRigid }),
            kept: Set(columns.indices.filter { columns[$0].isKept }),
            weak: Set(columns.indices.filter { columns[$0].isWeak }))
        guard !fit.columns.isEmpty else { return [] }
        writeHead(to: sink, style, fit)
        for index in shown.head where !sink.isClosed { line(row(index), to: sink, style, fit) }
        if !shown.tail.isEmpty {
            line(columns.map { _ in TextSpan("·", .dim) }, to: sink, style, fit)
            for index in shown.tail where !sink.isClosed { line(row(index), to: sink, style, fit) }
        }
        return columns.indices.filter { !fit.columns.contains($0) }
    }

    /// The same table with every text as it is written where there is no UTF-8, which may be wider.
    private var asWritten: Table {
        var columns = columns
        for index in columns.indices { columns[index].title = columns[index].title.inASCII }
        let row = row
        return Table(columns: columns, count: count) { row($0).map(\.inASCII) }
    }

    private func writeHead(to sink: LineSink, _ style: LineStyle, _ fit: ColumnFit) {
        line(columns.map { TextSpan($0.title, .bold) }, to: sink, style, fit)
        if columns.contains(where: { !$0.type.isEmpty }) {
            line(columns.map { TextSpan($0.type, .dim) }, to: sink, style, fit)
        }
        let rules = fit.slots.map { String(repeating: "─", count: $0.width) }
        let rule = VisibleText(made: rules.joined(separator: String(repeating: " ", count: Self.gap)))
        sink.add([TextSpan(rule, .dim)], style)
    }

    private func line(_ cells: [TextSpan], to sink: LineSink, _ style: LineStyle, _ fit: ColumnFit) {
        sink.begin()
        for (position, slot) in fit.slots.enumerated() {
            if position > 0 { sink.spaces(Self.gap) }
            if let column = slot.column {
                put(cells[column], columns[column].alignment, slot.width, to: sink, style)
            } else {
                sink.put("…", TextSpan("…", .dim), style)
            }
        }
        sink.endTrimmed()
    }

    private func put(
        _ cell: TextSpan, _ alignment: Alignment, _ width: Int, to sink: LineSink, _ style: LineStyle
    ) {
        var text = cell.text.string
        var used = displayWidth(text)
        if used > width {
            text = truncated(text, to: width)
            used = displayWidth(text)
        }
        if alignment == .right { sink.spaces(width - used) }
        sink.put(text, cell, style)
        if alignment == .left { sink.spaces(width - used) }
    }

    private func shownRows(_ most: Int) -> (head: Range<Int>, tail: Range<Int>) {
        guard count > most else { return (0..<count, 0..<0) }
        let tail = most / 2
        return (0..<(most - tail), (count - tail)..<count)
    }

    /// Where nothing is cut every row counts.
    private func naturalWidths(_ shown: (head: Range<Int>, tail: Range<Int>), _ style: LineStyle) -> [Int] {
        var widths = columns.map { max(1, $0.title.width, $0.type.width) }
        func take(_ index: Int) {
            for (column, cell) in row(index).enumerated() {
                let width = displayWidth(cell.text.string)
                if width > widths[column] { widths[column] = width }
            }
        }
        let rows = shown.head.count + shown.tail.count
        if style.width == nil || rows <= Self.sampled {
            shown.head.forEach(take)
            shown.tail.forEach(take)
        } else {
            (0..<Self.sampled / 2).forEach(take)
            for index in stride(from: 0, to: count, by: 2 * count / Self.sampled + 1) { take(index) }
            take(count - 1)
        }
        return widths
    }
}
