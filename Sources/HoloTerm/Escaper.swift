/// Makes text visible, scalar by scalar.
struct Escaper {
    let whitespace: Whitespace
    let reader: Reader
    private var result = String.UnicodeScalarView()
    /// The scalar before, and whether it stands in the result as it is.
    private var previous: Unicode.Scalar?
    private var isAsItIs = false

    init(whitespace: Whitespace, reader: Reader) {
        self.whitespace = whitespace
        self.reader = reader
    }

    var finished: String { String(result) }

    mutating func take(_ scalar: Unicode.Scalar) {
        defer { previous = scalar }
        switch scalar {
        case "\n":
            if previous == "\r" { result.removeLast() }
            append(whitespace == .kept ? "\n" : "⏎")
        case "\t": append(whitespace == .kept ? "\t" : " ")
        default:
            if drives(scalar) || reader == .person && hides(scalar) && !belongs(scalar) {
                isAsItIs = false
                result.append(contentsOf: picture(scalar).unicodeScalars)
            } else {
                append(scalar)
            }
        }
    }

    mutating func take(invalid bytes: ArraySlice<UInt8>) {
        for byte in bytes { result.append(contentsOf: "\\x\(hexadecimal(byte))".unicodeScalars) }
        previous = nil
        isAsItIs = false
    }

    private mutating func append(_ scalar: Unicode.Scalar) {
        result.append(scalar)
        isAsItIs = true
    }

    /// Joiners and variation selectors change the character before them where that is one of those that they are for:
    /// the members of an emoji family, letters of scripts that join, ideographs.
    private func belongs(_ scalar: Unicode.Scalar) -> Bool {
        guard isAsItIs, let previous else { return false }
        let isJoining = (0x590..<0x2000).contains(previous.value) && !hides(previous)
        switch scalar.value {
        case 0x200C: return isJoining
        case 0x200D: return isJoining || previous.value == 0xFE0F || isPictogram(previous)
        case 0xFE00...0xFE0F:
            return !hides(previous) && (previous.properties.isEmoji || previous.value >= 0x2190)
        case 0xE0100...0xE01EF: return previous.properties.isIdeographic
        default: return false
        }
    }

    private func isPictogram(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= 0xA9 && scalar.properties.isEmoji
    }
}

private func picture(_ scalar: Unicode.Scalar) -> String {
    switch scalar.value {
    case 0...0x1F: Unicode.Scalar(0x2400 + scalar.value).map { String(Character($0)) } ?? ""
    case 0x7F: "␡"
    case 0x80...0x9F: "\\x\(String(scalar.value, radix: 16))"
    default: "\\u{\(String(scalar.value, radix: 16))}"
    }
}

private func hexadecimal(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16)
}
