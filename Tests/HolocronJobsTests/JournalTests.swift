import FoundationEssentials
import GRDB
import Glibc
import HolocronAPI
import HolocronClient
import Testing

@testable import HolocronJobs

struct JournalTests {
    let scratch = Scratch()
    let now = Date(timeIntervalSince1970: 1_700_000_000)

    func mode(_ path: String) -> mode_t {
        var status = stat()
        stat(path, &status)
        return status.st_mode & 0o777
    }

    @Test func `the journal and its folder are for their owner only`() async throws {
        let journal = try Journal(path: scratch.path)
        _ = try await journal.begin()
        #expect(mode(scratch.folder + "/data") == 0o700)
        for suffix in ["", "-owners", "-wal", "-shm"] { #expect(mode(scratch.path + suffix) == 0o600) }
    }

    @Test func `a journal that others could read is closed to them`() throws {
        _ = try Journal(path: scratch.path)
        chmod(scratch.path, 0o644)
        _ = try Journal(path: scratch.path)
        #expect(mode(scratch.path) == 0o600)
    }

    @Test func `every commit is flushed to the disk`() throws {
        let journal = try Journal(path: scratch.path)
        #expect(try journal.read { try Int.fetchOne($0, sql: "PRAGMA synchronous") } == 2)
        #expect(try journal.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "wal")
    }

    @Test func `a job comes back as it was written`() async throws {
        let request = TaskRequest(
            action: "a", params: ["z": .decimal("1.50"), "a": .decimal("12345678901234567890")],
            credential: "c-1")
        let journal = try Journal(path: scratch.path)
        let begun = try await journal.begin(request, server: "test", price: 3, at: now)
        #expect(begun.state == .sending)
        #expect(begun.cost == 3)
        _ = try await journal.record(.sending, of: begun.number, at: now)
        _ = try await journal.record(.accepted(JobID("j1")!, pollURL: "/p"), of: begun.number, at: now)
        let data: JSON = ["b": 1, "a": .decimal("0.10")]
        let done = try await journal.record(
            .ended(.completed(data: data, credits: 2, milliseconds: 9)), of: begun.number, at: now)
        let again = try #require(try Journal(path: scratch.path).job(number: begun.number))
        #expect(again == done)
        #expect(again.params == request.params)
        #expect(again.credential == "c-1")
        #expect(again.result?.encoded() == #"{"b":1,"a":0.10}"#)
        #expect(again.cost == 2)
        #expect(again.submitted == now)
        #expect(again.finished == now)
        #expect(again.status == "completed")
    }

    @Test func `every field of an error comes back`() async throws {
        var error = APIError(status: 402, code: "INSUFFICIENT_CREDITS", message: "no")
        (error.balance, error.required, error.connectURL) = (2, 5, "https://anakin.io/x")
        (error.missingFields, error.details, error.requestID) = (["q"], ["k": [1, 2]], "r1")
        let journal = try Journal()
        let job = try await journal.begin()
        _ = try await journal.record(.sending, of: job.number, at: now)
        let rejected = try await journal.record(.rejected(error), of: job.number, at: now)
        #expect(rejected.error == error)
        #expect(rejected.cost == 0)
    }

    @Test func `a failure inside the envelope of a completed job is told with it`() async throws {
        let journal = try Journal()
        let job = try await journal.accepted("j1")
        let data: JSON = [
            "status": "error", "data": nil, "error": ["code": "BLOCKED", "message": "no entry"], "files": [],
            "meta": ["envelope_version": "v1"],
        ]
        let done = try await journal.record(
            .ended(.completed(data: data, credits: 1, milliseconds: nil)), of: job.number, at: now)
        #expect(done.state == .completed)
        #expect(done.error?.code == "BLOCKED")
        #expect(done.cost == 1)
        #expect(done.payload?.data == .null)
    }

    @Test func `a submit that a dead process left behind is settled by what it had written down`()
        async throws
    {
        let journal = try Journal(path: scratch.path)
        for _ in 0..<3 { _ = try await journal.begin() }
        _ = try await journal.record(.sending, of: 2, at: now)
        _ = try await journal.record(.sending, of: 3, at: now)
        _ = try await journal.record(.answering(status: 202, requestID: nil), of: 3, at: now)
        // An owner without a lock is one whose process is gone.
        try await journal.run("UPDATE job SET owner = 4242")
        let jobs = try journal.jobs(of: "test", limit: 9)
        #expect(jobs.map(\.state) == [.unknown, .unknown, .notSent])
        #expect(
            jobs.map(\.why) == [
                "holo ended while it read the answer, status 202", "holo ended before the answer came",
                "holo ended before it was sent",
            ])
        #expect(jobs.map(\.cost) == [2, 2, 0])
    }

    @Test func `a submit of another process that is alive is left to it, until that process ends`()
        async throws
    {
        var other: Journal? = try Journal(path: scratch.path)
        _ = try await other?.begin()
        let journal = try Journal(path: scratch.path)
        #expect(try journal.jobs(of: "test", limit: 9).map(\.state) == [.sending])
        other = nil
        #expect(try journal.jobs(of: "test", limit: 9).map(\.state) == [.notSent])
    }

