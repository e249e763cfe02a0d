/// How a typed text fits a word, the best first.
package enum Fit: Int, Comparable, Sendable {
    case beginning
    /// But for capitals.
    case foldedBeginning
    /// Each part of it begins a part of the word, in order: `li_pr` and `profile` in `li_profile_scrape`.
    case parts
    /// Its letters are those that the parts of the word begin with: `lps`.
    case initials

    package static func < (left: Fit, right: Fit) -> Bool { left.rawValue < right.rawValue }
}

/// A typed text, prepared to be held against many words.
package struct Pattern: Sendable {
    private let exact: [UInt8]
    private let folded: [UInt8]
    private let parts: [ArraySlice<UInt8>]

    package init(_ typed: String) {
        exact = Array(typed.utf8)
        folded = foldedBytes(typed)
        parts = folded.split(whereSeparator: isSeparator)
    }

    /// - Returns: nil where it does not fit.
    package func fit(_ word: String) -> Fit? {
        if word.utf8.starts(with: exact) { return .beginning }
        let word = foldedBytes(word)
        if word.starts(with: folded) { return .foldedBeginning }
        guard !parts.isEmpty else { return nil }
        if fitsParts(of: word) { return .parts }
        return parts.count == 1 && folded.count > 1 && fitsInitials(of: word) ? .initials : nil
    }

    private func fitsParts(of word: [UInt8]) -> Bool {
        var wanted = parts[...]
        var index = 0
        while let part = wanted.first, index < word.count {
            let startsPart = !isSeparator(word[index]) && (index == 0 || isSeparator(word[index - 1]))
            if startsPart, word[index...].starts(with: part) {
                wanted.removeFirst()
                index += part.count
            } else {
                index += 1
            }
        }
        return wanted.isEmpty
    }

    private func fitsInitials(of word: [UInt8]) -> Bool {
        let initials = word.split(whereSeparator: isSeparator).compactMap(\.first)
        return initials.count > 1 && initials.starts(with: folded)
    }
}

private func isSeparator(_ byte: UInt8) -> Bool {
    switch Unicode.Scalar(byte) {
    case "_", "-", ".", " ", "/": true
    default: false
    }
}

private func foldedBytes(_ text: String) -> [UInt8] {
    var text = text
    let isPlain = text.withUTF8 { $0.allSatisfy { $0 < 0x80 } }
    guard isPlain else { return Array(text.lowercased().utf8) }
    return text.withUTF8 { $0.map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 } }
}
