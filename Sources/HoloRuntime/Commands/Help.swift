import OrderedCollections

extension CommandRow {
    static let help = CommandRow(
        "help", .session, "Lists the commands, or explains one.", examples: ["help", "help submit"],
        makesText: true
    ) { parameters in
        let name = parameters.optional("COMMAND", .command, "which one")
        return .immediate { (call) throws(Stop) in
            let table = call.context.table
            guard let name = call[name] else {
                return call.wantsJSON
                    ? .list(table.rows.map(\.reference))
                    : .string(table.overview(width: call.context.host.columns))
            }
            if let topic = table.topics.first(where: { $0.name == name }) { return .string(topic.text()) }
            guard let row = table[name] else {
                let hint = table.nearestName(to: name).map { "help \($0)" }
                throw .failed(
                    "NO_COMMAND", "there is no command \(name)", next: hint ?? "help lists the commands")
            }
            return call.wantsJSON ? row.reference : .string(row.page(width: call.context.host.columns))
        }
    }
}

extension CommandTable {
    fileprivate func overview(width: Int?) -> String {
        var lines: [String] = []
        for group in CommandRow.Group.allCases {
            let rows = rows.filter { $0.group == group }
            guard !rows.isEmpty else { continue }
            lines.append("\(lines.isEmpty ? "" : "\n")\(group.rawValue)")
            if group == .functions {
                lines += functionNames.hanging(behind: "  ", width)
                continue
            }
            lines += rows.flatMap { ($0.summary).hanging(behind: "  \($0.name.padded(to: 10)) ", width) }
        }
        lines += ["", "help COMMAND explains one, with examples."]
        if !topics.isEmpty {
            lines.append("More: " + topics.map { "help \($0.name)" }.joined(separator: " · "))
        }
        return lines.joined(separator: "\n")
    }
}

extension CommandTable {
    private var functionNames: String { functions.map(\.name).joined(separator: " ") }
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

extension String {
    /// Its words in lines of at most `width` characters, the first behind `head` and the others below it.
    fileprivate func hanging(behind head: String, _ width: Int?) -> [String] {
        let room = max(16, (width ?? .max) - head.count)
        var lines = [""]
        for word in split(separator: " ") {
            let last = lines[lines.count - 1]
            if last.isEmpty {
                lines[lines.count - 1] = String(word)
            } else if last.count + 1 + word.count <= room {
                lines[lines.count - 1] = "\(last) \(word)"
            } else {
                lines.append(String(word))
            }
        }
        let indent = String(repeating: " ", count: head.count)
        return lines.enumerated().map { ($0 == 0 ? head : indent) + $1 }
    }

    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
