import HoloLang
import OrderedCollections

extension CommandRow {
    static let help = CommandRow(
        "help", .session, "Lists the commands and the topics of the language, or explains one.",
        examples: ["help", "help submit", "help language"], makesText: true,
        page: helpPage
    ) { parameters in
        let name = parameters.optional("NAME", .command, "a command, a function or a topic")
        let isMarkdown = parameters.flag("markdown", "a topic in Markdown; language with all the others")
        return .immediate { (call) throws(Stop) in
            let table = call.context.table
            guard let name = call[name] else {
                return call.wantsJSON
                    ? .list(table.rows.map(\.reference) + Topic.all.map(\.reference))
                    : .string(table.overview(Layout(call.context.host)))
            }
            if name == "commands" { return .string(table.list(Layout(call.context.host))) }
            if let topic = table.topics.first(where: { $0.name == name }) { return .string(topic.text()) }
            let found = (row: table[name], topic: Topic.named(name))
            if call[isMarkdown], let topic = found.topic {
                return .string(name == "language" ? Topic.wholeMarkdown : topic.markdown)
            }
            guard found.row != nil || found.topic != nil else { throw table.nothingCalled(name) }
            if call.wantsJSON { return found.row?.reference ?? found.topic?.reference ?? .null }
            let layout = Layout(call.context.host)
            let pages = [found.row?.page(layout), found.topic?.page(width: layout.width)].compactMap { $0 }
            return .string(pages.joined(separator: "\n\n"))
        }
    }
}

/// What help gives is laid out already.
@Sendable private func helpPage(_ value: Value, _ layout: Layout) -> String { value.text }

extension CommandTable {
    fileprivate func nothingCalled(_ name: String) -> Stop {
        let names = rows.map(\.name) + Topic.all.map(\.name) + topics.map(\.name) + ["commands"]
        let meant = nearest(to: name, in: names).map { "did you mean \($0)?" }
        return .failed("NO_COMMAND", "there is no command or topic \(name)", next: meant ?? "help")
    }

    /// The names by what they are for, and where to go on; short enough for one screen.
    fileprivate func overview(_ layout: Layout) -> String {
        var lines = groups.flatMap { group in
            let names =
                group == .functions
                ? "\(functions.count) of them: help functions"
                : rows.filter { $0.group == group }.map(\.name).joined(separator: " ")
            return layout.lines(group.rawValue, 9, names)
        }
        lines += layout.lines("language", 9, Topic.all.map(\.name).joined(separator: " "))
        lines.append("")
        lines += CommandTable.ways.flatMap { name, what in layout.lines(name, 14, what) }
        if !topics.isEmpty {
            lines += layout.lines("More:", 5, topics.map { "help \($0.name)" }.joined(separator: ", "))
        }
        return lines.joined(separator: "\n")
    }

    private static let ways = [
        ("help submit", "explains a command, with examples; so it does any name above"),
        ("help commands", "says of each command what it does"),
        ("help language", "the language on one page"),
        ("tour", "shows it all in five minutes, on this machine's own Holocron"),
        ("doctor", "looks whether everything works here, and says what to do"),
    ]

    private var groups: [CommandRow.Group] {
        CommandRow.Group.allCases.filter { group in rows.contains { $0.group == group } }
    }

    /// Each command with its sentence.
    fileprivate func list(_ layout: Layout) -> String {
        var lines: [String] = []
        for group in groups where group != .functions {
            lines.append("\(lines.isEmpty ? "" : "\n")\(group.rawValue)")
            lines += rows.filter { $0.group == group }
                .flatMap { layout.lines("  \($0.name)", 13, $0.summary) }
        }
        lines += ["", "the language"]
        lines += Topic.all.flatMap { layout.lines("  \($0.name)", 13, $0.summary) }
        return lines.joined(separator: "\n")
    }
}

extension CommandRow {
    fileprivate func page(_ layout: Layout) -> String {
        var lines = summary.hanging(behind: "", layout.width) + ["", "  \(usage)"]
        let parameters = signature.parameters
        if !parameters.isEmpty { lines.append("") }
        let rows = parameters.map { ($0.shownName, $0.help) } + [("--json", "answer in JSON")]
        let longest = rows.map(\.0.count).max() ?? 0
        lines += rows.flatMap { name, help in layout.lines("  \(name)", longest + 2, help) }
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
