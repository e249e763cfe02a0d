import FoundationEssentials
import HolocronAPI
import HolocronClient
import Synchronization

extension JobStore {
    /// Submits of this server whose outcome is not known, oldest first; each may have cost its ``Job/cost``.
    public func unknowns(limit: Int = 1000) throws(JobsError) -> [Job] {
        let journal = try journal()
        return try reading { () throws(JournalError) in try journal.unknowns(of: server, limit: limit) }
    }

    /// Looks for one submit whose outcome is not known, as ``reconcile()`` does for all.
    /// - Returns: what the journal knows of it then: accepted, or as it was.
    public func reconcile(_ job: Job) async throws(JobsError) -> Job {
        _ = try await reconcile()
        return try current(job)
    }

    /// Looks in the server's list of jobs for every submit whose outcome is not known.
    ///
    /// A job is adopted where it has the action and the params of the submit, was made while that was sent, and belongs
    /// to no other row of the journal; never one job by two rows, and none where there are more such jobs than
    /// submits. What is not found stays as it is, and may have cost its ``Job/cost``. A server without a list, or one
    /// that cannot be asked now, changes nothing.
    /// - Returns: the jobs that were found.
    public func reconcile() async throws(JobsError) -> [Job] {
        let unknowns = try unknowns()
        guard let first = unknowns.map(\.window.lowerBound).min(), let list = try await list(since: first)
        else { return [] }
        let server = server
        let adopted = try await writing { (journal) async throws(JournalError) in
            try await journal.adopt(list, server: server, at: self.clock.date())
        }
        for job in adopted { ledger.note(job) }
        lookedFor.withLock { $0.formUnion(unknowns.map(\.number)) }
        return adopted
    }

    /// Looks for it unless this process has done so before.
    func reconcileOnce(_ job: Job) async throws(JobsError) -> Job {
        if lookedFor.withLock({ $0.contains(job.number) }) { return try current(job) }
        return try await reconcile(job)
    }

    /// All jobs of the server since then; nil where that cannot be said.
    private func list(since date: Date) async throws(JobsError) -> [ListedJob]? {
        var jobs: [JobID: ListedJob] = [:]
        for number in 1...JobStore.mostPages {
            let page: JobPage
            switch try await listPage(number, status: nil) {
            case .page(let read): page = read
            case .missing, .failed: return nil
            }
            for job in page.jobs { jobs[job.id] = job }
            if page.isLast(number) || page.isBefore(date) { return Array(jobs.values) }
        }
        return nil
    }

    /// A list that is longer is not read to its end.
    static let mostPages = 500

    enum ListPage: Sendable {
        case page(JobPage)
        case missing
        case failed
    }

    /// One page of the list, when the limits let the request go.
    func listPage(_ number: Int, status: String?) async throws(JobsError) -> ListPage {
        if hasNoList.withLock({ $0 }) { return .missing }
        let pass: Schedule.Pass
        do { pass = try await limiter.pass(.list) } catch { throw .cancelled }
        defer { limiter.end(pass) }
        do throws(ClientError) {
            return .page(try await client.jobs(page: number, limit: 100, status: status))
        } catch {
            switch error {
            case .api(let refusal, let told) where refusal.status == 429: limiter.refuse(pass, told: told)
            case .api(let refusal, _) where refusal.status == 404 || refusal.status == 405:
                hasNoList.withLock { $0 = true }
                return .missing
            case .cancelled: throw .cancelled
            default: break
            }
            return .failed
        }
    }
}

extension JobPage {
    func isLast(_ number: Int) -> Bool { jobs.isEmpty || pages.map { number >= $0 } ?? false }

    /// The page and all that follow, newest first, are of before that time.
    fileprivate func isBefore(_ date: Date) -> Bool {
        let dates = jobs.map { $0.created ?? .distantFuture }
        return dates == dates.sorted(by: >) && dates.allSatisfy { $0 < date }
    }
}

extension Job {
    /// How far the server's clock may be off, in seconds.
    static let clockSlack = 120.0

    /// When the server would have made it: while it was sent, by a clock that may be off.
    var window: ClosedRange<Date> {
        let sent = sent ?? submitted
        let longest = Double(Timeouts.standard.submit.components.seconds)
        return sent.addingTimeInterval(-Job.clockSlack)...sent.addingTimeInterval(longest + Job.clockSlack)
    }
}
