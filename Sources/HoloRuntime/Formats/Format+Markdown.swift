import OrderedCollections

extension Format {
    /// Records as a table, other items as a list, anything else as its text.
    func writeMarkdown(_ value: Value, to sink: inout ByteSink) throws(Stop) {
        if case .list(let items) = value, !items.contains(where: { $0.row != nil }) {
            for item in items { sink.write("- \(item.text.escapedForMarkdown)\n") }
            return
        }
        guard value.isRows else {
            sink.write(value.text + "\n")
            return
        }
        let rows = try Rows(value, for: self)
        writeMarkdownHead(rows.columns, to: &sink)
        try writeMarkdown(rows.rows, columns: rows.columns, to: &sink)
    }

    func writeMarkdownHead(_ columns: OrderedSet<String>, to sink: inout ByteSink) {
        sink.write(columns.map { "| \($0.escapedForMarkdown) " }.joined() + "|\n")
        sink.write(columns.map { _ in "| --- " }.joined() + "|\n")
    }

    func writeMarkdown(_ rows: [Record], columns: OrderedSet<String>, to sink: inout ByteSink) throws(Stop) {
        for row in rows {
            sink.write(columns.map { "| \((row[$0] ?? .null).text.escapedForMarkdown) " }.joined() + "|\n")
            try sink.spill()
        }
    }

    /// The rows of the first table in the text.
    func readMarkdown(_ bytes: [UInt8], from start: Int, _ options: ReadOptions) throws(FormatError) -> Value
    {
        let lines = Format.lines(of: try Format.text(bytes, from: start))
        guard let rule = lines.indices.dropFirst().first(where: { Format.isHead(lines, $0) }) else {
            throw FormatError(reason: "there is no table in it")
        }
        let names = markdownCells(of: lines[rule - 1])
        var rows: [Value] = []
        for line in lines[(rule + 1)...].prefix(while: \.isTableLine) {
            let cells = markdownCells(of: line)
            let fields = names.enumerated().map { index, name in
                (name, index < cells.count ? Value(markdown: cells[index], options) : .null)
            }
            rows.append(.record(Record(fields, uniquingKeysWith: { first, _ in first })))
            guard rows.count <= Value.maximumCount else { throw FormatError(reason: "it has too many rows") }
        }
        return .list(rows)
    }

    /// The columns of the table that the text ends with; none when it ends with something else.
    static func markdownColumns(of bytes: [UInt8]) throws(FormatError) -> [String] {
        var lines = lines(of: try text(bytes, from: 0))
        while lines.last?.isEmpty == true { lines.removeLast() }
        let table = lines.lastIndex { !$0.isTableLine }.map { $0 + 1 } ?? 0
        guard lines.indices.contains(table + 1), isHead(lines, table + 1) else { return [] }
        return markdownCells(of: lines[table])
    }

    private static func lines(of text: String) -> [Substring.UTF8View] {
        text.utf8.split(omittingEmptySubsequences: false) { $0 == UInt8(ascii: "\n") }
    }

    /// Whether the line is `| --- | :-: |` behind the names of a table.
    private static func isHead(_ lines: [Substring.UTF8View], _ index: Int) -> Bool {
        let line = lines[index]
        return line.contains(UInt8(ascii: "-")) && line.isTableLine && lines[index - 1].isTableLine
            && line.allSatisfy { "|-: \t\r".utf8.contains($0) }
    }
}

extension Substring.UTF8View {
    fileprivate var isTableLine: Bool { contains(UInt8(ascii: "|")) }
}

/// The cells of a table's line, without their escapes.
private func markdownCells(of line: Substring.UTF8View) -> [String] {
    var cells: [String] = []
    var cell: [UInt8] = []
    var isEscaped = false
    for byte in line {
        if isEscaped || byte != UInt8(ascii: "|") {
            cell.append(byte)
        } else {
            cells.append(String(decoding: cell, as: UTF8.self))
            cell = []
        }
        isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
    }
    cells.append(String(decoding: cell, as: UTF8.self))
    if cells.first?.trimmed.isEmpty == true { cells.removeFirst() }
    if cells.count > 1, cells.last?.trimmed.isEmpty == true { cells.removeLast() }
    return cells.map { $0.trimmed.unescapedFromMarkdown }
}

extension Value {
    fileprivate var isRows: Bool {
        if case .list(let items) = self { !items.isEmpty } else { row != nil }
    }

    fileprivate init(markdown cell: String, _ options: ReadOptions) {
        if cell.isEmpty {
            self = .null
        } else {
            self = (options.keepsText ? nil : Value(number: cell)) ?? .string(cell)
        }
    }
}

extension String {
    fileprivate var escapedForMarkdown: String {
        var text = ""
        for scalar in replacing("\r\n", with: "\n").unicodeScalars {
            switch scalar {
            case "\n", "\r": text += "<br>"
            case "|", "\\", "<": text += "\\\(scalar)"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    fileprivate var unescapedFromMarkdown: String {
        var text = ""
        var rest = self[...].unicodeScalars
        while let scalar = rest.popFirst() {
            if scalar == "\\", let next = rest.first, next.isASCIIPunctuation {
                text.unicodeScalars.append(next)
                rest.removeFirst()
            } else if scalar == "<", rest.starts(with: "br>".unicodeScalars) {
                text += "\n"
                rest.removeFirst(3)
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}

extension Unicode.Scalar {
    fileprivate var isASCIIPunctuation: Bool {
        isASCII && value > 0x20 && value < 0x7F && !properties.isAlphabetic && properties.numericType == nil
    }
}
