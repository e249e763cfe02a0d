import FoundationEssentials
import HolocronAPI
import HolocronClient

/// One wait for a job: when to look next, and what a look means.
struct Wait {
    var job: Job
    let pace: Pollpace
    let clock: JobClock
    /// On the clock of ``JobClock/elapsed``.
    let deadline: Duration?
    private var looks = 0
    private var troubles = 0
    private var misses = 0
    private var told: Duration?

    /// A server may not know a job yet that it has just accepted.
    static let allowedMisses = 3

    init(job: Job, pace: Pollpace, clock: JobClock, deadline: Duration?) {
        self.job = job
        self.pace = pace
        self.clock = clock
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

    /// Waits until it is time for the next look.
    func pause() async throws(JobsError) {
        let pause = nextPause
        guard let left else { return try await sleep(pause) }
        guard left > .zero || looks == 0 else { throw .timedOut(job) }
        try await sleep(max(.zero, min(pause, left)))
        // What the server asks for wins: there will be no look before the time is up.
        if let told, told > left { throw .timedOut(job) }
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
        case .badEndpoint: throw .client(error)
        case .cancelled: throw .stopped(job)
        default: break
        }
    }

    private var nextPause: Duration {
        let pause = max(pace.pause(before: looks, troubles: troubles), told ?? .zero)
        // The first look is due some time after the submit, not after someone began to wait.
        guard looks == 0 else { return pause }
        let age = clock.date().timeIntervalSince(job.submitted)
        return age > 0 ? max(.zero, pause - .seconds(min(age, 86_400))) : pause
    }

    private func sleep(_ pause: Duration) async throws(JobsError) {
        do {
            try await clock.sleep(pause)
        } catch {
            throw .stopped(job)
        }
    }
}