    @Test func `two processes write to one journal at the same time`() async throws {
        let journals = [try Journal(path: scratch.path), try Journal(path: scratch.path)]
        try await withThrowingTaskGroup { group in
            for count in 0..<40 { group.addTask { _ = try await journals[count % 2].accepted("j\(count)") } }
            try await group.waitForAll()
        }
        for journal in journals {
            let jobs = try journal.jobs(of: "test", limit: 99)
            #expect(Set(jobs.map(\.number)).count == 40)
            #expect(Set(jobs.compactMap(\.id?.text)).count == 40)
        }
    }

    @Test func `many openings at once make one journal`() async throws {
        let path = scratch.path
        try await withThrowingTaskGroup { group in
            for _ in 0..<8 { group.addTask { _ = try await Journal(path: path).begin() } }
            try await group.waitForAll()
        }
        #expect(try Journal(path: path).jobs(of: "test", limit: 99).count == 8)
    }

    @Test func `a write is kept when the task that asked for it is cancelled`() async throws {
        let journal = try Journal(path: scratch.path)
        let job = try await withThrowingTaskGroup(of: Job.self) { group in
            group.cancelAll()
            group.addTask { try await journal.begin() }
            return try await group.next()
        }
        #expect(job?.number == 1)
    }

    @Test func `in a group of writes one that fails takes nothing of the others with it`() async throws {
        let journal = try Journal(path: scratch.path)
        _ = try await journal.accepted("taken")
        try await journal.run(
            """
            CREATE TEMP TRIGGER broken BEFORE UPDATE OF id ON job WHEN NEW.id = 'j7'
            BEGIN SELECT RAISE(ABORT, 'broken'); END
            """)
        let results = await withTaskGroup { group in
            for count in 0..<20 {
                group.addTask {
                    do {
                        _ = try await journal.accepted("j\(count)")
                        return true
                    } catch {
                        return false
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results.count { !$0 } == 1)
        #expect(try journal.jobs(of: "test", limit: 99).count { $0.id != nil } == 20)
    }

    static let steps: [String: Set<String>] = [
        "intent": ["sending", "not_sent"],
        "sending": ["accepted", "completed", "rejected", "not_sent", "unknown"],
        "accepted": ["completed", "failed"], "rejected": ["intent"], "not_sent": ["intent"],
        "unknown": ["accepted", "completed", "failed"], "completed": [], "failed": [],
    ]

    @Test(arguments: steps.keys.sorted(), steps.keys.sorted())
    func `the schema allows the steps of the money rules and no others`(before: String, after: String)
        async throws
    {
        let journal = try Journal()
        func columns(_ state: String) -> String {
            "state = '\(state)', owner = 1, id = 'j', why = 'w', error = '{}', result = "
                + (state == "completed" ? "'1'" : "NULL")
        }
        try await journal.run(
            """
            INSERT INTO job (server, action, params, state, owner, attempts, submitted, id, why, error, result)
            VALUES ('test', 'a', '{}', '\(before)', 1, 1, 0, 'j', 'w', '{}',
                \(before == "completed" ? "'1'" : "NULL"))
            """)
        let isAllowed = before == after || JournalTests.steps[before]?.contains(after) == true
        do {
            try await journal.run("UPDATE job SET " + columns(after))
            #expect(isAllowed)
        } catch {
            #expect(!isAllowed)
        }
    }

    @Test(arguments: [
        "state = 'dancing'", "state = 'accepted', id = NULL", "state = 'unknown', why = NULL", "server = ''",
        "id = ''", "owner = NULL", "attempts = -1", "price = -1", "result = '1'", "number = 'x'",
    ])
    func `the schema refuses a row that cannot be`(change: String) async throws {
        let journal = try Journal()
        let job = try await journal.begin()
        _ = try await journal.record(.sending, of: job.number, at: now)
        await #expect(throws: JournalError.self) { try await journal.run("UPDATE job SET " + change) }
    }

    @Test func `a job that may be paid for cannot be deleted`() async throws {
        let journal = try Journal()
        _ = try await journal.accepted("j1")
        await #expect(throws: JournalError.self) { try await journal.run("DELETE FROM job") }
    }

    @Test func `an id that another job has leaves the outcome unknown`() async throws {
        let journal = try Journal()
        _ = try await journal.accepted("j1")
        let second = try await journal.accepted("j1")
        #expect(second.state == .unknown)
        #expect(second.id == nil)
        #expect(second.why == "the server gave it the id of job 1, j1")
    }

    @Test func `an end that comes twice changes nothing`() async throws {
        let journal = try Journal()
        let job = try await journal.accepted("j1")
        let done = try await journal.record(
            .ended(.completed(data: 1, credits: 1, milliseconds: nil)), of: job.number, at: now)
        let late = APIError(status: 200, code: "X", message: "late")
        #expect(try await journal.record(.ended(.failed(late)), of: job.number, at: now) == done)
        #expect(try await journal.record(.unknown(why: "late"), of: job.number, at: now) == done)
    }

    @Test func `a step that the journal cannot take is an error, so that nothing is sent past it`()
        async throws
    {
        let journal = try Journal()
        let job = try await journal.begin()
        _ = try await journal.record(.notSent(why: "w"), of: job.number, at: now)
        await #expect(throws: JournalError.self) {
            try await journal.record(.sending, of: job.number, at: now)
        }
        await #expect(throws: JournalError.self) {
            try await journal.record(.accepted(JobID("j1")!, pollURL: nil), of: job.number, at: now)
        }
        _ = try await journal.record(.again, of: job.number, at: now)
        await #expect(throws: JournalError.self) { try await journal.record(.again, of: job.number, at: now) }
    }
}
