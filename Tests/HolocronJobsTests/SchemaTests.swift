import FoundationEssentials
import GRDB
import HolocronAPI
import Testing

@testable import HolocronJobs

/// What the tables cost and keep.
struct SchemaTests {
    let scratch = Scratch()

    /// Statements that run for each row of a batch or at each start: an index answers them, whatever the journal holds.
    static let statements: [(String, String)] = [
        (JournalSQL.slot, "job_slot (run=? AND keys=? AND identity=? AND occurrence=?)"),
        (JournalSQL.same, "job_same (server=? AND identity=?)"),
        (JournalSQL.typical, "job_took (server=? AND action=?)"),
        (JournalSQL.unseen, "job_unseen (server=?)"), (JournalSQL.unfinished, "job_accepted (server=?)"),
        (JournalSQL.unfinishedCount, "job_accepted (server=?)"),
        (JournalSQL.unknowns, "job_unknown (server=?)"),
        (JournalSQL.identified, "job_id (server=? AND id=?)"), (JournalSQL.numbered, "PRIMARY KEY (rowid=?)"),
        (JournalSQL.claimed, "job_id (server=? AND id=?)"),
        (JournalSQL.heldPlaces, "COVERING INDEX job_slot (run=?)"),
        (JournalSQL.listed, "PRIMARY KEY (rowid=?)"),
        (JournalSQL.heldPlaces, "COVERING INDEX job_run (run=? AND state=?)"),
        (RunSQL.progress, "COVERING INDEX job_run (run=?)"),
        (JournalSQL.usualCost, "job_took (server=? AND action=?)"),
        (JournalSQL.owners, "job_open"), (JournalSQL.sending, "job_open"),
    ]

    @Test(arguments: statements)
    func `an index answers it, without sorting`(sql: String, index: String) throws {
        let journal = try Journal()
        let plan = try journal.read { db in
            let statement = try db.makeStatement(sql: "EXPLAIN QUERY PLAN " + sql)
            statement.setUncheckedArguments([])
            return try Row.fetchAll(statement).map { $0["detail"] as String }
        }
        #expect(plan.contains { $0.contains(index) }, "\(plan)")
        let scans = plan.filter { $0.hasPrefix("SCAN") && !$0.contains("job_open") }
        #expect(scans.allSatisfy { $0.contains("VIRTUAL TABLE") }, "\(plan)")
        #expect(!plan.contains { $0.contains("TEMP B-TREE FOR ORDER BY") }, "\(plan)")
    }

    @Test func `rows are read by the order of the columns`() throws {
        let names = try Journal().read { db in try db.columns(in: "job").map(\.name) }
        let known = Job.Column.allCases.map { "\($0)".lowercased() }
        #expect(known == names.map { $0.filter { $0 != "_" } })
    }

    @Test func `a row that is done costs a resumed run the same few reads, however long the run is`()
        async throws
    {
        let journal = try Journal()
        let store = RunTests.store(journal)
        let run = try await store.beginRun(script: "/s").id
        try await journal.run(
            """
            WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 10000)
            INSERT INTO job (server, action, params, state, attempts, submitted, id, run, keys, identity, occurrence)
            SELECT 'test', 'a', '{"row":' || x || '}', 'accepted', 1, 0, 'j-' || x, '\(run)', '',
                '{"action_id":"a","params":{"row":' || x || '}}', 0 FROM n
            """)
        let statements = Notes<String>()
        try await journal.write { db in db.trace { statements.add("\($0)") } }
        let before = statements.all.count
        for row in [1, 5000, 10_000] {
            let job = try await store.submit(
                RunSlotTests.request(row), price: 1, in: RunSlot(run: run, keys: "", occurrence: 0))
            #expect(job.id?.text == "j-\(row)")
        }
        let texts = statements.all.dropFirst(before)
        #expect(texts.count { $0.hasPrefix("SELECT") } == 3)
        #expect(!texts.contains { $0.hasPrefix("INSERT") || $0.hasPrefix("UPDATE") })
    }

    @Test func `a journal of before there were runs is taken over with all it holds`() async throws {
        do {
            let queue = try DatabaseQueue(path: scratch.folder + "/j")
            try JournalSchema.migrator.migrate(queue, upTo: "1 jobs")
            try await queue.write { db in
                try db.execute(
                    sql: """
                        INSERT INTO job (server, id, action, params, state, attempts, price, cost, submitted)
                        VALUES ('test', 'j-1', 'a', '{"y":2,"x":1}', 'accepted', 1, 2, 2, 1700000000000);
                        INSERT INTO job (server, id, action, params, state, attempts, submitted)
                        VALUES ('test', 'far-1', '', '{}', 'accepted', 0, 1700000000000);
                        """)
            }
            try queue.close()
        }
        let journal = try Journal(path: scratch.folder + "/j")
        let store = RunTests.store(journal)
        #expect(try store.jobs(limit: 9).map(\.id?.text) == ["far-1", "j-1"])
        let same = TaskRequest(action: "a", params: ["x": 1, "y": 2])
        #expect(try store.alreadyPaid(same)?.id?.text == "j-1")
        #expect(try store.alreadyPaid(TaskRequest(action: "", params: [:])) == nil)
        #expect(try store.unseenFinished().isEmpty)
        #expect(try store.unfinished() == 2)
    }

    @Test(arguments: [
        "run = 'nobody'", "run = NULL, occurrence = 1", "keys = NULL, occurrence = 1",
        "identity = NULL, occurrence = 1",
    ])
    func `a row that could not be known again is refused`(change: String) async throws {
        let journal = try Journal()
        let run = try await RunTests.store(journal).beginRun(script: "/s").id
        _ = try await journal.unknown(.sample, in: RunSlot(run: run, keys: "", occurrence: 0))
        await #expect(throws: JournalError.self) { try await journal.run("UPDATE job SET " + change) }
    }
}
