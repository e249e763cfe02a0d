import FoundationEssentials
import HolocronAPI
public import HolocronClient
import Synchronization

/// Submits that are never paid twice, and jobs that are never lost: the journal and the client together.
///
/// The rules are in design §6: what is paid for is in the journal before anything else is done with it, and a submit
/// whose outcome is not known is never sent again by itself.
public final class JobStore: Sendable {
    let client: HolocronClient
    /// What the journal calls the server, for example ``Endpoint/label`` or `local`.
    public let server: String
    let pace: Pollpace
    let clock: JobClock
    let limiter: Limiter
    let ledger = BudgetLedger()
    let typical = TypicalDurations()
    /// The server has no list of jobs, as it has once said.
    let hasNoList = Mutex(false)
    /// How submits ended that the journal could not take down, by their number.
    let owed = Mutex<[Int64: (Job, JournalEvent)]>([:])
    /// Submits with unknown outcomes that were looked for in this process.
    let lookedFor = Mutex<Set<Int64>>([])
    /// The runs that were taken up again in this process and have not ended.
    let held = Mutex<[String: HeldSlots]>([:])
    private let open: @Sendable () throws(JournalError) -> Journal
    private let opened = Mutex<Journal?>(nil)

    /// - Parameters:
    ///   - journal: opens the journal; called when it is first needed, and again only if that failed.
    ///   - limiter: what all requests to this server pass through; by default one without limits. Share it with
    ///     everything else in the process that asks the same server.
    public init(
        journal: @escaping @Sendable () throws(JournalError) -> Journal, client: HolocronClient,
        server: String,
        pace: Pollpace = .remote, clock: JobClock = .system, limiter: Limiter? = nil
    ) {
        open = journal
        self.client = client
        self.server = server
        self.pace = pace
        self.clock = clock
        self.limiter = limiter ?? Limiter(limits: .none, clock: clock)
    }

    func journal() throws(JobsError) -> Journal {
        do throws(JournalError) {
            return try opened.withLock { (opened) throws(JournalError) in
                if let journal = opened { return journal }
                let journal = try open()
                opened = journal
                return journal
            }
        } catch {
            throw .journal(error)
        }
    }

    /// The newest jobs of this server, newest first.
    public func jobs(limit: Int) throws(JobsError) -> [Job] {
        let journal = try journal()
        return try reading { () throws(JournalError) in try journal.jobs(of: server, limit: limit) }
    }

    /// What the journal knows of these jobs now.
    func current(_ jobs: [Job]) throws(JobsError) -> [Job] {
        let journal = try journal()
        let known = try reading { () throws(JournalError) in try journal.current(jobs) }
        for (old, new) in zip(jobs, known) where new.state != old.state { ledger.note(new) }
        return known
    }

    /// What the journal knows of this job now; asks nobody else.
    public func current(_ job: Job) throws(JobsError) -> Job {
        let journal = try journal()
        let known = try reading { () throws(JournalError) in try journal.job(number: job.number) } ?? job
        if known.state != job.state { ledger.note(known) }
        return known
    }

    func reading<Value>(_ body: () throws(JournalError) -> Value) throws(JobsError) -> Value {
        do {
            return try body()
        } catch {
            throw .journal(error)
        }
    }

    func writing<Value>(
        _ body: (Journal) async throws(JournalError) -> Value
    ) async throws(JobsError) -> Value {
        let journal = try journal()
        do {
            return try await body(journal)
        } catch {
            throw .journal(error)
        }
    }

    func record(_ event: JournalEvent, of job: Job) async throws(JobsError) -> Job {
        let changed = try await writing { (journal) async throws(JournalError) in
            try await journal.record(event, of: job.number, at: self.clock.date())
        }
        ledger.note(changed)
        return changed
    }
}
