/// How many terminal cells a character takes: 0, 1 or 2.
package func cellWidth(_ character: Character) -> Int {
    let scalars = character.unicodeScalars
    guard let first = scalars.first, first.value >= 0x300 else { return 1 }
    if isWide(first) || scalars.contains("\u{FE0F}") || first.properties.isEmojiPresentation { return 2 }
    switch first.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: return 1
    }
}

func cells(_ characters: some Sequence<Character>) -> Int {
    characters.reduce(0) { $0 + cellWidth($1) }
}

/// The text as it may be put on a terminal: what could move the cursor or reorder the line is a dot.
package func printable(_ text: String) -> String {
    String(text.map(printable))
}

func printable(_ character: Character) -> Character {
    if character == "\t" { return " " }
    guard let first = character.unicodeScalars.first else { return character }
    return first.isHidden ? "·" : character
}

extension Unicode.Scalar {
    /// Control and format characters, which show nothing of themselves.
    var isHidden: Bool {
        if isASCII { return value < 0x20 || value == 0x7F }
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: return true
        default: return false
        }
    }
}

private func isWide(_ scalar: Unicode.Scalar) -> Bool {
    wideRanges.contains { $0.contains(scalar.value) }
}

/// East Asian Wide and Fullwidth; emoji are known to the standard library.
private let wideRanges: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
    0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
    0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x1F1E6...0x1F1FF, 0x1F200...0x1F2FF, 0x20000...0x3FFFD,
]
