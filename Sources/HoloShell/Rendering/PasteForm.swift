import HoloRuntime

/// How a line of holo is typed where there is no prompt of holo: behind `holo`, in the person's own shell.
struct PasteForm: Sendable {
    private static let groups: Set<CommandRow.Group> = [
        .jobs, .discovery, .session, .data, .text, .process,
    ]
    /// What a shell would take for its own.
    private static let special = Set("|&;<>()$`\\\"'*?[]{}~# \t\n")

    /// `--local `, `--profile work `: what leads to the same server again.
    private let options: String
    private let commands: Set<String>

    init(_ options: ProcessOptions, _ table: CommandTable) {
        let values = [("--profile", options.profile), ("--api-url", options.apiURL)]
        self.options =
            (options.isLocal ? "--local " : "")
            + values.compactMap { name, value in value.map { "\(name) \(PasteForm.quoted($0)) " } }.joined()
        commands = Set(table.rows.filter { PasteForm.groups.contains($0.group) }.map(\.name))
    }

    /// The line for the person's shell; one that is no command of holo stays as it is.
    func text(_ line: String) -> String {
        if line.hasPrefix("!") { return String(line.dropFirst()) }
        if line == "use local" { return "holo --local" }
        guard Advice.isLine(line), line.prefix(while: { $0 != " " }) != "holo" else { return line }
        return self.line(line)
    }

    /// A line of holo, whatever it begins with.
    func line(_ line: String) -> String {
        if line.hasPrefix("!") { return String(line.dropFirst()) }
        let isPlain =
            commands.contains(String(line.prefix { $0 != " " }))
            && !line.contains { $0 != " " && PasteForm.special.contains($0) }
        return isPlain ? "holo \(options)\(line)" : "holo \(options)-c \(PasteForm.quoted(line))"
    }

    private static func quoted(_ text: String) -> String {
        guard text.contains(where: special.contains) else { return text }
        return "'" + text.replacing("'", with: "'\\''") + "'"
    }
}
