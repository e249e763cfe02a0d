/// How values are kept as text.
package enum Format: String, Sendable, CaseIterable {
    case json, ndjson, csv, tsv, yaml, md, txt
    /// Laid out for a person; it cannot be read back.
    case table

    /// Those a file can be in.
    static let ofFiles = allCases.filter { $0 != .table }

    /// The format that a file's name ends with.
    init?(fileName: String) {
        guard let dot = fileName.lastIndex(of: "."), !fileName[dot...].contains("/") else { return nil }
        let ending = fileName[dot...].dropFirst().lowercased()
        let others = ["jsonl": Format.ndjson, "yml": .yaml, "markdown": .md, "text": .txt, "log": .txt]
        guard let format = others[ending] ?? Format(rawValue: ending), format != .table else { return nil }
        self = format
    }
}

/// What can be said about reading a file.
struct ReadOptions: Sendable {
    /// Cells that are numbers stay text.
    var keepsText = false
    /// Cells are as they stand, with the quote that keeps a spreadsheet from running them.
    var isRaw = false
}

/// What can be said about writing a file.
struct WriteOptions: Sendable {
    /// Text that a spreadsheet would run as a formula is written as it is.
    var isRaw = false
}

/// Why bytes are not in a format.
struct FormatError: Error {
    var reason: String
    var line: Int?

    var message: String { reason + (line.map { ", in line \($0)" } ?? "") }
}

extension Format {
    /// - Parameter name: what messages call the bytes.
    func read(_ bytes: [UInt8], named name: String, _ options: ReadOptions = ReadOptions()) throws(Stop)
        -> Value
    {
        do throws(FormatError) {
            return try decode(bytes, options)
        } catch {
            throw .failed("FORMAT", "\(name) is not \(title): \(error.message)", next: advice)
        }
    }

    func decode(_ bytes: [UInt8], _ options: ReadOptions = ReadOptions()) throws(FormatError) -> Value {
        let start = try Format.start(of: bytes)
        switch self {
        case .json, .table: return try readJSON(bytes, from: start)
        case .ndjson: return try readLines(bytes, from: start)
        case .csv, .tsv:
            var reader = CellReader(bytes, from: start, delimiter: self == .tsv ? UInt8(ascii: "\t") : nil)
            return try reader.rows(options)
        case .yaml: return try readYAML(bytes, from: start)
        case .md: return try readMarkdown(bytes, from: start, options)
        case .txt: return try readText(bytes, from: start)
        }
    }

    /// Writes a value; what can be large goes out in pieces.
    func write(_ value: Value, to sink: inout ByteSink, _ options: WriteOptions = WriteOptions())
        throws(Stop)
    {
        switch self {
        case .json, .table: try writeJSON(value, to: &sink)
        case .ndjson: try writeLines(value, to: &sink)
        case .csv, .tsv:
            let rows = try Rows(value, for: self)
            try CellWriter(delimiter: self == .tsv ? "\t" : ",", isRaw: options.isRaw).write(rows, to: &sink)
        case .yaml: try writeYAML(value, to: &sink)
        case .md: try writeMarkdown(value, to: &sink)
        case .txt: try writeText(value, to: &sink)
        }
    }

    /// The value as one text.
    func text(of value: Value, _ options: WriteOptions = WriteOptions()) throws(Stop) -> String {
        var sink = ByteSink()
        try write(value, to: &sink, options)
        if sink.bytes.last == UInt8(ascii: "\n") { sink.bytes.removeLast() }
        return String(decoding: sink.bytes, as: UTF8.self)
    }

    var title: String {
        switch self {
        case .json, .ndjson, .csv, .tsv, .yaml: rawValue.uppercased()
        case .md: "Markdown"
        case .txt, .table: "text"
        }
    }

    private var advice: String? {
        switch self {
        case .txt, .table: nil
        case .md: "--as txt gives its text"
        default: "--as says what it is, if its name does not: --as \(self == .csv ? "tsv" : "txt")"
        }
    }

    /// How many bytes a byte order mark takes.
    private static func start(of bytes: [UInt8]) throws(FormatError) -> Int {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return 3 }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw FormatError(reason: "it is UTF-16, and holo reads UTF-8")
        }
        return 0
    }

    /// The text of all bytes behind the byte order mark.
    static func text(_ bytes: [UInt8], from start: Int) throws(FormatError) -> String {
        do {
            return String(copying: try UTF8Span(validating: bytes.span.extracting(start..<bytes.count)))
        } catch {
            let offset = start + error.byteOffsets.lowerBound
            throw FormatError(reason: "it is not UTF-8", line: line(of: offset, in: bytes))
        }
    }

    static func line(of offset: Int, in bytes: [UInt8]) -> Int {
        bytes.prefix(offset).count { $0 == UInt8(ascii: "\n") } + 1
    }
}
