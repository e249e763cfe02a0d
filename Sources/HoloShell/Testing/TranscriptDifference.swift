/// What a transcript says and what came, line by line.
enum TranscriptDifference {
    /// Lines that are the same around those that are not.
    private static let context = 2

    /// `- ` before what was expected, `+ ` before what came, `  ` before what both have.
    static func lines(expected: String, got: String) -> [String] {
        let (old, new) = (expected.lines, got.lines)
        var lines: [String] = []
        var (first, second) = (0, 0)
        for (at, from) in commonLines(new, old, isSame: Transcript.fits) + [(new.count, old.count)] {
            lines += old[second..<from].map { "- \($0)" } + new[first..<at].map { "+ \($0)" }
            if at < new.count { lines.append("  \(new[at])") }
            (first, second) = (at + 1, from + 1)
        }
        return shortened(lines)
    }

    private static func shortened(_ lines: [String]) -> [String] {
        let changed = lines.indices.filter { !lines[$0].hasPrefix("  ") }
        let shown = lines.indices.filter { line in changed.contains { abs($0 - line) <= context } }
        var result: [String] = []
        for (place, line) in shown.enumerated() {
            if place == 0 ? line > 0 : shown[place - 1] != line - 1 { result.append("  …") }
            result.append(lines[line])
        }
        if let last = shown.last, last < lines.count - 1 { result.append("  …") }
        return result
    }
}
