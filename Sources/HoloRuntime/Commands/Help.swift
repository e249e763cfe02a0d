import HoloLang
import OrderedCollections

extension CommandRow {
    static let help = CommandRow(
        "help", .session, "Lists the commands and the topics of the language, or explains one.",
        examples: ["help", "help submit", "help language"], makesText: true
    ) { parameters in
        let name = parameters.optional("NAME", .command, "a command, a function or a topic")
        let isMarkdown = parameters.flag("markdown", "a topic in Markdown; language with all the others")
        return .immediate { (call) throws(Stop) in
            let table = call.context.table
            guard let name = call[name] else {
                return call.wantsJSON
                    ? .list(table.rows.map(\.reference) + Topic.all.map(\.reference))
                    : .string(table.overview(width: call.context.host.columns))
            }
            if let topic = table.topics.first(where: { $0.name == name }) { return .string(topic.text()) }
            let found = (row: table[name], topic: Topic.named(name))
            if call[isMarkdown], let topic = found.topic {
                return .string(name == "language" ? Topic.wholeMarkdown : topic.markdown)
            }
            guard found.row != nil || found.topic != nil else { throw table.nothingCalled(name) }
            if call.wantsJSON { return found.row?.reference ?? found.topic?.reference ?? .null }
            let width = call.context.host.columns
            let pages = [found.row?.page(width: width), found.topic?.page(width: width)].compactMap { $0 }
            return .string(pages.joined(separator: "\n\n"))
        }
    }
}

extension CommandTable {
    fileprivate func nothingCalled(_ name: String) -> Stop {
        let names = rows.map(\.name) + Topic.all.map(\.name)
        let meant = nearest(to: name, in: names).map { "did you mean help \($0)?" }
        return .failed("NO_COMMAND", "there is no command or topic \(name)", next: meant ?? "help lists them")
    }

    fileprivate func overview(width: Int?) -> String {
        var lines: [String] = []
        for group in CommandRow.Group.allCases {
            let rows = rows.filter { $0.group == group }
            guard !rows.isEmpty else { continue }
            lines.append("\(lines.isEmpty ? "" : "\n")\(group.rawValue)")
            if group == .functions {
                lines += functions.map(\.name).joined(separator: " ").hanging(behind: "  ", width)
                continue
            }
            lines += rows.flatMap { ($0.summary).hanging(behind: "  \($0.name.padded(to: 10)) ", width) }
        }
        lines += ["", "the language"]
        lines += Topic.all.flatMap { $0.summary.hanging(behind: "  \($0.name.padded(to: 10)) ", width) }
        lines += ["", "help NAME explains one, with examples."]
        if !topics.isEmpty {
            lines.append("More: " + topics.map { "help \($0.name)" }.joined(separator: " · "))
        }
        return lines.joined(separator: "\n")
    }
}

extension CommandRow {
    fileprivate func page(width: Int?) -> String {
        var lines = summary.hanging(behind: "", width) + ["", "  \(usage)"]
        let parameters = signature.parameters
        if !parameters.isEmpty { lines.append("") }
        let rows = parameters.map { ($0.shownName, $0.help) } + [("--json", "answer in JSON")]
        let longest = rows.map(\.0.count).max() ?? 0
        lines += rows.flatMap { name, help in help.hanging(behind: "  \(name.padded(to: longest))  ", width) }
        if !examples.isEmpty { lines += ["", "examples"] + examples.map { "  \($0)" } }
        return lines.joined(separator: "\n")
    }

    fileprivate var reference: Value {
        .record([
            "name": .string(name), "group": .string(group.rawValue), "summary": .string(summary),
            "usage": .string(usage),
            "parameters": .list(
                signature.parameters.map {
                    .record([
                        "name": .string($0.shownName), "type": .string($0.typeName), "help": .string($0.help),
                    ])
                }),
            "examples": .list(examples.map { .string($0) }),
        ])
    }
}
