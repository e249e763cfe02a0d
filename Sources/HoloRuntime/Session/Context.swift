package import HolocronJobs
import Synchronization

/// What the commands of one session share: where they are connected, whom they talk to, what they saw last.
package final class Context: Sendable {
    package let host: any Host
    package let interrupt: Interrupt
    package let environment: Environment
    package let paths: Paths
    package let files: Files
    package let table: CommandTable
    /// Every value is shown as JSON.
    package let wantsJSON: Bool
    /// The words after the script's name.
    package let arguments: [String]
    package let connector: Connector
    /// What the program's submits are part of; nil at a prompt.
    package let run: ScriptRun?
    package let policy: Policy
    /// Takes down what would be submitted, instead of submitting it.
    let plan: PlanRecorder?
    /// Runs the tests of a script; nil where they are only checked.
    package let tests: (any TestRunner)?
    /// Runs what `holo test` is asked for.
    package let bench: (any TestBench)?
    /// That of the recording, in a replay.
    let ownClock: FunctionRow.OwnClock?
    /// What everything together may cost.
    let budget: Budget?
    /// Adds up what everything costs.
    let meter = Budget(limit: .max, label: "session")
    /// What was typed so far, at a prompt.
    package let log = SessionLog()

    private struct State {
        var lastJob: Job?
        var lastValue = Value.null
        var balance: Int?
        var mark = Mark(spent: 0, requests: 0)
        var refused: Refused?
        var again: String?
        var isPractising = false
    }

    /// From where on a test counts.
    struct Mark: Sendable {
        var spent: Int
        var requests: Int
    }

    private let state = Mutex(State())

    package init(
        host: any Host, interrupt: Interrupt, environment: Environment, paths: Paths, table: CommandTable,
        wantsJSON: Bool, arguments: [String], connector: Connector, run: ScriptRun? = nil,
        policy: Policy = Policy(), plan: PlanRecorder? = nil, tests: (any TestRunner)? = nil,
        bench: (any TestBench)? = nil, budget: Budget? = nil
    ) {
        self.bench = bench
        self.host = host
        self.interrupt = interrupt
        self.environment = environment
        self.paths = paths
        files = Files(isSafe: policy.isSafe)
        self.table = table
        self.wantsJSON = wantsJSON
        self.arguments = arguments
        self.connector = connector
        self.run = run
        self.policy = policy
        self.plan = plan
        self.tests = tests
        ownClock = connector.tape.functionClock
        self.budget =
            budget
            ?? policy.budget.map {
                Budget(limit: $0, label: "the session's budget", spentInRun: run?.spentBefore ?? 0)
            }
    }

    /// The same session for another program: a run that is taken up again.
    package func with(run: ScriptRun, arguments: [String], policy: Policy) -> Context {
        Context(
            host: host, interrupt: interrupt, environment: environment, paths: paths, table: table,
            wantsJSON: wantsJSON, arguments: arguments, connector: connector, run: run, policy: policy)
    }

    /// The same session for a program that is no run of the journal: one to check, or to test.
    func with(run: ScriptRun?, tests: (any TestRunner)? = nil) -> Context {
        Context(
            host: host, interrupt: interrupt, environment: environment, paths: paths, table: table,
            wantsJSON: wantsJSON, arguments: [], connector: connector, run: run, policy: policy, tests: tests)
    }

    /// The same session for a program that is only planned.
    func planning(_ plan: PlanRecorder) -> Context {
        Context(
            host: host, interrupt: interrupt, environment: environment, paths: paths, table: table,
            wantsJSON: wantsJSON, arguments: arguments, connector: connector, policy: policy, plan: plan)
    }

    /// The value shown last: `$_`.
    package var lastValue: Value {
        get { state.withLock { $0.lastValue } }
        set { state.withLock { $0.lastValue = newValue } }
    }

    var mark: Mark {
        get { state.withLock { $0.mark } }
        set { state.withLock { $0.mark = newValue } }
    }

    /// The credits the account is known to have; nil before the server has said.
    package var balance: Int? {
        get { state.withLock { $0.balance } }
        set { state.withLock { $0.balance = newValue } }
    }

    /// A typed line that a missing connection stopped.
    package struct Refused: Sendable {
        package var line: String
        package var site: String

        package init(line: String, site: String) {
            self.line = line
            self.site = site
        }
    }

    package var refused: Refused? {
        get { state.withLock { $0.refused } }
        set { state.withLock { $0.refused = newValue } }
    }

    /// A line that the person wants run next, as if it was typed.
    package var again: String? {
        get { state.withLock { $0.again } }
        set { state.withLock { $0.again = newValue } }
    }

    /// Whether a result that was paid for lately is offered instead of paying again; not where credits are for practice.
    package var offersPaid: Bool { policy.offersPaid && !state.withLock { $0.isPractising } }

    /// A tour goes on: what it runs on the local Holocron may be the same as yesterday.
    package var isPractising: Bool {
        get { state.withLock { $0.isPractising } }
        set { state.withLock { $0.isPractising = newValue } }
    }

    package var lastKnownJob: Job? { state.withLock { $0.lastJob } }

    /// Makes the job `$last`, or brings it up to date where it is.
    package func remember(_ job: Job, asLast: Bool) {
        state.withLock { state in
            if asLast || state.lastJob?.number == job.number { state.lastJob = job }
        }
    }

    func lastJob() throws(Stop) -> Job {
        guard let job = lastKnownJob else {
            throw .failed(
                "NO_JOB", "$last is not set: no job was submitted in this session",
                next: "jobs")
        }
        return job
    }
}
