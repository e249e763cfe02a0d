/// A byte or a character of a text that is written as an escape: `%2D`, `+` for a space, `\/`, `\u002d`; also where
/// the escape was escaped again: `%252D`, `\\u002d`.
enum Escape: Equatable {
    case none
    /// The text ends within what may become one.
    case open
    case byte(UInt8, next: Int)
    case scalar(Unicode.Scalar, next: Int)

    /// - Parameter isWhole: nothing comes behind the text, so that what could become another escape is none.
    init(in text: [UInt8], at index: Int, isWhole: Bool) {
        switch text[index] {
        case UInt8(ascii: "%"): self = Escape.percent(text, index + 1, isWhole)
        case UInt8(ascii: "\\"): self = Escape.backslash(text, index + 1)
        case UInt8(ascii: "+"): self = .byte(UInt8(ascii: " "), next: index + 1)
        default: self = .none
        }
    }

    private static func percent(_ text: [UInt8], _ index: Int, _ isWhole: Bool) -> Escape {
        var index = index
        for _ in 0..<3 where hex(text, index, 2) == 0x25 {
            if hex(text, index + 2, 2) != nil {
                index += 2
            } else if !isWhole, isOpen(text, index + 2, 2) {
                return .open
            }
        }
        if isOpen(text, index, 2) { return .open }
        guard let value = hex(text, index, 2) else { return .none }
        return .byte(UInt8(value), next: index + 2)
    }

    private static func backslash(_ text: [UInt8], _ index: Int) -> Escape {
        var index = index
        for _ in 0..<7 where index < text.count && text[index] == UInt8(ascii: "\\") { index += 1 }
        guard index < text.count else { return .open }
        switch text[index] {
        case UInt8(ascii: "u"): return unicode(text, index + 1)
        case UInt8(ascii: "n"): return .byte(UInt8(ascii: "\n"), next: index + 1)
        case UInt8(ascii: "r"): return .byte(UInt8(ascii: "\r"), next: index + 1)
        case UInt8(ascii: "t"): return .byte(UInt8(ascii: "\t"), next: index + 1)
        case UInt8(ascii: "b"): return .byte(0x08, next: index + 1)
        case UInt8(ascii: "f"): return .byte(0x0C, next: index + 1)
        case let byte where "/\"'".utf8.contains(byte): return .byte(byte, next: index + 1)
        default: return .none
        }
    }

    private static func unicode(_ text: [UInt8], _ index: Int) -> Escape {
        if isOpen(text, index, 4) { return .open }
        guard let unit = hex(text, index, 4) else { return .none }
        if let scalar = Unicode.Scalar(unit) { return .scalar(scalar, next: index + 4) }
        return unit < 0xDC00 ? low(of: unit, text, index + 4) : .none
    }

    /// The second half of a character that needs two.
    private static func low(of high: UInt32, _ text: [UInt8], _ index: Int) -> Escape {
        var index = index
        for _ in 0..<8 where index < text.count && text[index] == UInt8(ascii: "\\") { index += 1 }
        guard index + 5 <= text.count else { return .open }
        guard text[index] == UInt8(ascii: "u"), let low = hex(text, index + 1, 4),
            (0xDC00...0xDFFF).contains(low),
            let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
        else { return .none }
        return .scalar(scalar, next: index + 5)
    }

    /// The text ends where digits are still missing.
    private static func isOpen(_ text: [UInt8], _ index: Int, _ count: Int) -> Bool {
        index + count > text.count && text[min(index, text.count)...].allSatisfy { digit($0) != nil }
    }

    private static func hex(_ text: [UInt8], _ index: Int, _ count: Int) -> UInt32? {
        guard index + count <= text.count else { return nil }
        var value: UInt32 = 0
        for byte in text[index..<index + count] {
            guard let digit = digit(byte) else { return nil }
            value = value << 4 | digit
        }
        return value
    }

    private static func digit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a")) + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A")) + 10
        default: nil
        }
    }
}
