import OrderedCollections

extension Topic {
    /// The topic as help shows it, in lines of at most so many characters.
    func page(width: Int?) -> String {
        var lines = summary.hanging(behind: "", width) + [""]
        for part in parts {
            switch part {
            case .paragraph(let text): lines += text.hanging(behind: "", width)
            case .item(let text): lines += text.hanging(behind: "- ", width)
            case .lines(let text): lines += text.map { "  \($0)" }
            case .gap: lines.append("")
            }
        }
        return (lines + ["", "examples"] + examples.flatMap(\.indented)).joined(separator: "\n")
    }

    var reference: Value {
        .record([
            "name": .string(name), "group": .string("language"), "summary": .string(summary),
            "text": .string(text), "examples": .list(examples.map { .string($0) }),
        ])
    }

    /// The topic in Markdown, without a heading.
    var markdown: String {
        var text = ""
        for part in parts {
            switch part {
            case .paragraph(let words): text += words.escapedForMarkdown + "\n"
            case .item(let words): text += "- \(words.escapedForMarkdown)\n"
            case .lines(let lines): text += "```\n\(lines.joined(separator: "\n"))\n```\n"
            case .gap: text += "\n"
            }
        }
        return "\(summary)\n\n\(text)\n```\n\(examples.joined(separator: "\n"))\n```\n"
    }

    /// The whole reference in Markdown: the language, then each of the other topics.
    package static var wholeMarkdown: String {
        let others = all.filter { $0.name != "language" }.map { "\n### \($0.name)\n\n\($0.markdown)" }
        return Topic.language.markdown + others.joined()
    }
}

extension String {
    fileprivate var indented: [String] { split(separator: "\n").map { "  \($0)" } }

    /// Characters that Markdown would take for its own are shown as they are.
    fileprivate var escapedForMarkdown: String {
        reduce(into: "") { text, character in
            if "\\*_<>`[]".contains(character) { text.append("\\") }
            text.append(character)
        }
    }
}
