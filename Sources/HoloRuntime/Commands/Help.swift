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
                return call.wantsJSON ? .list(table.rows.map(\.reference)) : .string(table.overview)
            }
            guard let row = table[name] else {
                let hint = table.nearestName(to: name).map { "help \($0)" }
                throw .failed("NO_COMMAND", "there is no command \(name)", next: hint ?? "help lists the commands")
            }
            return call.wantsJSON ? row.reference : .string(row.page)
        }
    }
}

extension CommandTable {
    fileprivate var overview: String {
        var lines: [String] = []
        for group in CommandRow.Group.allCases {
            let rows = rows.filter { $0.group == group }
            guard !rows.isEmpty else { continue }
            lines.append("\(lines.isEmpty ? "" : "\n")\(group.rawValue)")
            lines += rows.map { "  \($0.name.padded(to: 10)) \($0.summary)" }
        }
        return (lines + ["", "help COMMAND explains one, with examples."]).joined(separator: "\n")
    }
}

extension CommandRow {
    fileprivate var page: String {
        var lines = [summary, "", "  \(usage)"]
        let parameters = signature.parameters
        if !parameters.isEmpty { lines.append("") }
        let width = (parameters.map(\.shownName.count) + ["--json".count]).max() ?? 0
        lines += parameters.map { "  \($0.shownName.padded(to: width))  \($0.help)" }
        lines += ["  \("--json".padded(to: width))  answer in JSON"]
        if !examples.isEmpty { lines += ["", "examples"] + examples.map { "  \($0)" } }
        return lines.joined(separator: "\n")
    }

    fileprivate var reference: Value {
        .record([
            "name": .string(name), "group": .string(group.rawValue), "summary": .string(summary),
            "usage": .string(usage),
            "parameters": .list(
                signature.parameters.map {
                    .record(["name": .string($0.shownName), "type": .string($0.typeName), "help": .string($0.help)])
                }),
            "examples": .list(examples.map { .string($0) }),
        ])
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
