import HolocronAPI
package import HolocronJobs
import Synchronization

/// One execution of a script, which can be taken up again: its submits are known by where they stand.
///
/// It is in the journal from its first submit on.
package final class ScriptRun: Sendable {
    package struct Script: Sendable {
        /// The absolute path; `-c` or `-` for a text without a file.
        package var name: String
        package var arguments: [String]
        /// What a script without a file consists of.
        package var text: String?

        package init(name: String, arguments: [String], text: String?) {
            self.name = name
            self.arguments = arguments
            self.text = text
        }
    }

    private let script: Script
    private let tracker = RunTracker()
    private let id: Mutex<String?>
    private let starting = Starting()
    let appends: AppendLog
    /// What the run had cost when it was taken up again.
    package let spentBefore: Int
    /// Adds up what the run costs, and knows how much of what it had cost is still to be given back.
    let meter: Budget

    package init(_ script: Script) {
        self.script = script
        id = Mutex(nil)
        appends = AppendLog()
        spentBefore = 0
        meter = Budget(limit: .max, label: "run")
    }

    /// Takes up a run of the journal.
    package init(resuming run: Run) {
        script = Script(name: run.script, arguments: run.arguments, text: run.text)
        id = Mutex(run.id)
        appends = AppendLog(run: run.id)
        spentBefore = run.spent
        meter = Budget(limit: .max, label: "run", spentInRun: run.spent)
    }

    /// Its id, once it has submitted something.
    package var startedID: String? { id.withLock { $0 } }

    /// Where a submit stands in this run.
    func slot(for request: TaskRequest, _ scope: CallScope, _ jobs: JobStore) async throws(JobsError)
        -> RunSlot
    {
        let keys = scope.keys.joined(separator: "\u{1F}")
        let run = if let startedID { startedID } else { try await starting.id(of: self, jobs) }
        return RunSlot(run: run, keys: keys, occurrence: tracker.occurrence(of: request, keys: keys))
    }

    /// - Parameter ended: the script chose to end with this exit code.
    package func finish(exit: Int32, ended: Bool, _ jobs: JobStore) async {
        guard let id = startedID else { return }
        // A submit that may have been paid for is a reason to take the run up again.
        let isOpen = (try? jobs.run(named: id).jobs[.unknown]) ?? 0 > 0
        if exit == 0 { appends.remove() }
        try? await jobs.finishRun(id, exit: exit, ended: ended && !isOpen)
    }

    /// Rows that submit at the same time begin the run once.
    private actor Starting {
        private var beginning: Task<Result<String, JobsError>, Never>?

        func id(of run: ScriptRun, _ jobs: JobStore) async throws(JobsError) -> String {
            if let id = run.startedID { return id }
            let task = beginning ?? Task { await run.begin(jobs) }
            beginning = task
            let result = await task.value
            if case .failure = result { beginning = nil }
            return try result.get()
        }
    }

    private func begin(_ jobs: JobStore) async -> Result<String, JobsError> {
        do throws(JobsError) {
            let run = try await jobs.beginRun(
                script: script.name, arguments: script.arguments, text: script.text)
            id.withLock { $0 = run.id }
            appends.begin(run.id)
            return .success(run.id)
        } catch {
            return .failure(error)
        }
    }
}
