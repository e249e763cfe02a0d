import OrderedCollections

extension JSONWriter {
    /// A text in double quotes.
    package mutating func write(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { utf8 in
            var start = 0
            for index in 0..<utf8.count {
                let byte = unsafe utf8[index]
                guard JSONWriter.needsEscape(byte) else { continue }
                unsafe bytes.append(contentsOf: utf8[start..<index])
                escape(byte)
                start = index + 1
            }
            unsafe bytes.append(contentsOf: utf8[start...])
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == 0x7F || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private mutating func escape(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): bytes += "\\\"".utf8
        case UInt8(ascii: "\\"): bytes += "\\\\".utf8
        case UInt8(ascii: "\n"): bytes += "\\n".utf8
        case UInt8(ascii: "\r"): bytes += "\\r".utf8
        case UInt8(ascii: "\t"): bytes += "\\t".utf8
        default: bytes += "\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8
        }
    }

    mutating func write(_ value: JSON) {
        switch value {
        case .null: null()
        case .bool(let value): write(value)
        case .integer(let number): write(number)
        case .decimal(let text): write(verbatim: text)
        case .string(let text): write(text)
        case .array(let items):
            open("[")
            for item in items {
                separate()
                write(item)
            }
            close("]")
        case .object(let fields):
            open("{")
            for (name, value) in fields {
                key(name)
                write(value)
            }
            close("}")
        }
    }
}
