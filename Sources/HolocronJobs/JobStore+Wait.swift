public import HolocronAPI
import HolocronClient

extension JobStore {
    /// Looks at a job once, unless the journal already has its end.
    public func refresh(_ job: Job) async throws(JobsError) -> Job {
        switch try await look(at: try current(job), within: nil) {
        case .running(let job, _), .ended(let job): return job
        case .failed(let error): throw JobsError(looking: error, at: job)
        }
    }

    /// Looks at a job until it is completed or failed; its result is in the journal before it is returned.
    ///
    /// A look that fails says nothing about the job: only a 401, a missing key, and a server that does not know the
    /// job end the wait early.
    /// - Parameters:
    ///   - timeout: the longest wait; nil for as long as it takes.
    ///   - progress: told after each look at a job that is still running.
    /// - Throws: ``JobsError/timedOut(_:)``, and ``JobsError/stopped(_:)`` when the task is cancelled; the job goes on
    ///   after both.
    public func wait(
        for job: Job, timeout: Duration? = nil, progress: @Sendable (Job) -> Void = { _ in }
    ) async throws(JobsError) -> Job {
        var wait = Wait(
            job: try current(job), pace: pace, clock: clock, deadline: timeout.map { clock.elapsed() + $0 })
        while true {
            if wait.job.isFinished { return wait.job }
            try wait.checkState()
            try await wait.pause()
            try wait.learn(try await look(at: wait.job, within: wait.left.map { max($0, .seconds(1)) }))
            if !wait.job.isFinished { progress(wait.job) }
        }
    }

    /// Asks the server for a job that the journal does not hold, and keeps it.
    /// - Throws: ``JobsError/noSuchJob(_:nearest:)`` when the server does not know it either.
    public func adopt(_ id: JobID) async throws(JobsError) -> Job {
        let journal = try journal()
        if let known = try reading({ () throws(JournalError) in try journal.job(id: id.text, of: server) }) {
            return try await refresh(known)
        }
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
    private func look(at job: Job, within limit: Duration?) async throws(JobsError) -> Look {
        let job = try current(job)
        guard job.state == .accepted, let id = job.id else {
            return job.isFinished ? .ended(job) : .running(job, told: nil)
        }
        let answer: JobAnswer
        do {
            answer = try await client.job(id, pollURL: job.pollURL, within: limit)
        } catch {
            return .failed(error)
        }
        if case .processing(let told) = answer {
            return .running(job, told: told.map { .milliseconds(max(0, $0)) })
        }
        return .ended(try await record(.ended(answer), of: job))
    }
}

/// What one look at a job brought.
enum Look: Sendable {
    case running(Job, told: Duration?)
    case ended(Job)
    case failed(ClientError)
}
