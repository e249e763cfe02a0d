import OrderedCollections

/// Reads CSV and TSV from bytes: a head line with names, then rows.
///
/// A cell in quotes is text. Any other is null when it is empty, a number when it is written as JSON writes numbers,
/// else text.
struct CellReader {
    enum End { case cell, row, file }

    let bytes: [UInt8]
    let delimiter: UInt8
    private var position: Int
    private var isQuoted = false
    /// The bytes of a cell that are not simply a part of the text: those in quotes.
    private var unquoted: [UInt8] = []
    private var range = 0..<0

    init(_ bytes: [UInt8], from start: Int, delimiter: UInt8?) {
        self.bytes = bytes
        self.delimiter = delimiter ?? CellReader.delimiter(of: bytes, from: start)
        position = start
    }

    /// The records of the rows.
    mutating func rows(_ options: ReadOptions) throws(FormatError) -> Value {
        let names = try self.names(options)
        let shape = OrderedDictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
        var rows: [Value] = []
        var cells: [Value] = []
        while position < bytes.count {
            let start = position
            try row(into: &cells, options)
            if cells.count == 1, cells[0] == .null, names.count > 1 { continue }
            try fit(&cells, to: names.count, start)
            rows.append(.record(shape.mapValues { cells[$0] }))
            guard rows.count <= Value.maximumCount else { throw tooMany(start) }
        }
        return .list(rows)
    }

    private mutating func row(into cells: inout [Value], _ options: ReadOptions) throws(FormatError) {
        cells.removeAll(keepingCapacity: true)
        while true {
            let end = try cell()
            cells.append(try value(options))
            if end != .cell { return }
        }
    }

    /// Missing cells are null; cells that no column is for have to be empty.
    private func fit(_ cells: inout [Value], to count: Int, _ start: Int) throws(FormatError) {
        while cells.count < count { cells.append(.null) }
        while cells.count > count, cells.last == .null { cells.removeLast() }
        guard cells.count == count else {
            throw failure("the row has \(cells.count) cells, and the head has \(count)", start)
        }
    }

    private func tooMany(_ start: Int) -> FormatError {
        failure("a list may have \(Value.maximumCount) items, and this has more rows", start)
    }

    private func failure(_ reason: String, _ offset: Int) -> FormatError {
        FormatError(reason: reason, line: Format.line(of: offset, in: bytes))
    }
}

extension CellReader {
    /// Reads up to the next delimiter or line end, and over it.
    private mutating func cell() throws(FormatError) -> End {
        isQuoted = position < bytes.count && bytes[position] == UInt8(ascii: "\"")
        if isQuoted { return try quotedCell() }
        let start = position
        skipToEnd()
        range = start..<position
        return passEnd()
    }

    private mutating func skipToEnd() {
        while position < bytes.count {
            let byte = bytes[position]
            if byte == delimiter || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { return }
            position += 1
        }
    }

    private mutating func passEnd() -> End {
        guard position < bytes.count else { return .file }
        let byte = bytes[position]
        position += 1
        if byte == delimiter { return .cell }
        if byte == UInt8(ascii: "\r"), position < bytes.count, bytes[position] == UInt8(ascii: "\n") {
            position += 1
        }
        return .row
    }

    /// What follows the closing quote belongs to the cell as well.
    private mutating func quotedCell() throws(FormatError) -> End {
        let opening = position
        unquoted.removeAll(keepingCapacity: true)
        position += 1
        var start = position
        while true {
            while position < bytes.count, bytes[position] != UInt8(ascii: "\"") { position += 1 }
            guard position < bytes.count else { throw failure("a quote is never closed", opening) }
            unquoted += bytes[start..<position]
            position += 1
            guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { break }
            start = position
            position += 1
        }
        start = position
        skipToEnd()
        unquoted += bytes[start..<position]
        range = opening..<position
        return passEnd()
    }

    private mutating func value(_ options: ReadOptions) throws(FormatError) -> Value {
        if isQuoted { return .string(unprotected(try text(unquoted.span), options)) }
        if range.isEmpty { return .null }
        if !options.keepsText, let number = number() { return number }
        return .string(unprotected(try text(bytes.span.extracting(range)), options))
    }

    private func number() -> Value? {
        let first = bytes[range.lowerBound]
        guard first == UInt8(ascii: "-") || first &- UInt8(ascii: "0") <= 9 else { return nil }
        return Value(number: bytes, range)
    }

    private func text(_ span: Span<UInt8>) throws(FormatError) -> String {
        guard span.count <= Value.maximumText else {
            throw failure(
                "a text may have \(Value.maximumText >> 20) MiB, and this has more", range.lowerBound)
        }
        do {
            return String(copying: try UTF8Span(validating: span))
        } catch {
            throw failure("it is not UTF-8", range.lowerBound)
        }
    }

    private func unprotected(_ text: String, _ options: ReadOptions) -> String {
        options.isRaw ? text : FormulaGuard.removed(from: text)
    }
}

extension CellReader {
    /// The names of the columns: each once, none empty.
    mutating func names(_ options: ReadOptions = ReadOptions()) throws(FormatError) -> [String] {
        var options = options
        options.keepsText = true
        var cells: [Value] = []
        while position < bytes.count {
            try row(into: &cells, options)
            if cells != [.null] { break }
        }
        var names: OrderedSet<String> = []
        for (index, cell) in cells.enumerated() where cells != [.null] {
            let wanted = cell == .null || cell == .string("") ? "column_\(index + 1)" : cell.text
            names.append(CellReader.free(wanted, among: names))
        }
        return Array(names)
    }

    /// A name that stands twice in the head is followed by a number the second time.
    private static func free(_ name: String, among names: OrderedSet<String>) -> String {
        guard names.contains(name) else { return name }
        var number = 2
        while names.contains("\(name)_\(number)") { number += 1 }
        return "\(name)_\(number)"
    }

    /// What the head line has most of outside of quotes: commas, semicolons or tabs.
    private static func delimiter(of bytes: [UInt8], from start: Int) -> UInt8 {
        var counts = [UInt8(ascii: ","): 0, UInt8(ascii: ";"): 0, UInt8(ascii: "\t"): 0]
        var isQuoted = false
        for byte in bytes[start...] {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if !isQuoted, byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { break }
            if !isQuoted { counts[byte]? += 1 }
        }
        let most = counts.max { $0.value < $1.value }
        guard let most, most.value > counts[UInt8(ascii: ",")] ?? 0 else { return UInt8(ascii: ",") }
        return most.key
    }
}
