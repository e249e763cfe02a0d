import HolocronAPI
import OrderedCollections

extension Format {
    func readJSON(_ bytes: [UInt8], from start: Int) throws(FormatError) -> Value {
        do throws(JSONError) {
            return try Value(jsonIn: JSONReader(bytes, from: start, limits: .ofValues))
        } catch {
            throw FormatError(error, in: bytes)
        }
    }

    /// One value a line; white space more or less between them does no harm.
    func readLines(_ bytes: [UInt8], from start: Int) throws(FormatError) -> Value {
        do throws(JSONError) {
            return .list(try Value.all(jsonIn: JSONReader(bytes, from: start, limits: .ofValues)))
        } catch {
            throw FormatError(error, in: bytes)
        }
    }

    func writeJSON(_ value: Value, to sink: inout ByteSink) throws(Stop) {
        var writer = JSONWriter(.indented)
        switch value {
        case .list(let items):
            writer.open("[")
            for item in items {
                writer.separate()
                writer.write(item)
                try writer.spill(to: &sink)
            }
            writer.close("]")
        default: writer.write(value)
        }
        writer.bytes.append(UInt8(ascii: "\n"))
        try writer.spill(to: &sink)
    }

    func writeLines(_ value: Value, to sink: inout ByteSink) throws(Stop) {
        let rows = if case .list(let items) = value { items } else { [value] }
        var writer = JSONWriter()
        for row in rows {
            writer.write(row)
            writer.bytes.append(UInt8(ascii: "\n"))
            try writer.spill(to: &sink)
        }
    }
}

extension JSONWriter {
    fileprivate mutating func spill(to sink: inout ByteSink) throws(Stop) {
        sink.bytes += bytes
        bytes.removeAll(keepingCapacity: true)
        try sink.spill()
    }
}

extension FormatError {
    init(_ error: JSONError, in bytes: [UInt8]) {
        self.init(reason: error.reason, line: Format.line(of: error.offset, in: bytes))
    }
}
