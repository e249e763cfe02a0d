import FoundationEssentials
import HolocronAPI
import Testing

@testable import HolocronJobs

/// What was paid, from the journal alone.
struct SpendTests {
    static let start = Date(timeIntervalSince1970: 1_700_000_000)

    /// Jobs in every state, two actions, one of them in a run.
    static func journal() async throws -> (JobStore, Run) {
        let journal = try Journal()
        let store = RunTests.store(journal)
        let run = try await store.beginRun(script: "/s")
        let failure = APIError(status: 200, code: "X", message: "x")
        let rows: [(String, Int?, [JournalEvent])] = [
            ("a", 2, []),
            ("a", 2, [.accepted(JobID("j-1")!, pollURL: nil)]),
            (
                "a", 3,
                [
                    .accepted(JobID("j-2")!, pollURL: nil),
                    .ended(.completed(data: 1, credits: 1, milliseconds: 9)),
                ]
            ),
            ("b", 5, [.accepted(JobID("j-3")!, pollURL: nil), .ended(.failed(failure))]),
            ("b", 7, [.unknown(why: "w")]), ("b", 11, [.rejected(failure)]), ("b", 13, [.notSent(why: "w")]),
            ("b", nil, [.accepted(JobID("j-4")!, pollURL: nil)]),
        ]
        for (index, row) in rows.enumerated() {
            let slot = row.0 == "a" ? RunSlot(run: run.id, keys: "", occurrence: index) : nil
            let date = start.addingTimeInterval(Double(index))
            let job = try await journal.claim(
                TaskRequest(action: row.0, params: [:]), server: "test", price: row.1, in: slot,
                replacing: nil,
                at: date
            ).job
            for event in row.2.isEmpty ? [] : [.sending] + row.2 {
                _ = try await journal.record(event, of: job.number, at: date)
            }
        }
        _ = try await journal.begin(.sample, server: "elsewhere", price: 99, at: start)
        return (store, run)
    }

    @Test func `spend is summed up by action, day and run`() async throws {
        let (store, run) = try await SpendTests.journal()
        let a = SpendRow(name: "a", jobs: 2, spent: 3, refunded: 0, unknown: 0)
        let b = SpendRow(name: "b", jobs: 3, spent: 0, refunded: 5, unknown: 7)
        #expect(try store.spend(by: .action) == [b, a])
        let days = try store.spend(by: .day)
        #expect(days.map(\.spent) == [3])
        #expect(days.map(\.unknown) == [7])
        #expect(days[0].name.hasPrefix("2023-11-1"))
        #expect(try store.spend(by: .run).map(\.name) == ["", run.id])
    }

    @Test func `what was before a date is left out`() async throws {
        let (store, _) = try await SpendTests.journal()
        let since = SpendTests.start.addingTimeInterval(2)
        #expect(try store.spend(by: .action, since: since).map(\.jobs) == [3, 1])
        #expect(try store.spend(by: .action, since: .distantFuture).isEmpty)
    }

    @Test func `the balance is as the last 402 showed it, with what was charged since`() async throws {
        let journal = try Journal()
        let store = RunTests.store(journal)
        #expect(try store.lastBalance() == nil)
        for (second, balance) in [(0, 9), (10, 4)] {
            let date = SpendTests.start.addingTimeInterval(Double(second))
            let job = try await journal.begin(.sample, server: "test", price: 5, at: date)
            var refusal = APIError(status: 402, code: "INSUFFICIENT_CREDITS", message: "no")
            refusal.balance = balance
            _ = try await journal.record(.sending, of: job.number, at: date)
            _ = try await journal.record(.rejected(refusal), of: job.number, at: date)
        }
        let seen = SpendTests.start.addingTimeInterval(10)
        #expect(try store.lastBalance() == SeenBalance(amount: 4, seen: seen, chargedSince: 0))
        let later = try await journal.begin(.sample, server: "test", price: 3, at: seen.addingTimeInterval(5))
        _ = try await journal.record(.sending, of: later.number, at: seen.addingTimeInterval(6))
        _ = try await journal.record(.unknown(why: "w"), of: later.number, at: seen.addingTimeInterval(7))
        #expect(try store.lastBalance() == SeenBalance(amount: 4, seen: seen, chargedSince: 3))
        #expect(try RunTests.store(journal, server: "elsewhere").lastBalance() == nil)
    }

    @Test func `a 402 without a balance says nothing of it`() async throws {
        let journal = try Journal()
        let job = try await journal.begin()
        let refusal = APIError(status: 402, code: "INSUFFICIENT_CREDITS", message: "no")
        _ = try await journal.record(.sending, of: job.number, at: SpendTests.start)
        _ = try await journal.record(.rejected(refusal), of: job.number, at: SpendTests.start)
        #expect(try RunTests.store(journal).lastBalance() == nil)
    }
}

/// "You already paid for this."
struct AlreadyPaidTests {
    let journal: Journal
    let store: JobStore

    init() throws {
        journal = try Journal()
        store = RunTests.store(journal)
    }

    func job(
        _ request: TaskRequest = .sample, age: Double = 60, after events: [JournalEvent]
    ) async throws {
        let date = SpendTests.start.addingTimeInterval(-age)
        let job = try await journal.begin(request, server: "test", price: 2, at: date)
        for event in [.sending] + events { _ = try await journal.record(event, of: job.number, at: date) }
    }

    static let done = JournalEvent.ended(.completed(data: 1, credits: 1, milliseconds: nil))

    @Test func `the newest of the same that has a result or runs is offered`() async throws {
        #expect(try store.alreadyPaid(.sample) == nil)
        try await job(after: [AlreadyPaidTests.done])
        #expect(try store.alreadyPaid(.sample)?.number == 1)
        try await job(after: [.accepted(JobID("j-1")!, pollURL: nil)])
        #expect(try store.alreadyPaid(.sample)?.number == 2)
        #expect(try RunTests.store(journal, server: "elsewhere").alreadyPaid(.sample) == nil)
    }

    @Test func `what is too old, failed, was refused, is unknown or asks for something else is not`()
        async throws
    {
        let failure = APIError(status: 200, code: "X", message: "x")
        try await job(age: 86_401, after: [AlreadyPaidTests.done])
        try await job(after: [.accepted(JobID("j-1")!, pollURL: nil), .ended(.failed(failure))])
        try await job(after: [.rejected(failure)])
        try await job(after: [.unknown(why: "w")])
        let broken: JSON = [
            "status": "error", "data": nil, "error": "x", "files": [], "meta": ["envelope_version": "v1"],
        ]
        try await job(after: [.ended(.completed(data: broken, credits: 1, milliseconds: nil))])
        var other = TaskRequest.sample
        other.credential = "c-1"
        try await job(other, after: [AlreadyPaidTests.done])
        try await job(
            TaskRequest(action: "b", params: TaskRequest.sample.params), after: [AlreadyPaidTests.done])
        #expect(try store.alreadyPaid(.sample) == nil)
        #expect(try store.alreadyPaid(.sample, within: .seconds(86_402))?.number == 1)
    }
}
