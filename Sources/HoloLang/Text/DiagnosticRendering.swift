extension Diagnostic {
    /// The message, the place, the source line with the range marked, the hint.
    /// - Parameters:
    ///   - isPlain: the place is told in words, not by what stands below what.
    ///   - form: what becomes of each line that could be typed next.
    package func rendered(isPlain: Bool = false, form: (String) -> String = { $0 }) -> String {
        var lines = ["error: " + printable(message)]
        if !source.bytes.isEmpty { lines += isPlain ? [toldPlace] : place }
        lines += (hint?.split(separator: "\n") ?? []).map { "  " + printable(form(String($0))) }
        if let correction { lines.append("  " + printable(form(correction))) }
        return lines.joined(separator: "\n")
    }

    /// `  line 3 of batch.holo, column 8: profil_url`
    private var toldPlace: String {
        let (line, column) = source.position(of: range.start)
        let name = source.name.isEmpty ? "" : " of \(printable(source.name))"
        let end = min(range.end, source.lineRange(at: range.start).end)
        let marked = source.text(SourceRange(range.start, max(range.start, end)))
        return "  line \(line)\(name), column \(column): \(printable(marked))"
    }

    /// The line as it was meant, to be pasted as it stands.
    package var correction: String? {
        let line = source.lineRange(at: range.start)
        if let replacement, range.end <= line.end {
            return source.text(SourceRange(line.start, range.start)) + replacement
                + source.text(SourceRange(range.end, line.end))
        }
        let text = source.text(SourceRange(0, source.bytes.count))
        return source.name.isEmpty && !text.contains("\n") ? corrected(text) : nil
    }

    /// The line with the name that was meant in place of the wrong one.
    private func corrected(_ line: String) -> String? {
        guard let hint, hint.hasPrefix("did you mean "), hint.hasSuffix("?") else { return nil }
        let meant = hint.dropFirst("did you mean ".count).dropLast().drop { "-$.".contains($0) }
        guard !meant.contains(where: { !isNamePart($0) }) else { return nil }
        let end = line.utf8.index(line.startIndex, offsetBy: min(range.end, source.bytes.count))
        var rest = line[line.utf8.index(line.startIndex, offsetBy: range.start)..<end]
        while let start = rest.firstIndex(where: { isNamePart($0) && $0 != "-" }) {
            let word = rest[start...].prefix(while: isNamePart)
            if word != meant, nearest(to: String(word), in: [String(meant)]) != nil {
                return "\(line[..<word.startIndex])\(meant)\(line[word.endIndex...])"
            }
            rest = rest[word.endIndex...]
        }
        return nil
    }

    private var place: [String] {
        let (line, column) = source.position(of: range.start)
        let gutter = String(line)
        let excerpt = Excerpt(source, range)
        // A typed line has no name, and stands right above.
        if source.name.isEmpty, !source.bytes.contains(UInt8(ascii: "\n")) {
            return ["  \(excerpt.text)", "  \(excerpt.marks)"]
        }
        let name = source.name.isEmpty ? [] : ["  \(printable(source.name)):\(line):\(column)"]
        return name + [
            "  \(gutter) │ \(excerpt.text)",
            "  \(spaces(gutter.count)) │ \(excerpt.marks)",
        ]
    }
}

private func isNamePart(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_" || character == "-"
}

/// The part of a source line that is worth showing, and the marks under it.
private struct Excerpt {
    var text = ""
    var marks = ""

    /// The most cells shown of a line, and how many of them may lie left of the range.
    private static let width = 100
    private static let before = 40
    /// No window needs more bytes than this on either side, however long the line is.
    private static let reach = 4096

    init(_ source: Source, _ range: SourceRange) {
        let line = source.lineRange(at: range.start)
        let start = min(range.start, line.end)
        let end = min(line.end, start + Self.reach)
        let head = source.text(SourceRange(max(line.start, start - Self.reach), start)).map(printable)
        let tail = source.text(SourceRange(start, end)).map(printable)
        let marked = source.text(SourceRange(start, max(start, min(range.end, end)))).count

        let fits = cells(head) + cells(tail) <= Self.width
        let left = fits ? head[...] : suffix(of: head, cells: Self.before)
        let right = fits ? tail[...] : prefix(of: tail, cells: Self.width - cells(left))
        let cut = (left: left.count < head.count ? "…" : "", right: right.count < tail.count ? "…" : "")
        text = cut.left + String(left) + String(right) + cut.right
        marks = spaces(cells(left) + cut.left.count)
        marks += String(repeating: "^", count: max(1, cells(right.prefix(marked))))
    }
}

private func prefix(of characters: [Character], cells room: Int) -> ArraySlice<Character> {
    var used = 0
    return characters.prefix {
        used += cellWidth($0)
        return used <= room
    }
}

private func suffix(of characters: [Character], cells room: Int) -> ArraySlice<Character> {
    let count = prefix(of: characters.reversed(), cells: room).count
    return characters.suffix(count)
}

private func spaces(_ count: Int) -> String {
    String(repeating: " ", count: count)
}
