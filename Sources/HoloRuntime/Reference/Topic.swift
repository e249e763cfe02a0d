/// A page of the reference of the language: what `help` says of a word that is not a command, or not only one.
package struct Topic: Sendable {
    package let name: String
    /// One sentence.
    package let summary: String
    /// Paragraphs, items that begin with `- `, and lines that stand as they are, which begin with two spaces.
    package let text: String
    /// Programs that run as they stand, each with what its last line gives behind ` # `.
    package let examples: [String]

    init(_ name: String, _ summary: String, examples: [String], text: String) {
        self.name = name
        self.summary = summary
        self.examples = examples
        self.text = text
    }

    /// In the order that help shows them.
    package static let all: [Topic] = [
        .language, .values, .operators, .let, .if, .for, .while, .try, .fn, .param, .assert, .test, .include,
        .budget, .rows, .functions,
    ]

    package static func named(_ name: String) -> Topic? { all.first { $0.name == name } }

    /// A part of the text that is laid out as one.
    enum Part: Equatable {
        case paragraph(String)
        case item(String)
        /// Lines without the two spaces before them.
        case lines([String])
        case gap
    }

    var parts: [Part] {
        text.split(separator: "\n", omittingEmptySubsequences: false).reduce(into: [Part]()) { parts, line in
            let line = String(line)
            switch parts.last {
            case _ where line.isEmpty: parts.append(.gap)
            case .lines(let old) where line.hasPrefix("  "):
                parts[parts.count - 1] = .lines(old + [String(line.dropFirst(2))])
            case _ where line.hasPrefix("  "): parts.append(.lines([String(line.dropFirst(2))]))
            case _ where line.hasPrefix("- "): parts.append(.item(String(line.dropFirst(2))))
            case .paragraph(let old): parts[parts.count - 1] = .paragraph("\(old) \(line)")
            case .item(let old): parts[parts.count - 1] = .item("\(old) \(line)")
            default: parts.append(.paragraph(line))
            }
        }
    }
}
