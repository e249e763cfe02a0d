import HoloLang
import HolocronAPI

/// The statements of a session that are worth doing again.
struct SessionExport {
    /// Their value was for the person who looked, or they only make sense at a prompt.
    static let onlyLooked: Set<String> = [
        "jobs", "job", "runs", "spend", "cost", "actions", "describe", "status", "vars", "history", "help",
        "clear", "exit", "login", "logout", "export", "edit", "resume", "plan", "check", "fmt", "test",
        "demo",
        "serve", "sites", "identities", "doctor", "tour",
    ]

    let entries: [SessionLog.Entry]
    let anonymizer: Anonymizer

    /// - Throws: where nothing is left.
    init(_ context: Context) throws(Stop) {
        let complete = context.log.entries.filter(\.isComplete)
        let usesLastValue = complete.contains { $0.source.contains("$_") }
        entries = complete.filter { !$0.onlyLooks(keepingValues: usesLastValue) }
        let fresh = context.anonymizer()
        anonymizer = context.log.anonymizer ?? fresh
        for key in context.connector.keys.secrets.all { anonymizer.add(secret: key) }
        guard !entries.isEmpty else {
            throw .failed(
                "NOTHING", "there is nothing to export: no statement of this session has done anything yet",
                next: "run hn_stories limit=3")
        }
        // What is personal in one place is so everywhere.
        for literal in context.log.entries.flatMap({ parse(Source(name: "", text: $0.source)).literals }) {
            if let key = literal.key { anonymizer.learn([key: .string(literal.text)]) }
        }
        for submit in entries.flatMap(\.submits) { anonymizer.learn(submit.params) }
    }

    /// `3 statements, 2 jobs, 4 cr`
    var summary: String {
        let submits = entries.flatMap(\.submits)
        let cost = submits.reduce(0) { $0 + ($1.cost ?? 0) }
        let jobs = submits.count == 1 ? "1 job" : "\(submits.count) jobs"
        return "\(counted(entries.count, "statement")), \(jobs), \(cost) cr"
    }
}

extension SessionLog.Entry {
    fileprivate func onlyLooks(keepingValues: Bool) -> Bool {
        let script = parse(Source(name: "", text: source)).script
        guard let statement = script.statements.first else { return true }
        if case .test = statement.kind { return true }
        guard case .value(.pipeline(let pipeline)) = statement.kind,
            case .command(let command)? = pipeline.stages.first,
            SessionExport.onlyLooked.contains(command.name.text)
        else { return false }
        guard let last = pipeline.stages.last, case .command(let sink) = last else { return true }
        // What writes a file has done something.
        if ["save", "append"].contains(sink.name.text) { return false }
        return !keepingValues || SessionExport.isForPrompts(command.name.text)
    }
}

extension SessionExport {
    fileprivate static func isForPrompts(_ name: String) -> Bool {
        ["history", "help", "clear", "exit", "login", "logout", "export", "edit", "resume", "demo", "serve"]
            .contains(name)
    }
}
