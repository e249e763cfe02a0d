/// Everything but letters, digits and `-._~` as `%XX`, for a value in a query.
func queryEncoded(_ text: String) -> String {
    text.utf8.reduce(into: "") { encoded, byte in
        let character = Character(Unicode.Scalar(byte))
        let isPlain = byte < 0x80 && (character.isLetter || character.isNumber || "-._~".contains(character))
        encoded +=
            isPlain
            ? String(character) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
}

/// What such a value says; `+` is a space.
func queryDecoded(_ text: some StringProtocol) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
        let digits = String(decoding: rest.prefix(2), as: UTF8.self)
        if byte == UInt8(ascii: "%"), digits.utf8.count == 2, let value = UInt8(digits, radix: 16) {
            bytes.append(value)
            rest = rest.dropFirst(2)
        } else {
            bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
        }
    }
    return String(decoding: bytes, as: UTF8.self)
}
