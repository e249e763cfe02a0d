/// What can stand at the cursor.
package struct Completions: Sendable, Equatable {
    package struct Candidate: Sendable, Equatable {
        /// What is inserted, with what should follow it: a space, `=`, a closing quote.
        package var text: String
        package var description: String
        /// What is shown of it, where that is not the text.
        package var label: String?

        package init(_ text: String, _ description: String = "", label: String? = nil) {
            self.text = text
            self.description = description
            self.label = label
        }
    }

    /// Where the text that a candidate replaces begins, in UTF-8 bytes; it ends at the cursor.
    package var start: Int
    package var candidates: [Candidate]
    /// What one Tab puts in place of what is typed; nil where the candidates have nothing more in common.
    package var insertion: String?

    package init(start: Int, candidates: [Candidate], insertion: String?) {
        self.start = start
        self.candidates = candidates
        self.insertion = insertion
    }

    /// Candidates that all begin with what is typed.
    package init(start: Int, candidates: [Candidate]) {
        self.init(start: start, candidates: candidates, insertion: nil)
        if !commonPrefix.isEmpty { insertion = commonPrefix }
    }

    /// What all candidates begin with.
    var commonPrefix: String {
        guard let first = candidates.first?.text else { return "" }
        return candidates.dropFirst().reduce(first) { prefix, candidate in
            String(zip(prefix, candidate.text).prefix { $0 == $1 }.map(\.0))
        }
    }

    /// The candidates for reading: with descriptions, which are dim, one a line, otherwise in columns.
    package func listing(width: Int, rows: Int, colour: Bool = false) -> [String] {
        guard candidates.contains(where: { !$0.description.isEmpty }) else {
            return cut(inColumns(width), to: rows, of: nil, width)
        }
        // There may be thousands, of which a screen shows a few.
        let shown = candidates.count > rows ? max(1, rows - 1) : rows
        let part = Completions(start: start, candidates: Array(candidates.prefix(shown)), insertion: nil)
        return cut(part.described(width, colour), to: rows, of: candidates.count, width)
    }

    /// At most so many lines, the last of which says how many there would be more.
    private func cut(_ lines: [String], to rows: Int, of total: Int?, _ width: Int) -> [String] {
        let count = total ?? lines.count
        guard count > rows else { return lines }
        let shown = max(1, rows - 1)
        return lines.prefix(shown) + [
            truncated("… \(count - shown) more lines, type on to narrow", to: width)
        ]
    }

    private var names: [String] { candidates.map { trimmingEnd(visible($0.label ?? $0.text, .shown)) } }

    private func described(_ width: Int, _ colour: Bool) -> [String] {
        let longest = min(names.map(displayWidth).max() ?? 0, max(1, width / 2))
        return zip(names, candidates).map { name, candidate in
            let head = padded(name, to: longest) + "  "
            let room = width - displayWidth(head)
            let note = trimmingEnd(truncated(visible(candidate.description, .shown), to: max(0, room)))
            if room <= 0 || note.isEmpty { return truncated(name, to: width) }
            return head + Style.dim.apply(note, colour: colour)
        }
    }

    private func inColumns(_ width: Int) -> [String] {
        let cell = (names.map(displayWidth).max() ?? 0) + 2
        let perRow = max(1, width / cell)
        let rows = (names.count + perRow - 1) / perRow
        return (0..<rows).map { row in
            let cells = stride(from: row, to: names.count, by: rows).map { padded(names[$0], to: cell) }
            return trimmingEnd(truncated(trimmingEnd(cells.joined()), to: width))
        }
    }
}
