/// Personal values that are known by how they look, wherever they stand in a text.
enum PersonalShape {
    /// Where the e-mail addresses and the phone numbers with a country code are.
    static func ranges(in text: [UInt8]) -> [(range: Range<Int>, kind: PersonalKind)] {
        var found: [(range: Range<Int>, kind: PersonalKind)] = []
        var index = 0
        while index < text.count {
            let range: (Range<Int>, PersonalKind)? =
                switch text[index] {
                case UInt8(ascii: "@"): email(text, at: index..<index + 1).map { ($0, .email) }
                case UInt8(ascii: "%")
                where Escape(in: text, at: index, isWhole: true) == .byte(UInt8(ascii: "@"), next: index + 3):
                    email(text, at: index..<index + 3).map { ($0, .email) }
                case UInt8(ascii: "+"): phone(text, at: index).map { ($0, .phone) }
                default: nil
                }
            if let range, range.0.lowerBound >= found.last?.range.upperBound ?? 0 {
                found.append((range.0, range.1))
                index = range.0.upperBound
            } else {
                index += 1
            }
        }
        return found
    }

    private static func email(_ text: [UInt8], at sign: Range<Int>) -> Range<Int>? {
        var start = sign.lowerBound
        while start > 0, isAlphanumeric(text[start - 1]) || "._%+-".utf8.contains(text[start - 1]) {
            start -= 1
        }
        while start < sign.lowerBound, !isAlphanumeric(text[start]) { start += 1 }
        var end = sign.upperBound
        while end < text.count, isAlphanumeric(text[end]) || ".-".utf8.contains(text[end]) { end += 1 }
        while end > sign.upperBound, !Base64.isLetter(text[end - 1]) { end -= 1 }
        let top = text[sign.upperBound..<end].reversed().prefix { Base64.isLetter($0) }
        let hasDot = text[sign.upperBound..<end].dropFirst().contains(UInt8(ascii: "."))
        return start < sign.lowerBound && hasDot && top.count >= 2 ? start..<end : nil
    }

    /// `+` and 8 to 15 digits, in groups that a space, a full stop, a hyphen or brackets part.
    private static func phone(_ text: [UInt8], at plus: Int) -> Range<Int>? {
        guard plus == 0 || !isAlphanumeric(text[plus - 1]) else { return nil }
        var end = plus + 1
        var last = end
        var digits = 0
        while end < text.count {
            if isDigit(text[end]) {
                digits += 1
                last = end + 1
            } else if !" .-()".utf8.contains(text[end]) || end - last > 1 {
                break
            }
            end += 1
        }
        return (8...15).contains(digits) && isDigit(text[plus + 1]) ? plus..<last : nil
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool { Base64.isLetter(byte) || isDigit(byte) }
}
