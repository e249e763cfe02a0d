import FoundationEssentials
import HolocronAPI
import HolocronClient

/// One wait for a job: when to look next, and what a look means.
struct Wait {
    var job: Job
    let pace: Pollpace
    let clock: JobClock
    /// Before which age a job of this action is not expected to be done, where the journal knows.
    let earliest: Duration?
    /// On the clock of ``JobClock/elapsed``.
    let deadline: Duration?
    private var looks = 0
    private var troubles = 0
    private var misses = 0
    private var told: Duration?

    /// A server may not know a job yet that it has just accepted.
    static let allowedMisses = 3

    init(job: Job, pace: Pollpace, clock: JobClock, earliest: Duration? = nil, deadline: Duration?) {
        self.job = job
        self.pace = pace
        self.clock = clock
        self.earliest = earliest
        self.deadline = deadline
    }

    /// How much of the time is left; nil when there is no limit.
    var left: Duration? { deadline.map { $0 - clock.elapsed() } }

    /// A submit that came to nothing will never have a result.
    func checkState() throws(JobsError) {
        switch job.state {
        case .sending, .accepted, .completed, .failed: return
        case .rejected: throw job.error.map { JobsError(rejection: $0) } ?? .outcomeUnknown(job)
        case .notSent: throw .notSent(job)
        case .unknown: throw .outcomeUnknown(job)
        }
    }

    /// When to look next. What the server asks for wins over the deadline, the pace does not.
    /// - Parameter spread: the shortest pause, while many jobs are waited for.
    func entry(spread: Duration) throws(JobsError) -> Schedule.Entry {
        let now = clock.elapsed()
        if let deadline, now >= deadline, looks > 0 { throw .timedOut(job) }
        let paced = now + max(nextPause, looks == 0 ? .zero : spread)
        var due = deadline.map { min($0, paced) } ?? paced
        if let told { due = max(due, now + told) }
        return Schedule.Entry(
            kind: .look, due: due, deadline: deadline.map { max($0, now) },
            job: job.state == .accepted ? job.id : nil, isFirst: looks == 0)
    }

    /// Takes in what a look brought.
    mutating func learn(_ look: Look) throws(JobsError) {
        looks += 1
        switch look {
        case .ended(let job): self.job = job
        case .running(let job, let told):
            self.job = job
            self.told = told
            troubles = 0
            misses = 0
        case .failed(let error): try learn(error)
        }
    }

    private mutating func learn(_ error: ClientError) throws(JobsError) {
        troubles += 1
        told = error.retryAfter
        switch error {
        case .api(let refusal, _) where refusal.status == 404:
            misses += 1
            if misses >= Wait.allowedMisses { throw .forgotten(job) }
        case .api(let refusal, _) where refusal.status == 401: throw JobsError(rejection: refusal)
        case .badEndpoint, .notStarted, .notRecorded: throw .client(error)
        case .cancelled: throw .stopped(job)
        default: break
        }
    }

    private var nextPause: Duration {
        guard looks == 0 else { return pace.pause(before: looks, troubles: troubles) }
        // One pause after the earliest end, a look finds those that were done within it.
        let pause = (earliest ?? .zero) + pace.pause(before: 0)
        // The first look is due some time after the submit, not after someone began to wait.
        let age = clock.date().timeIntervalSince(job.submitted)
        return age > 0 ? max(.zero, pause - .seconds(min(age, 86_400))) : pause
    }
}
