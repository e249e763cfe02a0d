import OrderedCollections

/// Writes CSV and TSV so that ``CellReader`` reads the same values.
struct CellWriter {
    let delimiter: Character
    let isRaw: Bool

    func write(_ rows: Rows, to sink: inout ByteSink) throws(Stop) {
        writeHead(rows.columns, to: &sink)
        try write(rows.rows, columns: rows.columns, to: &sink)
    }

    func writeHead(_ columns: OrderedSet<String>, to sink: inout ByteSink) {
        guard !columns.isEmpty else { return }
        let names = columns.map { name in
            // The reader looks in the head line for what parts the cells.
            name.utf8.contains { ",;\t".utf8.contains($0) } ? quoted(guarded(name)) : cell(.string(name))
        }
        sink.write(names.joined(separator: String(delimiter)) + "\n")
    }

    func write(_ rows: [Record], columns: OrderedSet<String>, to sink: inout ByteSink) throws(Stop) {
        let mark = delimiter.asciiValue ?? UInt8(ascii: ",")
        for row in rows {
            let isInOrder = row.keys == columns
            for index in columns.indices {
                if index > 0 { sink.bytes.append(mark) }
                let value = isInOrder ? row.values[index] : row[columns[index]] ?? .null
                sink.write(cell(value))
            }
            sink.bytes.append(UInt8(ascii: "\n"))
            try sink.spill()
        }
    }

    private func cell(_ value: Value) -> String {
        switch value {
        case .null, .unknown: return ""
        case .integer, .decimal, .bool: return value.text
        case .list, .record: return quoted(value.text)
        default: break
        }
        let text = guarded(value.text)
        return needsQuotes(text) ? quoted(text) : text
    }

    private func needsQuotes(_ text: String) -> Bool {
        guard let first = text.utf8.first else { return true }
        let mark = delimiter.asciiValue
        let isSpecial = text.utf8.contains { byte in
            byte == mark || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
                || byte == UInt8(ascii: "\r")
        }
        if isSpecial || first == 0xEF { return true }
        let mayBeNumber = first == UInt8(ascii: "-") || first &- UInt8(ascii: "0") <= 9
        return mayBeNumber && Value(number: text) != nil
    }

    private func guarded(_ text: String) -> String { isRaw ? text : FormulaGuard.added(to: text) }

    /// Quotes are doubled as bytes: one with an accent on it is a quote for whoever reads the file.
    private func quoted(_ text: String) -> String {
        let quote = UInt8(ascii: "\"")
        var bytes = [quote]
        for byte in text.utf8 {
            bytes.append(byte)
            if byte == quote { bytes.append(quote) }
        }
        return String(decoding: bytes + [quote], as: UTF8.self)
    }
}
