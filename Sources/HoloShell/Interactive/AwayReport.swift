import FoundationEssentials
import HoloRuntime
import HolocronAPI
import HolocronJobs

/// Tells of jobs that ended while nobody looked.
struct AwayReport: Sendable {
    let context: Context
    let post: @Sendable (String) -> Void

    /// Looks on a thread of its own, and only where the journal knows of jobs that may have ended.
    func begin() {
        guard Files.exists(context.paths.journal), context.connector.mayAskUnasked else { return }
        let context = context
        let post = post
        Worker.start {
            guard let jobs = try? context.connection().jobs else { return }
            let ended = try? Interrupt().waiting { () async throws(Stop) in await AwayReport.ended(jobs) }
            if let text = ended.flatMap(AwayReport.line) { post(text) }
        }
    }

    private static func ended(_ jobs: JobStore) async -> [Job] {
        // What is submitted from now on is for those who wait for it.
        let now = Date()
        for job in (try? jobs.unfinishedJobs()) ?? [] where job.submitted < now {
            _ = try? await jobs.refresh(job)
        }
        let ended = ((try? jobs.unseenFinished()) ?? []).filter { $0.submitted < now }
        try? await jobs.markSeen(ended)
        return ended
    }

    /// `2 jobs finished while you were away: result 7c3f1a2b`
    static func line(_ ended: [Job]) -> String? {
        guard let first = ended.first else { return nil }
        let count = ended.count == 1 ? "1 job" : "\(ended.count) jobs"
        let next = ended.count == 1 ? "result \(first.id?.short ?? "")" : "jobs"
        return "\(count) finished while you were away: \(next)"
    }
}
