import OrderedCollections

extension JSON {
    /// Reads one value and nothing after it but white space.
    ///
    /// Duplicate keys are refused. A lone surrogate escape becomes U+FFFD.
    /// - Throws: ``JSONError`` with the byte offset of the first mistake.
    public init(parsing bytes: [UInt8], maximumDepth: Int = JSON.maximumDepth) throws(JSONError) {
        var parser = JSONParser(bytes: bytes, maximumDepth: maximumDepth)
        self = try parser.document()
    }

    /// Reads one value from text; see ``init(parsing:maximumDepth:)-([UInt8],_)``.
    public init(parsing text: String) throws(JSONError) {
        try self.init(parsing: Array(text.utf8))
    }
}

private struct JSONParser {
    let bytes: [UInt8]
    let maximumDepth: Int
    var position = 0
    var depth = 0

    init(bytes: [UInt8], maximumDepth: Int) {
        self.bytes = bytes
        self.maximumDepth = maximumDepth
    }

    var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    func failure(_ reason: String) -> JSONError { JSONError(reason: reason, offset: position) }

    mutating func document() throws(JSONError) -> JSON {
        skipSpace()
        let value = try value()
        skipSpace()
        guard position == bytes.count else { throw failure("there is more after the value") }
        return value
    }

    mutating func skipSpace() {
        while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
            position += 1
        }
    }

    mutating func value() throws(JSONError) -> JSON {
        switch current {
        case UInt8(ascii: "{"): return try nested { (parser) throws(JSONError) in try parser.object() }
        case UInt8(ascii: "["): return try nested { (parser) throws(JSONError) in try parser.array() }
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case .some(UInt8(ascii: "0")...UInt8(ascii: "9")), UInt8(ascii: "-"): return try number()
        case nil: throw failure("a value is missing")
        default: throw failure("this is not a value")
        }
    }

    mutating func nested(_ body: (inout JSONParser) throws(JSONError) -> JSON) throws(JSONError) -> JSON {
        guard depth < maximumDepth else { throw failure("nested deeper than \(maximumDepth)") }
        depth += 1
        position += 1
        skipSpace()
        let value = try body(&self)
        depth -= 1
        return value
    }

    mutating func word(_ word: StaticString, _ value: JSON) throws(JSONError) -> JSON {
        let text = word.description.utf8
        guard bytes[position...].starts(with: text) else { throw failure("this is not a value") }
        position += text.count
        return value
    }

    mutating func array() throws(JSONError) -> JSON {
        var items: [JSON] = []
        if accept(UInt8(ascii: "]")) { return .array(items) }
        while true {
            items.append(try value())
            skipSpace()
            if accept(UInt8(ascii: "]")) { return .array(items) }
            guard accept(UInt8(ascii: ",")) else { throw failure("a comma or ] is missing") }
            skipSpace()
        }
    }

    mutating func object() throws(JSONError) -> JSON {
        var fields: OrderedDictionary<String, JSON> = [:]
        if accept(UInt8(ascii: "}")) { return .object(fields) }
        while true {
            let start = position
            guard current == UInt8(ascii: "\"") else { throw failure("a key in double quotes is missing") }
            let key = try string()
            skipSpace()
            guard accept(UInt8(ascii: ":")) else { throw failure("a colon is missing") }
            skipSpace()
            let value = try value()
            guard fields.updateValue(value, forKey: key) == nil else {
                throw JSONError(reason: "the key \"\(key)\" is there twice", offset: start)
            }
            skipSpace()
            if accept(UInt8(ascii: "}")) { return .object(fields) }
            guard accept(UInt8(ascii: ",")) else { throw failure("a comma or } is missing") }
            skipSpace()
        }
    }

    mutating func accept(_ byte: UInt8) -> Bool {
        guard current == byte else { return false }
        position += 1
        return true
    }
}

extension JSONParser {
    mutating func number() throws(JSONError) -> JSON {
        let start = position
        _ = accept(UInt8(ascii: "-"))
        let leadingZero = current == UInt8(ascii: "0")
        let whole = try digits()
        guard !leadingZero || whole == 1 else { throw failure("a number may not start with 0") }
        var isInteger = true
        if accept(UInt8(ascii: ".")) {
            isInteger = false
            _ = try digits()
        }
        if accept(UInt8(ascii: "e")) || accept(UInt8(ascii: "E")) {
            isInteger = false
            if !accept(UInt8(ascii: "-")) { _ = accept(UInt8(ascii: "+")) }
            _ = try digits()
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if isInteger, text != "-0", let number = Int64(text) { return .integer(number) }
        return .decimal(text)
    }

    mutating func digits() throws(JSONError) -> Int {
        let start = position
        while let byte = current, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { position += 1 }
        guard position > start else { throw failure("a digit is missing") }
        return position - start
    }

    mutating func string() throws(JSONError) -> String {
        let opening = position
        position += 1
        var text = ""
        while true {
            text += try plainText(opening: opening)
            guard current == UInt8(ascii: "\\") else { break }
            position += 1
            text.unicodeScalars.append(try escape())
        }
        position += 1
        return text
    }

    /// The characters up to the next quote or backslash.
    mutating func plainText(opening: Int) throws(JSONError) -> String {
        let start = position
        while let byte = current, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
            guard byte >= 0x20 else { throw failure("a control character in a string must be escaped") }
            position += 1
        }
        guard current != nil else { throw JSONError(reason: "the string is not closed", offset: opening) }
        guard let text = String(validating: bytes[start..<position], as: UTF8.self) else {
            throw JSONError(reason: "the string is not UTF-8", offset: start)
        }
        return text
    }

    mutating func escape() throws(JSONError) -> Unicode.Scalar {
        let byte = current
        position += 1
        switch byte {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try unicodeEscape()
        default:
            position -= 1
            throw failure("there is no such escape")
        }
    }

    mutating func unicodeEscape() throws(JSONError) -> Unicode.Scalar {
        let first = try hexadecimal()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, bytes[position...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")]) else {
            return "\u{FFFD}"
        }
        let mark = position
        position += 2
        let second = try hexadecimal()
        guard (0xDC00...0xDFFF).contains(second) else {
            position = mark
            return "\u{FFFD}"
        }
        return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? "\u{FFFD}"
    }

    mutating func hexadecimal() throws(JSONError) -> UInt32 {
        guard position + 4 <= bytes.count else { throw failure("four hexadecimal digits are missing") }
        var value: UInt32 = 0
        for byte in bytes[position..<position + 4] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw failure("four hexadecimal digits are missing")
            }
            value = value << 4 | UInt32(digit)
        }
        position += 4
        return value
    }
}
