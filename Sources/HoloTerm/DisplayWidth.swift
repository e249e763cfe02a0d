/// The columns a terminal gives to `text`: two for wide characters and emoji, none for marks and controls.
package func displayWidth(_ text: String) -> Int {
    if let width = simpleWidth(text) { return width }
    return text.reduce(0) { $0 + displayWidth($1) }
}

/// The width of text whose characters are one scalar each, without looking for what makes one of several; else nil.
private func simpleWidth(_ text: String) -> Int? {
    if text.utf8.allSatisfy({ $0 &- 0x20 < 0x5F }) { return text.utf8.count }
    var width = 0
    for scalar in text.unicodeScalars {
        switch scalar.value {
        case 0x20...0x7E, 0xA1...0xA8, 0xAA...0xAC, 0xAF...0x2FF, 0x370...0x482, 0x2010...0x2027,
            0x2190...0x2193,
            0x2500...0x257F:
            width += 1
        case 0x3001...0x3029, 0x3041...0x3096, 0x30A1...0x30FF, 0x4E00...0x9FFF: width += 2
        default: return nil
        }
    }
    return width
}

func displayWidth(_ character: Character) -> Int {
    if let ascii = character.asciiValue { return ascii >= 0x20 && ascii != 0x7F ? 1 : 0 }
    let scalars = character.unicodeScalars
    guard let first = scalars.first, !isControl(first) else { return 0 }
    if scalars.count > 1, first.properties.isEmoji, scalars.contains(where: joinsEmoji) { return 2 }
    return min(2, scalars.reduce(0) { $0 + columns($1) })
}

/// Variation selector 16, joiner, keycap, skin tones and regional indicators make one emoji of many scalars.
private func joinsEmoji(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xFE0F, 0x200D, 0x20E3, 0x1F3FB...0x1F3FF, 0x1F1E6...0x1F1FF: true
    default: false
    }
}

private func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control
}

private func columns(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .control, .lineSeparator, .paragraphSeparator: return 0
    case .format: return scalar == "\u{AD}" ? 1 : 0
    default: break
    }
    switch scalar.value {
    case 0x1160...0x11FF: return 0
    case 0x1F1E6...0x1F1FF: return 1
    default: return scalar.properties.isEmojiPresentation || isWide(scalar.value) ? 2 : 1
    }
}

/// East Asian Width W and F, without the emoji.
private func isWide(_ value: UInt32) -> Bool {
    guard value >= 0x1100 else { return false }
    return switch value {
    case 0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF,
        0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F,
        0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x1D300...0x1D376,
        0x1F200...0x1F265, 0x20000...0x2FFFD, 0x30000...0x3FFFD:
        true
    default: false
    }
}

/// The longest beginning of `text` that fits `width` columns, ending in `…` when something was cut.
package func truncated(_ text: String, to width: Int) -> String {
    var used = 0
    var fitting = text.startIndex
    for index in text.indices {
        let columns = displayWidth(text[index])
        if used + columns < width { fitting = text.index(after: index) }
        used += columns
        if used > width { return width > 0 ? text[..<fitting] + "…" : "" }
    }
    return text
}

package enum Alignment: Sendable { case left, right }

/// `text` with spaces up to `width` columns; longer text stays as it is.
package func padded(_ text: String, to width: Int, _ alignment: Alignment = .left) -> String {
    let spaces = String(repeating: " ", count: max(0, width - displayWidth(text)))
    return alignment == .left ? text + spaces : spaces + text
}
