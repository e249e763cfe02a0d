extension JSONReader {
    mutating func string() throws(JSONError) -> String {
        let opening = position
        position += 1
        var text = try plainText(opening: opening)
        while current == UInt8(ascii: "\\") {
            position += 1
            text.unicodeScalars.append(try escape())
            text += try plainText(opening: opening)
        }
        position += 1
        guard position - opening - 2 <= limits.text else {
            throw JSONError(
                reason: "a text may have \(limits.text) bytes, and this has more", offset: opening)
        }
        return text
    }

    /// The characters up to the next quote or backslash.
    private mutating func plainText(opening: Int) throws(JSONError) -> String {
        let start = position
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { break }
            guard byte >= 0x20 else { throw failure("a control character in a string must be escaped") }
            position += 1
        }
        guard position < bytes.count else {
            throw JSONError(reason: "the string is not closed", offset: opening)
        }
        do {
            return String(copying: try UTF8Span(validating: bytes.span.extracting(start..<position)))
        } catch {
            throw JSONError(reason: "the string is not UTF-8", offset: start)
        }
    }

    private mutating func escape() throws(JSONError) -> Unicode.Scalar {
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

    private mutating func unicodeEscape() throws(JSONError) -> Unicode.Scalar {
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

    private mutating func hexadecimal() throws(JSONError) -> UInt32 {
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
