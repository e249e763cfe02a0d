/// Lets a byte be matched by the ASCII character it stands for: `case "$":`.
func ~= (pattern: Unicode.Scalar, byte: UInt8?) -> Bool {
    byte == UInt8(ascii: pattern)
}

extension UInt8 {
    var isDigit: Bool { self >= 0x30 && self <= 0x39 }
    var isLetter: Bool { (self | 0x20) >= 0x61 && (self | 0x20) <= 0x7A }
    var isNameStart: Bool { isLetter || self == 0x5F }
    var isNamePart: Bool { isNameStart || isDigit }
    /// Keys, commands and options may have a hyphen; variables may not, `a-b` subtracts.
    var isKeyPart: Bool { isNamePart || self == 0x2D }
    /// The carriage return of CRLF counts, so that only the newline has to be looked for.
    var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0D }
    var isNewline: Bool { self == 0x0A }

    /// Ends a word, as the next argument, statement or stage may begin after it. A closing `)` or `}`
    /// does too: it has to close what the word stands in.
    var endsWord: Bool {
        switch self {
        case ";", "|", ")", "}": true
        default: isBlank || isNewline
        }
    }

    /// A `#` begins a comment only behind one of these.
    var isBeforeComment: Bool {
        switch self {
        case "(", "{", "[", "]", ",": true
        default: endsWord
        }
    }
}
