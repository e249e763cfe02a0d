/// Rows of text under titles, fitted to a width: shortened cells first, then fewer columns.
package struct Table: Sendable {
    package struct Column: Sendable {
        package var title: String
        package var alignment: Alignment

        package init(_ title: String, _ alignment: Alignment = .left) {
            self.title = visible(title, .shown)
            self.alignment = alignment
        }
    }

    /// No column is cut below this while another can be cut or dropped instead.
    static let narrowest = 8
    private static let gap = 2

    package let columns: [Column]
    package let rows: [[String]]

    /// Rows may be short; their missing cells are empty.
    package init(columns: [Column], rows: [[String]]) {
        self.columns = columns
        self.rows = rows.map { row in
            columns.indices.map { $0 < row.count ? visible(row[$0], .shown) : "" }
        }
    }

    /// Header, rule and rows of at most `width` columns without trailing spaces.
    package func lines(width: Int, colour: Bool = false) -> [String] {
        let (shown, widths) = fit(width)
        guard !shown.isEmpty else { return [] }
        let header = line(shown, widths) { columns[$0].title }
        let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: Self.space)
        let body = rows.map { row in line(shown, widths) { row[$0] } }
        return [Style.bold.apply(header, colour: colour), Style.dim.apply(rule, colour: colour)] + body
            + note(without: shown).map { Style.dim.apply(truncated($0, to: width), colour: colour) }
    }

    private static let space = String(repeating: " ", count: gap)

    private func line(_ shown: [Int], _ widths: [Int], _ cell: (Int) -> String) -> String {
        let cells = zip(shown, widths).map { column, width in
            padded(truncated(cell(column), to: width), to: width, columns[column].alignment)
        }
        return trimmingEnd(cells.joined(separator: Self.space))
    }

    /// The columns that are shown and how wide each is; middle ones go first.
    private func fit(_ width: Int) -> (shown: [Int], widths: [Int]) {
        let natural = naturalWidths()
        var shown = Array(columns.indices)
        while true {
            let room = width - Self.gap * (shown.count - 1)
            let widths = shrink(shown.map { natural[$0] }, to: room)
            if widths.reduce(0, +) <= room { return (shown, widths) }
            if shown.count <= 1 { return (shown, widths.map { min($0, max(1, width)) }) }
            shown.remove(at: shown.count / 2)
        }
    }

    private func naturalWidths() -> [Int] {
        columns.indices.map { index in
            rows.reduce(max(1, displayWidth(columns[index].title))) { max($0, displayWidth($1[index])) }
        }
    }

    /// Takes from the widest until the sum is `room` or none is left that may be cut.
    ///
    /// The first column says what a row is about: it stays whole while it leaves half of the room to the others.
    private func shrink(_ widths: [Int], to room: Int) -> [Int] {
        var widths = widths
        var excess = widths.reduce(0, +) - room
        let cut = widths.indices.filter { $0 > 0 || widths[0] > room / 2 }
        while excess > 0, let widest = cut.map({ widths[$0] }).max(), widest > Self.narrowest {
            let level = max(Self.narrowest, cut.map { widths[$0] }.filter { $0 < widest }.max() ?? 0)
            let tied = cut.filter { widths[$0] == widest }
            let step = max(1, min(widest - level, excess / tied.count))
            for index in tied where excess > 0 {
                widths[index] -= step
                excess -= step
            }
        }
        return widths
    }

    private func note(without shown: [Int]) -> [String] {
        let dropped = columns.indices.filter { !shown.contains($0) }.map { columns[$0].title }
        guard !dropped.isEmpty else { return [] }
        let noun = dropped.count == 1 ? "column" : "columns"
        return ["… \(dropped.count) more \(noun): \(dropped.joined(separator: ", ")) · as json shows all"]
    }
}
