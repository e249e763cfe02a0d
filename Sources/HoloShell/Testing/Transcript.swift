/// A session as text: `› input`, `… more of it`, then the output. In the output `[..]` stands for any part of a
/// line. Lines before the first input are a comment.
package struct Transcript: Sendable {
    package struct Step: Sendable {
        package var input: String
        package var output: String
        /// The line of the input, counted from 1.
        package var line: Int
    }

    package var comment: [String] = []
    package var steps: [Step] = []

    package init(_ text: String) {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last == "" { lines.removeLast() }
        for (index, line) in lines.enumerated() {
            if let input = Transcript.marked("›", line) {
                steps.append(Step(input: input, output: "", line: index + 1))
            } else if let more = Transcript.marked("…", line), let last = steps.indices.last,
                steps[last].output.isEmpty
            {
                steps[last].input += "\n" + more
            } else if let last = steps.indices.last {
                steps[last].output += line + "\n"
            } else {
                comment.append(String(line))
            }
        }
    }

    package var text: String {
        comment.map { $0 + "\n" }.joined() + steps.map(\.text).joined()
    }

    /// What stands behind a mark and a space; the space may be missing where nothing does.
    private static func marked(_ mark: Character, _ line: Substring) -> String? {
        guard line.first == mark else { return nil }
        let rest = line.dropFirst()
        return rest.isEmpty ? "" : rest.first == " " ? String(rest.dropFirst()) : nil
    }
}

extension Transcript.Step {
    fileprivate var text: String {
        let lines = input.split(separator: "\n", omittingEmptySubsequences: false)
        let marked = lines.enumerated().map {
            $1.isEmpty ? ($0 == 0 ? "›" : "…") : "\($0 == 0 ? "›" : "…") \($1)"
        }
        return marked.joined(separator: "\n") + "\n" + output
    }

    /// The step with what came instead; a line that still fits its `[..]` keeps it.
    /// - Parameter masked: puts `[..]` where a line that is new will vary.
    package func taking(_ new: String, masked: (Substring) -> String = { String($0) }) -> Transcript.Step {
        var step = self
        let old = output.lines
        let pairs = commonLines(new.lines, old, isSame: Transcript.fits)
        var lines = new.lines.map(masked)
        for (at, from) in pairs { lines[at] = String(old[from]) }
        for index in lines.indices where lines[index].looksLikeInput {
            lines[index] = "[..]" + lines[index].dropFirst()
        }
        step.output = lines.map { $0 + "\n" }.joined()
        return step
    }
}

extension Transcript {
    /// Whether the output is what the expected one says, line by line.
    package static func matches(_ output: String, _ expected: String) -> Bool {
        let (lines, patterns) = (output.lines, expected.lines)
        return lines.count == patterns.count && zip(lines, patterns).allSatisfy(fits)
    }

    /// Whether a line is what the expected one says.
    package static func fits(_ line: Substring, _ pattern: Substring) -> Bool {
        let parts = pattern.split(separator: "[..]", omittingEmptySubsequences: false)
        guard parts.count > 1 else { return line == pattern }
        guard line.hasPrefix(parts[0]) else { return false }
        var rest = line.dropFirst(parts[0].count)
        for part in parts.dropFirst().dropLast() where !part.isEmpty {
            guard let found = rest.firstRange(of: part) else { return false }
            rest = rest[found.upperBound...]
        }
        return rest.hasSuffix(parts[parts.count - 1])
    }
}

extension String {
    /// The lines, without an empty one behind the last line feed.
    var lines: [Substring] {
        var lines = split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last == "" { lines.removeLast() }
        return lines
    }

    fileprivate var looksLikeInput: Bool {
        self == "›" || self == "…" || hasPrefix("› ") || hasPrefix("… ")
    }
}

/// The longest sequence of lines that both have in this order, by their places.
func commonLines(
    _ one: [Substring], _ other: [Substring], isSame: (Substring, Substring) -> Bool
) -> [(Int, Int)] {
    guard !one.isEmpty, !other.isEmpty else { return [] }
    // Very long outputs are told apart from the front only.
    guard one.count * other.count <= 4_000_000 else {
        return zip(one.indices, other.indices).prefix { isSame(one[$0], other[$1]) }.map { ($0, $1) }
    }
    var lengths = Array(repeating: Array(repeating: 0, count: other.count + 1), count: one.count + 1)
    for first in one.indices.reversed() {
        for second in other.indices.reversed() {
            lengths[first][second] =
                isSame(one[first], other[second])
                ? lengths[first + 1][second + 1] + 1
                : max(lengths[first + 1][second], lengths[first][second + 1])
        }
    }
    var pairs: [(Int, Int)] = []
    var (first, second) = (0, 0)
    while first < one.count, second < other.count {
        if isSame(one[first], other[second]) {
            pairs.append((first, second))
            (first, second) = (first + 1, second + 1)
        } else if lengths[first + 1][second] >= lengths[first][second + 1] {
            first += 1
        } else {
            second += 1
        }
    }
    return pairs
}
