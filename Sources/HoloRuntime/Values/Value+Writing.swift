package import HolocronAPI
import OrderedCollections

extension JSONWriter {
    /// Writes the value, without a JSON between.
    mutating func write(_ value: Value) {
        switch value {
        case .null, .unknown: null()
        case .bool(let value): write(value)
        case .integer(let number): write(Int64(number))
        case .decimal(let text): write(verbatim: text)
        case .string(let text): write(text)
        case .list(let items):
            open("[")
            for item in items where !isFull {
                separate()
                write(item)
            }
            close("]")
        case .record(let fields): write(fields)
        case .duration, .credits, .rate: write(value.text)
        case .job(let job): write(job.record)
        }
    }

    private mutating func write(_ fields: Record) {
        open("{")
        for (name, value) in fields where !isFull {
            key(name)
            write(value)
        }
        close("}")
    }
}

extension Value {
    /// The value as JSON text; of one that has more bytes than `enough`, the beginning, which is more as well.
    package func encoded(_ layout: JSON.Layout = .compact, enough: Int = Value.maximumText) -> String {
        var writer = JSONWriter(layout, enough: enough)
        writer.write(self)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
