/// A session as text: `› input`, `… more of it`, then the output. In the output `[..]` stands for any part of a
/// line. Lines before the first input are a comment.
struct Transcript {
    struct Step {
        var input: String
        var output: String
    }

    var comment: [String] = []
    var steps: [Step] = []

    init(_ text: String) {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last == "" { lines.removeLast() }
        for line in lines {
            if line.hasPrefix("› ") {
                steps.append(Step(input: String(line.dropFirst(2)), output: ""))
            } else if line.hasPrefix("… "), let last = steps.indices.last, steps[last].output.isEmpty {
                steps[last].input += "\n" + line.dropFirst(2)
            } else if let last = steps.indices.last {
                steps[last].output += line + "\n"
            } else {
                comment.append(String(line))
            }
        }
    }

    var text: String {
        comment.map { $0 + "\n" }.joined()
            + steps.map {
                "› " + $0.input.split(separator: "\n").joined(separator: "\n… ") + "\n" + $0.output
            }.joined()
    }

    /// Whether the output is what the expected one says, line by line.
    static func matches(_ output: String, _ expected: String) -> Bool {
        let lines = output.split(separator: "\n", omittingEmptySubsequences: false)
        let patterns = expected.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.count == patterns.count && zip(lines, patterns).allSatisfy(matchesLine)
    }

    private static func matchesLine(_ line: Substring, _ pattern: Substring) -> Bool {
        let parts = pattern.split(separator: "[..]", omittingEmptySubsequences: false)
        guard parts.count > 1 else { return line == pattern }
        var rest = line
        guard rest.hasPrefix(parts[0]) else { return false }
        rest = rest.dropFirst(parts[0].count)
        for part in parts.dropFirst().dropLast() {
            guard let found = rest.firstRange(of: part) else { return false }
            rest = rest[found.upperBound...]
        }
        return rest.hasSuffix(parts[parts.count - 1])
    }
}
