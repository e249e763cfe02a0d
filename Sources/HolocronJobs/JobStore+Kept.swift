package import HolocronAPI
package import HolocronClient

extension KeptJob {
    /// Nil for a job whose id is not known.
    package init?(_ job: Job) {
        guard let id = job.id else { return nil }
        self.init(
            id: id.text, submitted: job.submitted, finished: job.finished, cost: job.cost,
            data: job.state == .completed ? job.result : nil)
    }
}

extension JobStore {
    /// Writes a job into the journal as another one had it. Nothing is sent.
    package func restore(_ kept: KeptJob, as request: TaskRequest) async throws(JobsError) {
        guard let id = JobID(kept.id) else { return }
        let server = server
        try await writing { (journal) async throws(JournalError) in
            let job = try await journal.begin(
                request, server: server, price: kept.cost, at: kept.submitted)
            _ = try await journal.record(.sending, of: job.number, at: kept.submitted)
            _ = try await journal.record(.accepted(id, pollURL: nil), of: job.number, at: kept.submitted)
            guard let data = kept.data else { return }
            let answer = JobAnswer.completed(data: data, credits: kept.cost, milliseconds: nil)
            _ = try await journal.record(
                .ended(answer, seen: true), of: job.number, at: kept.finished ?? kept.submitted)
        }
    }
}
