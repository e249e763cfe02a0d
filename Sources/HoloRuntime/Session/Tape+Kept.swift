import HolocronAPI
import HolocronClient
import HolocronJobs

extension Tape {
    /// Takes down that the journal had a job in the place of a submit, so that a replay has it too.
    func keep(_ job: Job, for request: TaskRequest) {
        guard let recorder, let kept = KeptJob(job) else { return }
        recorder.keep(kept, for: request, server: job.server)
    }

    /// Puts a job that was taken instead of paying again into the journal of a replay, where it is not in it yet.
    func restore(_ request: TaskRequest, in jobs: JobStore) async throws(JobsError) {
        guard let player, try jobs.alreadyPaid(request) == nil, let kept = player.kept(for: request) else {
            return
        }
        try await jobs.restore(kept, as: request)
    }
}
