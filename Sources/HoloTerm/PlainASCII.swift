/// `text` where only ASCII can be shown: each mark as one that is like it and as wide, every other character escaped.
///
/// A terminal of another charset would take the bytes of UTF-8 for characters of its own, some of them controls.
package func plainASCII(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
    return text.unicodeScalars.reduce(into: "") { result, scalar in
        if scalar.isASCII {
            result.unicodeScalars.append(scalar)
        } else {
            result += standIn(scalar) ?? "\\u{\(String(scalar.value, radix: 16))}"
        }
    }
}

/// The same with the marks only: what is read by a program or in a log keeps its letters.
package func plainMarks(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
    return text.unicodeScalars.reduce(into: "") { result, scalar in
        if let mark = standIn(scalar) { result += mark } else { result.unicodeScalars.append(scalar) }
    }
}

private func standIn(_ scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "✓": "+"
    case "✗", "×": "x"
    case "›", "→", "▸", "▶": ">"
    case "‹", "←": "<"
    case "·", "•", "─", "━", "–", "—": "-"
    case "…": "~"
    case "⏎": "$"
    case "│", "┃": "|"
    case "┌", "┐", "└", "┘", "├", "┤", "┬", "┴", "┼", "╭", "╮", "╯", "╰": "+"
    case "█", "▓", "▒": "#"
    case "‘", "’": "'"
    case "“", "”": "\""
    case "\u{A0}": " "
    case "\u{2400}"..."\u{241F}": "^"
    case "\u{2800}"..."\u{28FF}": "*"
    default: nil
    }
}
