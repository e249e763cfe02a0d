import OrderedCollections

/// Makes the bytes that add rows to a file of some format.
struct Appending {
    let format: Format
    let options: WriteOptions
    /// What messages call the file.
    let name: String

    /// - Parameter head: how the file begins; empty where it is new.
    func bytes(adding value: Value, to head: [UInt8]) throws(Stop) -> [UInt8] {
        var sink = ByteSink()
        switch format {
        case .ndjson, .txt: try format.write(value, to: &sink, options)
        case .csv, .tsv: try writeCells(try Rows(value, for: format), head, &sink)
        case .md: try writeMarkdown(try Rows(value, for: format), head, &sink)
        case .json, .yaml, .table:
            throw .failed(
                "FORMAT", "append cannot add to \(format.title), which is one value",
                next: "name the file .ndjson, or use save")
        }
        return sink.bytes
    }

    private func writeCells(_ rows: Rows, _ head: [UInt8], _ sink: inout ByteSink) throws(Stop) {
        let tab = UInt8(ascii: "\t")
        var reader = CellReader(
            head, from: head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0, delimiter: format == .tsv ? tab : nil)
        let names = try columns { () throws(FormatError) in try reader.names() }
        let isNew = names.isEmpty
        let mark = isNew ? (format == .tsv ? tab : UInt8(ascii: ",")) : reader.delimiter
        let writer = CellWriter(delimiter: Character(Unicode.Scalar(mark)), isRaw: options.isRaw)
        if isNew { writer.writeHead(rows.columns, to: &sink) }
        let columns = isNew ? rows.columns : OrderedSet(names)
        try check(rows.columns, among: columns)
        try writer.write(rows.rows, columns: columns, to: &sink)
    }

    private func writeMarkdown(_ rows: Rows, _ head: [UInt8], _ sink: inout ByteSink) throws(Stop) {
        let names = try columns { () throws(FormatError) in try Format.markdownColumns(of: head) }
        if names.isEmpty { format.writeMarkdownHead(rows.columns, to: &sink) }
        let columns = names.isEmpty ? rows.columns : OrderedSet(names)
        try check(rows.columns, among: columns)
        try format.writeMarkdown(rows.rows, columns: columns, to: &sink)
    }

    private func columns(_ read: () throws(FormatError) -> [String]) throws(Stop) -> [String] {
        do throws(FormatError) {
            return try read()
        } catch {
            throw .failed("FORMAT", "\(name) is not \(format.title): \(error.reason)")
        }
    }

    private func check(_ columns: OrderedSet<String>, among known: OrderedSet<String>) throws(Stop) {
        guard let other = columns.first(where: { !known.contains($0) }) else { return }
        throw .failed(
            "COLUMNS", "\(name) has no column \(other): its columns are \(known.joined(separator: ", "))",
            next: "leave the other columns out, or append to another file")
    }
}
