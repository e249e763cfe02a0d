import HoloRuntime
import HolocronJobs

/// The one line that is said of a run where nobody watches: `holo: report.holo ok · 12 jobs · 24 cr · 31 s · run 5f2c`.
struct RunSummary {
    private let name: String
    private let started = ContinuousClock.now

    /// - Parameter script: its path.
    init(script: String) { name = String(script.split(separator: "/").last ?? script[...]) }

    /// Nil where nothing was submitted: the line tells of money. A replay costs nothing and is no run of the journal, and
    /// its line is the same each time.
    /// - Parameter form: makes a line one for the person's own shell.
    func line(exit: Int32, _ context: Context, form: (String) -> String) -> String? {
        guard let id = context.run?.startedID, let jobs = try? context.connection().jobs,
            let run = try? jobs.run(named: id)
        else { return nil }
        let count = run.jobs.values.reduce(0, +)
        let failed = run.jobs[.failed, default: 0]
        var parts = [count == 1 ? "1 job" : "\(count) jobs"]
        if failed > 0 { parts[0] += ", \(failed) failed" }
        let end =
            exit == 0 ? "ok" : exit == ExitCode.interrupted.rawValue ? "interrupted" : "ended with \(exit)"
        if let cassette = context.connector.tape.replayed {
            return "holo: \(name) \(end) · \(parts[0]) · 0 cr · replay of \(cassette)"
        }
        parts += ["\(run.spent) cr", started.duration(to: .now).inSeconds, "run \(id)"]
        let again = exit != 0 && run.isUnfinished ? " · \(form("resume \(id)"))" : ""
        return "holo: \(name) \(end) · \(parts.joined(separator: " · "))\(again)"
    }
}
