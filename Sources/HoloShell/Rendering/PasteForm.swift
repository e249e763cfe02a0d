import HoloRuntime
import HolocronClient

/// How a line of holo is typed in the person's own shell: behind `holo`, and with what leads to the same server.
///
/// Every next step and every line that names `holo` goes through here.
struct PasteForm: Sendable {
    private static let groups: Set<CommandRow.Group> = [
        .jobs, .discovery, .session, .data, .text, .process,
    ]
    /// What leads to a server.
    private static let leading: Set = ["--local", "--profile", "--api-url"]

    /// `--local`, `--profile work`: what leads to the same server again.
    private let options: @Sendable () -> [String]
    private let commands: Set<String>
    /// There is a prompt of holo: what is typed there is typed as it is.
    private let hasPrompt: Bool

    /// - Parameter connector: says which server the program talks to by now; nil while there is none.
    init(
        _ options: ProcessOptions, _ table: CommandTable, connector: Connector? = nil, hasPrompt: Bool = false
    ) {
        let asked = Server(isLocal: options.isLocal, profile: options.profile, url: options.apiURL).words
        let first = connector?.profile
        self.options = {
            guard let connector else { return asked }
            if let server = connector.tape.player?.server {
                return connector.config.options(
                    leadingTo: server, asked: options.profile, connector.keys.environment)
            }
            let now = connector.profile
            guard let first, now != first else { return asked }
            return Server(isLocal: now.isLocal, profile: now.name, url: options.apiURL).words
        }
        commands = Set(table.rows.filter { PasteForm.groups.contains($0.group) }.map(\.name))
        self.hasPrompt = hasPrompt
    }

    /// The line for the person's shell; one that is no command of holo stays as it is.
    func text(_ line: String) -> String {
        if line == "holo" || line.hasPrefix("holo ") {
            let rest = line.dropFirst(5)
            let isLed = rest.split(separator: " ").contains { PasteForm.leading.contains(String($0)) }
            return isLed ? line : joined(rest)
        }
        if hasPrompt { return line }
        if line.hasPrefix("!") { return String(line.dropFirst()) }
        if line == "use local" { return "holo --local" }
        return Advice.isLine(line) ? self.line(line) : line
    }

    /// A line of holo, whatever it begins with.
    func line(_ line: String) -> String {
        if hasPrompt { return line }
        if line.hasPrefix("!") { return String(line.dropFirst()) }
        let isPlain =
            commands.contains(String(line.prefix { $0 != " " }))
            && !line.contains { $0 != " " && shellQuoted(String($0)) != String($0) }
        return joined(isPlain ? line[...] : "-c \(shellQuoted(line))")
    }

    private func joined(_ rest: Substring) -> String {
        (["holo"] + options().map(shellQuoted) + (rest.isEmpty ? [] : [String(rest)])).joined(separator: " ")
    }

    /// What the words of the process said of the server.
    private struct Server {
        var isLocal: Bool
        var profile: String?
        var url: String?

        var words: [String] {
            if isLocal { return ["--local"] }
            return (profile.map { ["--profile", $0] } ?? []) + (url.map { ["--api-url", $0] } ?? [])
        }
    }
}

extension Stop {
    /// The same without next steps that need a job of this program, which nobody knows once it has ended.
    var withoutJobs: Stop {
        guard case .failure(var failure) = self, let next = failure.next else { return self }
        let kept = next.split(separator: "\n").filter { line in
            !["await", "job", "jobs", "resume", "runs"].contains(line.prefix { $0 != " " })
        }
        failure.next = kept.isEmpty ? nil : kept.joined(separator: "\n")
        return .failure(failure)
    }
}
