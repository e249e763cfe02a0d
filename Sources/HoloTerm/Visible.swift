/// What becomes of line feeds and tabs in text that is made visible.
package enum Whitespace: Sendable {
    /// Line feeds and tabs stay: for text printed as it is.
    case kept
    /// Line feeds become `⏎`, tabs become a space: for one cell or one line.
    case shown
}

/// `text` with everything that could drive or fool a terminal shown instead of sent.
package func visible(_ text: String, _ whitespace: Whitespace = .kept) -> String {
    guard text.unicodeScalars.contains(where: isHostile) else { return text }
    var result = String.UnicodeScalarView()
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\n":
            if previous == "\r" { result.removeLast() }
            result.append(whitespace == .kept ? "\n" : "⏎")
        case "\t": result.append(whitespace == .kept ? "\t" : " ")
        default: result.append(contentsOf: isHostile(scalar) ? picture(scalar) : [scalar])
        }
        previous = scalar
    }
    return String(result)
}

private func isHostile(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0...0x1F, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
}

private func picture(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    switch scalar.value {
    case 0...0x1F: Unicode.Scalar(0x2400 + scalar.value).map { [$0] } ?? []
    case 0x7F: ["␡"]
    case 0x80...0x9F: Array("\\x\(String(scalar.value, radix: 16))".unicodeScalars)
    default: Array("\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
    }
}
