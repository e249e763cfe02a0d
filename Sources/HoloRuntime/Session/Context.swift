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
    /// What everything together may cost.
    let budget: Budget?

    private struct State {
        var lastJob: Job?
        var lastValue = Value.null
        var balance: Int?
    }
    private let state = Mutex(State())

    package init(
        host: any Host, interrupt: Interrupt, environment: Environment, paths: Paths, table: CommandTable,
        wantsJSON: Bool, arguments: [String], connector: Connector, run: ScriptRun? = nil,
        policy: Policy = Policy(), plan: PlanRecorder? = nil, tests: (any TestRunner)? = nil
    ) {
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
        budget = policy.budget.map {
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

    /// The credits the account is known to have; nil before the server has said.
    package var balance: Int? {
        get { state.withLock { $0.balance } }
        set { state.withLock { $0.balance = newValue } }
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
                next: "submit one, or name one of those that jobs lists")
        }
        return job
    }
}
