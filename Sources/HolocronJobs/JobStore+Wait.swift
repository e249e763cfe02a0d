public import HolocronAPI
import HolocronClient

extension JobStore {
    /// Looks at a job once, unless the journal already has its end.
    public func refresh(_ job: Job) async throws(JobsError) -> Job {
        let job = try current(job)
        guard job.state == .accepted else { return job }
        let pass: Schedule.Pass
        do { pass = try await limiter.pass(.look) } catch { throw .stopped(job) }
        switch try await look(at: job, pass, within: nil, seen: false) {
        case .running(let job, _), .ended(let job): return job
        case .failed(let error): throw JobsError(looking: error, at: job)
        }
    }

    /// Looks at a job until it is completed or failed; its result is in the journal before it is returned.
    ///
    /// A look that fails says nothing about the job: only a 401, a missing key, and a server that does not know the
    /// job end the wait early. All waits of the process share one timer and the limits; where there are many of them
    /// and the server has a list of jobs, that is read instead. A job that this returns counts as seen.
    /// - Parameters:
    ///   - timeout: the longest wait; nil for as long as it takes.
    ///   - progress: told after each look at a job that is still running.
    /// - Throws: ``JobsError/timedOut(_:)``, and ``JobsError/stopped(_:)`` when the task is cancelled; the job goes on
    ///   after both.
    public func wait(
        for job: Job, timeout: Duration? = nil, progress: @Sendable (Job) -> Void = { _ in }
    ) async throws(JobsError) -> Job {
        let job = try current(job)
        var wait = Wait(
            job: job, pace: pace, clock: clock, typical: try typicalDuration(of: job),
            deadline: timeout.map { clock.elapsed() + $0 })
        limiter.countWaits(1)
        defer { limiter.countWaits(-1) }
        while true {
            if wait.job.isFinished { return try await seen(wait.job) }
            try wait.checkState()
            try wait.learn(try await nextLook(wait))
            if !wait.job.isFinished { progress(wait.job) }
        }
    }

    /// Waits for the next look at a job, and looks.
    private func nextLook(_ wait: Wait) async throws(JobsError) -> Look {
        var turn = await limiter.turn(try wait.entry(spread: limiter.spread))
        if case .sweep(let jobs) = turn { turn = await sweep(jobs, for: wait) }
        switch turn {
        case .go(let pass):
            let left = wait.left.map { max($0, .seconds(1)) }
            return try await look(at: wait.job, pass, within: left, seen: true)
        case .running, .sweep: return .running(wait.job, told: nil)
        case .expired: throw .timedOut(wait.job)
        case .cancelled: throw .stopped(wait.job)
        }
    }

    /// Reads the list of jobs that run, for all these; then waits for the turn of its own job, if it is not among them.
    private func sweep(_ jobs: Set<JobID>, for wait: Wait) async -> Schedule.Turn {
        let reading = await running(among: jobs)
        limiter.endSweep(reading)
        if case .complete(let running) = reading, let id = wait.job.id, running.contains(id) {
            return .running
        }
        return await limiter.turn(.init(kind: .look, due: clock.elapsed(), deadline: wait.deadline))
    }

    private func running(among jobs: Set<JobID>) async -> JobLists.Reading {
        var running: Set<JobID> = []
        var missing = jobs
        for number in 1...JobStore.mostPages {
            do throws(JobsError) {
                switch try await listPage(number, status: "processing") {
                case .missing: return .missing
                case .failed: return .failed
                case .page(let page):
                    for job in page.jobs where missing.remove(job.id) != nil && job.status == "processing" {
                        running.insert(job.id)
                    }
                    if missing.isEmpty || page.isLast(number) { return .complete(running: running) }
                }
            } catch {
                return .stopped
            }
        }
        return .failed
    }

    private func typicalDuration(of job: Job) throws(JobsError) -> Duration? {
        guard job.state == .accepted, !job.action.isEmpty else { return nil }
        let journal = try journal()
        return typical.duration(of: job.action, at: clock.elapsed()) {
            // Not to know it only means to look a little too early.
            (try? journal.took(job.action, server: server)) ?? []
        }
    }

    /// A finished job that is about to be returned.
    private func seen(_ job: Job) async throws(JobsError) -> Job {
        guard job.isUnseen else { return job }
        try await markSeen([job])
        return try current(job)
    }

    /// Asks the server for a job that the journal does not hold, and keeps it.
    /// - Throws: ``JobsError/noSuchJob(_:nearest:)`` when the server does not know it either.
    public func adopt(_ id: JobID) async throws(JobsError) -> Job {
        let journal = try journal()
        if let known = try reading({ () throws(JournalError) in try journal.job(id: id.text, of: server) }) {
            return try await refresh(known)
        }
        let pass: Schedule.Pass
        do { pass = try await limiter.pass(.look) } catch { throw .cancelled }
        defer { limiter.end(pass) }
        let answer: JobAnswer
        do {
            answer = try await client.job(id)
        } catch .api(let error, _) where error.status == 404 {
            throw .noSuchJob(id.text, nearest: nil)
        } catch {
            throw JobsError(error)
        }
        do {
            return try await journal.adopt(id, answer, server: server, at: clock.date())
        } catch {
            throw .journal(error)
        }
    }

    /// Looks at a job that runs; any other is as the journal says.
    /// - Parameter seen: whoever asked is told of the end.
    private func look(
        at job: Job, _ pass: Schedule.Pass, within limit: Duration?, seen: Bool
    ) async throws(JobsError) -> Look {
        var wasUsed = false
        defer { limiter.end(pass, wasUsed: wasUsed) }
        let job = try current(job)
        guard job.state == .accepted, let id = job.id else {
            return job.isFinished ? .ended(job) : .running(job, told: nil)
        }
        wasUsed = true
        let answer: JobAnswer
        do {
            answer = try await client.job(id, pollURL: job.pollURL, within: limit)
        } catch {
            if case .api(let refusal, let told) = error, refusal.status == 429 {
                limiter.refuse(pass, told: told)
            }
            return .failed(error)
        }
        if case .processing(let told) = answer {
            return .running(job, told: told.map { .milliseconds(max(0, $0)) })
        }
        return .ended(try await record(.ended(answer, seen: seen), of: job))
    }
}

/// What one look at a job brought.
enum Look: Sendable {
    case running(Job, told: Duration?)
    case ended(Job)
    case failed(ClientError)
}
