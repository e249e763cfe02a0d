import FoundationEssentials
import GRDB
import HolocronAPI
import HolocronClient
import Synchronization
import Testing

@testable import HolocronJobs

/// A run that is taken up again: its rows are answered from memory, and nothing in memory allows a submit.
struct HeldSlotsTests {
    /// Puts rows into a run as if they had been accepted, without a server.
    static func fill(_ journal: Journal, _ run: Run, rows: Range<Int>) async throws {
        try await journal.write { db in
            for row in rows {
                let request = RunSlotTests.request(row)
                try db.execute(
                    sql: """
                        INSERT INTO job (server, id, action, params, state, attempts, cost, submitted, run, keys,
                            identity, occurrence) VALUES ('test', ?, 'a', ?, 'accepted', 1, 1, 1, ?, ?, ?, 0)
                        """,
                    arguments: [
                        "old-\(row)", request.params.encoded(), run.id, "row=\(row)", request.identity,
                    ])
            }
        }
    }

    /// All of 600, in another order for each step.
    static func rows(_ step: Int) -> [Int] { (0..<600).map { $0 * step % 600 } }

    @Test(arguments: [1, 7, 131, 301, 599])
    func `every row gets its own job, in whatever order it is asked for`(step: Int) async throws {
        let journal = try Journal()
        try await RunSlotTests.accepting { server in
            let store = JobStore(server, journal)
            let run = try await store.beginRun(script: "/s")
            try await HeldSlotsTests.fill(journal, run, rows: 0..<600)
            _ = try await store.resumeRun(run.id)
            let ids = try await RunSlotTests.rows(HeldSlotsTests.rows(step), store, run: run)
            #expect(ids == HeldSlotsTests.rows(step).map { "old-\($0)" })
            #expect(server.posts == 0)
            await store.client.shutdown()
        }
    }

    @Test func `rows that are asked for at the same time are each given once`() async throws {
        let journal = try Journal()
        try await RunSlotTests.accepting { server in
            let store = JobStore(server, journal)
            let run = try await store.beginRun(script: "/s")
            try await HeldSlotsTests.fill(journal, run, rows: 0..<2000)
            _ = try await store.resumeRun(run.id)
            let ids = try await withThrowingTaskGroup(of: [(Int, String)].self) { group in
                for lane in 0..<4 {
                    group.addTask {
                        let rows = stride(from: lane, to: 2000, by: 4).map { $0 }
                        return Array(zip(rows, try await RunSlotTests.rows(rows, store, run: run)))
                    }
                }
                var all: [(Int, String)] = []
                for try await lane in group { all += lane }
                return all
            }
            #expect(ids.count == 2000)
            #expect(ids.allSatisfy { $1 == "old-\($0)" })
            #expect(server.posts == 0)
            await store.client.shutdown()
        }
    }

    @Test func `two shells that take the same run up send each new row once`() async throws {
        let scratch = Scratch()
        let journals = [try Journal(path: scratch.path), try Journal(path: scratch.path)]
        try await RunSlotTests.accepting { server in
            let stores = journals.map { RunSlotTests.store(server, $0) }
            let run = try await stores[0].beginRun(script: "/s")
            try await HeldSlotsTests.fill(journals[0], run, rows: 0..<20)
            for store in stores { _ = try await store.resumeRun(run.id) }
            // Both have read what the run holds before either sends anything.
            for store in stores { _ = try await RunSlotTests.rows([0], store, run: run) }
            let both = try await withThrowingTaskGroup(of: [String].self) { group in
                for store in stores {
                    group.addTask { try await RunSlotTests.rows(Array(1..<40), store, run: run) }
                }
                var both: [[String]] = []
                for try await ids in group { both.append(ids) }
                return both
            }
            #expect(server.posts == 20)
            #expect(both[0] == both[1])
            for store in stores { await store.client.shutdown() }
        }
    }

    @Test func `what the other shell ends or gives up meanwhile is as the journal says`() async throws {
        let journal = try Journal()
        try await RunSlotTests.accepting { server in
            let store = JobStore(server, journal)
            let run = try await store.beginRun(script: "/s")
            try await HeldSlotsTests.fill(journal, run, rows: 0..<3)
            _ = try await store.resumeRun(run.id)
            _ = try await RunSlotTests.rows([0], store, run: run)
            let other = try #require(try journal.job(id: "old-1", of: "test"))
            let end = JobAnswer.completed(data: 7, credits: 1, milliseconds: nil)
            _ = try await journal.record(.ended(end), of: other.number, at: Date())
            let slot = RunSlot(run: run.id, keys: "row=1", occurrence: 0)
            let held = try await store.submit(RunSlotTests.request(1), price: 1, in: slot)
            let waited = try await store.wait(for: held)
            #expect(waited.result == 7)
            #expect(server.posts == 0)
            await store.client.shutdown()
        }
    }

    static let unpaid: [JournalEvent] = [
        .notSent(why: "w"), .rejected(RunSlotTests.refusal), .unknown(why: "w"),
    ]

    @Test(arguments: unpaid)
    func `what nobody has paid for is never answered from memory`(last: JournalEvent) async throws {
        let journal = try Journal()
        try await RunSlotTests.accepting { server in
            let store = JobStore(server, journal)
            let run = try await store.beginRun(script: "/s")
            let slot = RunSlot(run: run.id, keys: "k", occurrence: 0)
            let now = Date(timeIntervalSince1970: 1_700_000_000)
            let job = try await journal.claim(
                .sample, server: "test", price: 2, in: slot, replacing: nil, at: now
            ).job
            for event in [JournalEvent.sending, last] {
                _ = try await journal.record(event, of: job.number, at: now)
            }
            _ = try await store.resumeRun(run.id)
            let result = await Result.of { () async throws(JobsError) in
                try await store.submit(.sample, price: 2, in: slot)
            }
            if case .unknown = last {
                #expect(result.failure?.code == "OUTCOME_UNKNOWN")
                #expect(server.posts == 0)
            } else {
                #expect(try result.get().state == .accepted)
                #expect(server.posts == 1)
            }
            await store.client.shutdown()
        }
    }
}
