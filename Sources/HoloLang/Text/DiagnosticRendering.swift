/// How diagnostics are laid out for their reader.
package struct DiagnosticLayout {
    /// The place is told in words, not by what stands below what.
    package var isPlain: Bool
    /// In columns, for the source line and its marks; nil where nothing has to fit.
    package var width: Int?

    package init(isPlain: Bool = false, width: Int? = nil) {
        self.isPlain = isPlain
        self.width = width
    }
}

/// One line of a diagnostic, without the spaces before it.
package enum DiagnosticLine: Sendable {
    case message(String)
    case place(String)
    case source(gutter: String, String)
    case marks(gutter: String, String)
    case advice(String)
    /// The whole line as it was meant, to be pasted as it stands.
    case correction(String)

    package var text: String {
        switch self {
        case .message(let text): "error: \(text)"
        case .place(let text), .advice(let text), .correction(let text): "  \(text)"
        case .source(let gutter, let text), .marks(let gutter, let text): "  \(gutter)\(text)"
        }
    }
}

extension Diagnostic {
    /// The message, the place, the source line with the range marked, the hint.
    package func lines(_ layout: DiagnosticLayout = DiagnosticLayout()) -> [DiagnosticLine] {
        var lines = [DiagnosticLine.message(printable(message))]
        if !source.bytes.isEmpty { lines += layout.isPlain ? [.place(toldPlace)] : place(layout.width) }
        lines += (hint?.split(separator: "\n") ?? []).map { .advice(printable(String($0))) }
        if let correction { lines.append(.correction(printable(correction))) }
        return lines
    }

    package func rendered(_ layout: DiagnosticLayout = DiagnosticLayout()) -> String {
        lines(layout).map(\.text).joined(separator: "\n")
    }

    /// `  line 3 of batch.holo, column 8: profil_url`
    private var toldPlace: String {
        let (line, column) = source.position(of: range.start)
        let name = source.name.isEmpty ? "" : " of \(printable(source.name))"
        let end = min(range.end, source.lineRange(at: range.start).end)
        let marked = source.text(SourceRange(range.start, max(range.start, end)))
        return "line \(line)\(name), column \(column): \(printable(marked))"
    }

    /// The line as it was meant, to be pasted as it stands.
    package var correction: String? {
        let line = source.lineRange(at: range.start)
        let place = replaced ?? range
        if let replacement, place.start >= line.start, place.end <= line.end {
            return source.text(SourceRange(line.start, place.start)) + replacement
                + source.text(SourceRange(place.end, line.end))
        }
        let text = source.text(SourceRange(0, source.bytes.count))
        return source.isTyped && !text.contains("\n") ? corrected(text) : nil
    }

    /// The line with the name that was meant in place of the wrong one.
    private func corrected(_ line: String) -> String? {
        guard let hint, hint.hasPrefix("did you mean "), hint.hasSuffix("?") else { return nil }
        let meant = hint.dropFirst("did you mean ".count).dropLast().drop { "-$.".contains($0) }
        let isPart = meant.contains { $0 == "." || $0 == "/" } ? isPathPart : isNamePart
        guard !meant.contains(where: { !isPart($0) }) else { return nil }
        let end = line.utf8.index(line.startIndex, offsetBy: min(range.end, source.bytes.count))
        var rest = line[line.utf8.index(line.startIndex, offsetBy: range.start)..<end]
        while let start = rest.firstIndex(where: { isPart($0) && $0 != "-" }) {
            let word = rest[start...].prefix(while: isPart)
            if word != meant, nearest(to: String(word), in: [String(meant)]) != nil {
                return "\(line[..<word.startIndex])\(meant)\(line[word.endIndex...])"
            }
            rest = rest[word.endIndex...]
        }
        return nil
    }

    private func place(_ width: Int?) -> [DiagnosticLine] {
        let (line, column) = source.position(of: range.start)
        // A typed line has no name, and stands right above.
        let isAbove = source.name.isEmpty && !source.bytes.contains(UInt8(ascii: "\n"))
        let number = isAbove ? "" : String(line)
        let gutters = isAbove ? ("", "") : ("\(number) │ ", "\(spaces(number.count)) │ ")
        let room = width.map { max(8, $0 - 2 - gutters.0.count) }
        let excerpt = Excerpt(source, range, width: min(Excerpt.width, room ?? Excerpt.width))
        let name = isAbove || source.name.isEmpty ? [] : ["\(printable(source.name)):\(line):\(column)"]
        return name.map { .place($0) } + [
            .source(gutter: gutters.0, excerpt.text), .marks(gutter: gutters.1, excerpt.marks),
        ]
    }
}

private func isNamePart(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_" || character == "-"
}

private func isPathPart(_ character: Character) -> Bool { !" '\"|;()=".contains(character) }

/// The part of a source line that is worth showing, and the marks under it.
private struct Excerpt {
    var text = ""
    var marks = ""

    /// The most cells shown of a line.
    static let width = 100
    /// No window needs more bytes than this on either side, however long the line is.
    private static let reach = 4096

    init(_ source: Source, _ range: SourceRange, width: Int) {
        let line = source.lineRange(at: range.start)
        let start = min(range.start, line.end)
        let end = min(line.end, start + Self.reach)
        let head = source.text(SourceRange(max(line.start, start - Self.reach), start)).map(printable)
        let tail = source.text(SourceRange(start, end)).map(printable)
        let marked = source.text(SourceRange(start, max(start, min(range.end, end)))).count

        let fits = cells(head) + cells(tail) <= width
        let left = fits ? head[...] : suffix(of: head, cells: width * 2 / 5)
        let isCutLeft = left.count < head.count
        let room = width - cells(left) - (isCutLeft ? 1 : 0)
        let right = cells(tail) <= room ? tail[...] : prefix(of: tail, cells: room - 1)
        let cut = (left: isCutLeft ? "…" : "", right: right.count < tail.count ? "…" : "")
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
