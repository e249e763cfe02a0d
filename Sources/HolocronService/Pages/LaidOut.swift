import HolocronAPI

extension JSON {
    /// The value over several lines, for people to read: what would reorder or hide other text is escaped.
    var laidOut: String {
        var text = ""
        for scalar in encoded(.indented).unicodeScalars {
            if scalar.isSeen {
                text.unicodeScalars.append(scalar)
            } else {
                text += String(scalar).utf16.map(\.escaped).joined()
            }
        }
        return text
    }
}

extension Unicode.Scalar {
    /// The joiners are inside words and pictures.
    fileprivate var isSeen: Bool {
        if isASCII { return true }
        switch properties.generalCategory {
        case .control, .format: return value == 0x200C || value == 0x200D
        case .lineSeparator, .paragraphSeparator: return false
        default: return true
        }
    }
}

extension UInt16 {
    /// As JSON writes it: `\u202e`.
    fileprivate var escaped: String {
        let digits = String(self, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
}
