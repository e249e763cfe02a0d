import FoundationEssentials
import HoloLang
import HolocronJobs
import OrderedCollections

extension CommandRow {
    static let runs = CommandRow(
        "runs", .jobs, "Lists the scripts that submitted something, with progress and spend, newest first.",
        examples: ["runs", "runs --limit 5"], need: .server,
        columns: ["run", "script", "state", "done", "failed", "running", "unknown", "cr", "started"]
    ) { parameters in
        let limit = parameters.option("limit", .integer(1...1000), default: 20, "most rows")
        return .immediate { (call) throws(Stop) in
            let jobs = try call.context.connection().jobs
            do throws(JobsError) {
                return .list(try jobs.runs(limit: call[limit]).map(\.value))
            } catch {
                throw Stop(error)
            }
        }
    }

    static let resume = CommandRow(
        "resume", .jobs, "Runs a script again; what it has paid for already is not sent again.",
        examples: ["resume", "resume 7c3f1a2b"], need: .server
    ) { parameters in
        let name = parameters.optional(
            "RUN", .text, "which one of runs; the newest unfinished one when none is named")
        let resends = parameters.flag("resend-unknown", "send again what may have been paid for")
        return .session { (call, _) throws(Stop) in
            let (run, jobs) = try call.context.takeUp(call[name])
            let source = try call.context.source(of: run)
            var policy = call.context.policy
            policy.resendsUnknown = try call.context.resendsUnknowns(of: run, jobs, told: call[resends])
            policy.offersPaid = false
            let again = ScriptRun(resuming: run)
            let context = call.context.with(run: again, arguments: run.arguments, policy: policy)
            call.context.host.note("resuming \(run.id) · \(run.script) · \(run.spent) cr spent so far")
            try Session(context: context).runToEnd(source)
            return .null
        }
    }
}

extension Run {
    fileprivate var value: Value {
        .record([
            "run": .string(id), "script": .string(script), "state": .string(state),
            "done": .integer(jobs[.completed] ?? 0), "failed": .integer(jobs[.failed] ?? 0),
            "running": .integer((jobs[.accepted] ?? 0) + (jobs[.sending] ?? 0)),
            "unknown": .integer(jobs[.unknown] ?? 0), "cr": .integer(spent),
            "started": .string(started.formatted(.iso8601)),
        ])
    }

    private var state: String {
        if isRunning { return "running" }
        return switch exit {
        case 0: "finished"
        case .some(let code): "ended with \(code)"
        case nil: "interrupted"
        }
    }
}

extension Context {
    /// Opens a run of the journal again.
    fileprivate func takeUp(_ name: String?) throws(Stop) -> (Run, JobStore) {
        let jobs = try connection().jobs
        let run = try interrupt.waiting { () async throws(Stop) in
            do throws(JobsError) {
                return try await jobs.resumeRun(try jobs.run(named: name).id)
            } catch {
                throw Stop(error)
            }
        }
        return (run, jobs)
    }

    /// The program of a run as it is now.
    fileprivate func source(of run: Run) throws(Stop) -> Source {
        do throws(Diagnostic) {
            if let text = run.text { return try Source(name: run.script, bytes: Array(text.utf8)) }
            return try Source(name: run.script, bytes: try bytes(of: run.script))
        } catch {
            throw .diagnostics([error])
        }
    }

    private func bytes(of script: String) throws(Diagnostic) -> [UInt8] {
        do {
            return try files.readBytes(script)
        } catch {
            let message =
                if case .failure(let failure) = error { failure.message } else { "\(script) cannot be read" }
            throw Diagnostic(message, in: Source(name: script, text: ""), at: SourceRange(0, 0))
        }
    }

    /// Whether what may have been paid for is sent again: only when somebody says so.
    fileprivate func resendsUnknowns(of run: Run, _ jobs: JobStore, told: Bool) throws(Stop) -> Bool {
        guard !told, !policy.resendsUnknown else { return true }
        guard (run.jobs[.unknown] ?? 0) > 0 else { return false }
        let left = try interrupt.waiting { () async throws(Stop) in
            do throws(JobsError) {
                _ = try await jobs.reconcile()
                return try jobs.run(named: run.id).jobs[.unknown] ?? 0
            } catch {
                throw Stop(error)
            }
        }
        guard left > 0 else { return false }
        return host.confirm("\(left) submits of this run may have been paid for. Send them again?") ?? false
    }
}
