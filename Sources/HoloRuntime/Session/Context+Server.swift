import HoloLang
import HolocronAPI
import HolocronJobs

extension Context {
    package func connection() throws(Stop) -> Connection { try connector.connection() }

    /// A field of a job; of one that was not finished when the value was made, as the journal knows it now.
    func field(_ name: String, of job: Job, optional: Bool) throws(Stop) -> Value {
        let job = job.isFinished || Job.fixed.contains(name) ? job : try newest(job)
        if name == "result", job.result == nil {
            if job.isFinished { throw Stop(failed: job) }
            throw .failed(
                "NOT_FINISHED", "job \(job.label) is not finished, so it has no result yet",
                next: "await \(job.label)", exit: .stoppedWaiting)
        }
        return try Value.record(job.record).field(name, optional: optional)
    }

    /// The job as the journal knows it, where it is open and the job's own; asks nobody.
    func newestKnown(_ job: Job) -> Job { job.isFinished ? job : (try? newest(job)) ?? job }

    private func newest(_ job: Job) throws(Stop) -> Job {
        guard let jobs = connector.connected?.jobs, jobs.server == job.server else { return job }
        do { return try jobs.current(job) } catch { return job }
    }

    /// The job that an argument names; the last one when it names none.
    func job(_ reference: JobReference?) async throws(Stop) -> Job {
        switch reference {
        case nil: return try lastJob()
        case .job(let job): return job
        case .named(let text):
            let jobs = try connection().jobs
            do {
                return try jobs.job(named: text)
            } catch {
                guard case .noSuchJob = error, text.utf8.count >= 16, let id = JobID(text) else {
                    throw Stop(error)
                }
                do { return try await jobs.adopt(id) } catch { throw Stop(error) }
            }
        }
    }

    /// The job as the server says now, where it is not finished.
    func refreshed(_ job: Job) async throws(Stop) -> Job {
        guard !job.isFinished, job.id != nil else { return job }
        let jobs = try connection().jobs
        do {
            let job = try await jobs.refresh(job)
            remember(job, asLast: false)
            return job
        } catch {
            throw Stop(error)
        }
    }
}

extension Job {
    /// Fields that stay as they are from when the job is there.
    fileprivate static let fixed: Set<String> = ["id", "action", "params", "submitted"]
}
