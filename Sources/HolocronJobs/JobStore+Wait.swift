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
        for job: Job, timeout: Duration? = nil, progress: @escaping @Sendable (Job) -> Void = { _ in }
    ) async throws(JobsError) -> Job {
        try await wait(forAll: [job], timeout: timeout, progress: progress)[0].get()
    }

    /// Waits for many jobs at once, as ``wait(for:timeout:progress:)`` does for one, in little memory.
    /// - Parameters:
    ///   - progress: told after each look at a job that is still running.
    ///   - ended: told how many waits are over, each time that one is.
    ///   - over: told what a wait brought, when it is over.
    /// - Returns: a finished job, or why the wait for it ended, for each in the order in which they were given.
    public func wait(
        forAll jobs: [Job], timeout: Duration? = nil, progress: @escaping @Sendable (Job) -> Void = { _ in },
        ended: @escaping @Sendable (Int) -> Void = { _ in },
        over: @escaping @Sendable (Result<Job, JobsError>) -> Void = { _ in }
    ) async -> [Result<Job, JobsError>] {
        let deadline = timeout.map { clock.elapsed() + $0 }
        return await limiter.withWaiter { waiter in
            let crowd = Crowd(
                self, waiter, count: jobs.count, deadline: deadline, progress: progress, ended: ended,
                over: over)
            return await crowd.outcomes(of: jobs)
        }
    }

    /// Which of these jobs run, by the server's list.
    func running(among jobs: Set<JobID>) async -> JobLists.Reading {
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

    /// Before which age a job is not expected to be done.
    func earliestEnd(of job: Job) -> Duration? {
        job.state == .accepted ? known(of: job.action)?.earliest : nil
    }

    /// How long a job of this action usually takes, by the last ones in the journal; nil where they are too few.
    public func typicalDuration(of action: String) -> Duration? { known(of: action)?.median }

    private func known(of action: String) -> TypicalDurations.Known? {
        guard !action.isEmpty, let journal = try? journal() else { return nil }
        return typical.known(of: action, at: clock.elapsed()) {
            // Not to know it only means to look a little too early.
            (try? journal.took(action, server: server)) ?? []
        }
    }

    /// A finished job that is about to be returned.
    func seen(_ job: Job) async throws(JobsError) -> Job {
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
    func look(
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
