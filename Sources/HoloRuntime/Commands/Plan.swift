import FoundationEssentials
import Glibc
package import HoloLang
import HolocronJobs

extension CommandRow {
    static let plan = CommandRow(
        "plan", .process,
        "Says what a script would submit, what that costs and what its budgets allow; sends no request at all.",
        examples: ["plan batch.holo", "plan batch.holo --json"]
    ) { parameters in
        let file = parameters.required("FILE", .file, "the script; what stands behind it is the script's")
        return .session { (call, _) throws(Stop) in
            let recorder = PlanRecorder()
            let age = call.context.setBalance(of: recorder)
            let session = Session(context: call.context.planning(recorder))
            try session.plan(try Source(file: call[file], call.context.files))
            var report = PlanReport(recorder)
            report.balanceAge = age
            report.asking = call.context.connector.hasKey ? ["actions"] : ["login", "actions"]
            report.cutShort = call.context.cutShort(call[file], report.result)
            report.pasted = { [host = call.context.host] in host.pasted($0) }
            guard !call.wantsJSON else { return report.record }
            for note in report.notes { call.context.host.note(note) }
            return report.rows
        }
    }
}

extension Context {
    /// Tells the plan the balance as far as it is known: from the local Holocron's file, or from the last 402.
    /// - Returns: how long ago it was seen; nil for now.
    fileprivate func setBalance(of recorder: PlanRecorder) -> Duration? {
        updateLocalBalance()
        if let balance { recorder.setBalance(balance) }
        guard balance == nil, let seen = (try? connector.journalOnly?.lastBalance()) ?? nil else {
            return nil
        }
        recorder.setBalance(max(0, seen.amount - seen.chargedSince))
        return Duration.seconds(max(0, Date.now.timeIntervalSince(seen.seen)))
    }

    /// The newest run of the script that was cut short, where it has paid for something of the plan.
    fileprivate func cutShort(_ file: String, _ plan: PlanRecorder.State)
        -> (run: String, rows: Int, credits: Int)?
    {
        guard let path = unsafe realpath(file, nil) else { return nil }
        defer { unsafe free(path) }
        let script = unsafe String(cString: path)
        let runs = (try? connector.journalOnly?.runs(limit: 100)) ?? []
        for run in runs where run.script == script && run.isUnfinished && !run.isRunning {
            if let paid = plan.paid[run.id] { return (run.id, paid.rows, paid.credits) }
        }
        return nil
    }
}

extension Source {
    /// - Throws: what is wrong with the file.
    package convenience init(file name: String, _ files: Files) throws(Stop) {
        let bytes = try files.readBytes(name)
        do {
            try self.init(name: name, bytes: bytes)
        } catch {
            throw .diagnostics([error])
        }
    }
}
