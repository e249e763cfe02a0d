public import HolocronAPI
import HolocronClient
import Synchronization

extension JobStore {
    /// Sends a request and returns the job that it became, accepted or (mode `sync`) completed.
    ///
    /// It is sent again by itself only where that cannot pay twice: when nothing left this machine, after a 429 (not
    /// earlier than the server says), and after the 500 that the contract calls not charged.
    /// - Parameters:
    ///   - price: what the catalogue says it costs, in credits.
    ///   - onWait: told before each wait for the server's sake how long it is and what the server said.
    /// - Throws: ``JobsError``; ``JobsError/stopped(_:)`` when the task is cancelled during such a wait.
    public func submit(
        _ request: TaskRequest, price: Int?, onWait: @Sendable (Duration, APIError) -> Void = { _, _ in }
    ) async throws(JobsError) -> Job {
        var job = try await begin(request, price: price)
        var patience = SubmitPatience()
        while true {
            let outcome = try await send(request, as: job)
            job = try await settle(outcome, of: job)
            guard let wait = patience.wait(after: outcome), !Task.isCancelled else {
                return try conclude(job, outcome)
            }
            if case .rejected(let error, _) = outcome { onWait(wait, error) }
            do {
                try await clock.sleep(wait)
            } catch {
                throw .stopped(job)
            }
            job = try await record(.again, of: job)
        }
    }

    private func begin(_ request: TaskRequest, price: Int?) async throws(JobsError) -> Job {
        let journal = try journal()
        do {
            return try await journal.begin(request, server: server, price: price, at: clock.date())
        } catch {
            throw .journal(error)
        }
    }

    /// One attempt. The journal knows of each step before it is taken.
    private func send(_ request: TaskRequest, as job: Job) async throws(JobsError) -> SubmitOutcome {
        let refusal = Mutex<JobsError?>(nil)
        let outcome = await client.submit(request) { phase in
            do throws(JobsError) {
                _ = try await self.record(JournalEvent(phase), of: job)
            } catch {
                if phase == .connected { refusal.withLock { $0 = error } }
                throw error
            }
        }
        if let refusal = refusal.withLock({ $0 }) {
            // The journal may take this down though it did not take the step; else it is settled when this ends.
            _ = try? await record(.notSent(why: refusal.message), of: job)
            throw refusal
        }
        return outcome
    }

    private func settle(_ outcome: SubmitOutcome, of job: Job) async throws(JobsError) -> Job {
        do {
            return try await record(JournalEvent(outcome), of: job)
        } catch .journal(let error) {
            // The server may have taken the credits by now: whatever it said must reach the user all the same.
            throw JobStore.unrecorded(job, outcome, error)
        }
    }

    private static func unrecorded(_ job: Job, _ outcome: SubmitOutcome, _ error: JournalError) -> JobsError {
        var job = job
        switch outcome {
        case .accepted(let id, _):
            (job.id, job.state) = (id, .accepted)
            return .unrecorded(job, error)
        case .completed(let result):
            (job.result, job.state) = (result, .completed)
            return .unrecorded(job, error)
        case .acceptedIDUnknown(let why), .unknown(let why):
            (job.why, job.state) = ("\(why); \(error.message)", .unknown)
            return .outcomeUnknown(job)
        case .rejected, .notSent: return .journal(error)
        }
    }

    private func conclude(_ job: Job, _ outcome: SubmitOutcome) throws(JobsError) -> Job {
        switch outcome {
        case .accepted, .completed: return job
        case .rejected(let error, _): throw JobsError(rejection: error)
        case .notSent(.cancelled): throw .stopped(job)
        case .notSent(let error): throw JobsError(notSent: job, error)
        case .acceptedIDUnknown, .unknown: throw .outcomeUnknown(job)
        }
    }
}
