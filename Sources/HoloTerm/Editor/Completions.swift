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

    /// The candidates for reading: with descriptions one a line, otherwise in columns.
    package func listing(width: Int, rows: Int) -> [String] {
        let lines = candidates.contains { !$0.description.isEmpty } ? described(width) : inColumns(width)
        guard lines.count > rows else { return lines }
        let shown = max(1, rows - 1)
        return lines.prefix(shown) + [
            truncated("… \(lines.count - shown) more lines, type on to narrow", to: width)
        ]
    }

    private var names: [String] { candidates.map { trimmingEnd(visible($0.label ?? $0.text, .shown)) } }

    private func described(_ width: Int) -> [String] {
        let longest = min(names.map(displayWidth).max() ?? 0, max(1, width / 2))
        return zip(names, candidates).map { name, candidate in
            let line = padded(name, to: longest) + "  " + visible(candidate.description, .shown)
            return trimmingEnd(truncated(line, to: width))
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
