import OrderedCollections

extension JSON {
    /// How a value is laid out as text.
    public enum Layout: Sendable {
        /// One line, no spaces: `{"a":[1,2]}`.
        case compact
        /// Two spaces a level, one field or item a line.
        case indented
    }

    /// The value as JSON text, in UTF-8, control characters escaped.
    public func encoded(_ layout: Layout = .compact) -> String {
        var writer = JSONWriter(indents: layout == .indented)
        writer.write(self)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// Keys sorted at every level: equal contents give equal text, whatever order they came in.
    public var canonical: JSON {
        switch self {
        case .array(let items): return .array(items.map(\.canonical))
        case .object(var fields):
            fields.sort { $0.key < $1.key }
            return .object(fields.mapValues(\.canonical))
        default: return self
        }
    }
}

private struct JSONWriter {
    let indents: Bool
    var bytes: [UInt8] = []
    var level = 0

    init(indents: Bool) { self.indents = indents }

    mutating func write(_ value: JSON) {
        switch value {
        case .null: bytes += "null".utf8
        case .bool(let value): bytes += (value ? "true" : "false").utf8
        case .integer(let number): bytes += String(number).utf8
        case .decimal(let text): bytes += text.utf8
        case .string(let text): write(text)
        case .array(let items):
            write(items, between: "[", "]") { $0.write($1) }
        case .object(let fields):
            write(fields.elements, between: "{", "}") { writer, field in
                writer.write(field.key)
                writer.bytes += (writer.indents ? ": " : ":").utf8
                writer.write(field.value)
            }
        }
    }

    mutating func write<Items: Collection>(
        _ items: Items, between opening: String, _ closing: String,
        each: (inout JSONWriter, Items.Element) -> Void
    ) {
        bytes += opening.utf8
        level += 1
        var isFirst = true
        for item in items {
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            isFirst = false
            breakLine()
            each(&self, item)
        }
        level -= 1
        if !isFirst { breakLine() }
        bytes += closing.utf8
    }

    mutating func breakLine() {
        guard indents else { return }
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: level * 2))
    }

    mutating func write(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): bytes += "\\\"".utf8
            case UInt8(ascii: "\\"): bytes += "\\\\".utf8
            case UInt8(ascii: "\n"): bytes += "\\n".utf8
            case UInt8(ascii: "\r"): bytes += "\\r".utf8
            case UInt8(ascii: "\t"): bytes += "\\t".utf8
            case 0..<0x20, 0x7F: bytes += "\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
