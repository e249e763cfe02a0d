import FoundationEssentials
import HolocronAPI
import HolocronClient
import Testing

@testable import HolocronJobs

struct FindTests {
    static func store(_ ids: [String]) async throws -> JobStore {
        let journal = try Journal()
        for id in ids { _ = try await journal.accepted(id) }
        let client = HolocronClient(endpoint: { throw EndpointError.noKey })
        return JobStore(journal: { () throws(JournalError) in journal }, client: client, server: "test")
    }

    static let ids = ["7c3f1a2b-4d5e", "7c3f9999-0000", "ab_d-1111", "abcd", "abcd-2222", "12345678-aaaa"]

    @Test(arguments: [
        ("7c3f1a2b-4d5e", "7c3f1a2b-4d5e"), ("7c3f1", "7c3f1a2b-4d5e"), ("ab_d", "ab_d-1111"),
        ("abcd", "abcd"),
        ("abcd-", "abcd-2222"), ("1234", "12345678-aaaa"),
    ])
    func `a job is named by its id, or its beginning`(text: String, id: String) async throws {
        let store = try await FindTests.store(FindTests.ids)
        #expect(try store.job(named: text).id?.text == id)
    }

    @Test func `a beginning of several jobs lists them`() async throws {
        let store = try await FindTests.store(FindTests.ids)
        #expect(throws: JobsError.ambiguousJob("7c3f", ["7c3f9999-0000", "7c3f1a2b-4d5e"])) {
            try store.job(named: "7c3f")
        }
    }

    @Test(
        arguments: [
            ("7c3g1a2b", "7c3f1a2b-4d5e"), ("7c3f1a2b-4d5f", "7c3f1a2b-4d5e"), ("7c3", "7c3f9999-0000"),
            ("", nil),
            ("zzzzzzzz", nil),
            ("%", nil), ("99", nil), ("' OR 1=1", nil), ("-1", nil),
        ] as [(String, String?)])
    func `a job that is not there is said to be, with the nearest`(text: String, nearest: String?)
        async throws
    {
        let store = try await FindTests.store(FindTests.ids)
        #expect(throws: JobsError.noSuchJob(text, nearest: nearest)) { try store.job(named: text) }
    }

    @Test func `jobs are listed newest first, those of this server`() async throws {
        let store = try await FindTests.store(["a-1111", "b-2222", "c-3333"])
        let elsewhere = try await store.journal().begin(.sample, server: "other", price: nil, at: Date())
        #expect(try store.jobs(limit: 2).compactMap(\.id?.text) == ["c-3333", "b-2222"])
        #expect(throws: JobsError.self) { try store.job(named: String(elsewhere.number)) }
    }

    static let envelope = """
        {"status":"completed","credits_used":3,"data":{"status":"ok","data":{"n":1},"error":null,"files":[],
        "meta":{"action_id":"rt_search","envelope_version":"v1"}}}
        """

    @Test func `a job of another machine is asked for and kept`() async throws {
        let journal = try Journal()
        let text = answer("200 OK", FindTests.envelope)
        try await RawServer.answering { _ in
            text
        } body: { server in
            let store = JobStore(server, journal)
            let job = try await store.adopt(JobID("far-1234")!)
            #expect(job.state == .completed)
            #expect(job.action == "rt_search")
            #expect(job.cost == 3)
            #expect(job.payload?.data == ["n": 1])
            #expect(try store.job(named: "far-") == job)
            let again = try await store.adopt(JobID("far-1234")!)
            #expect(again == job)
            #expect(server.requests.count == 1)
            await store.client.shutdown()
        }
    }

    @Test func `a running job is adopted and goes on`() async throws {
        let journal = try Journal()
        try await RawServer.answering { _ in
            WaitTests.processing
        } body: { server in
            let store = JobStore(server, journal)
            let running = try await store.adopt(JobID("far-1234")!)
            #expect(running.status == "processing")
            await store.client.shutdown()
        }
    }

    @Test func `an id that no one knows is not kept`() async throws {
        let journal = try Journal()
        try await RawServer.answering { _ in
            WaitTests.missing
        } body: { server in
            let store = JobStore(server, journal)
            await #expect(throws: JobsError.noSuchJob("far-1234", nearest: nil)) {
                try await store.adopt(JobID("far-1234")!)
            }
            let kept = try store.jobs(limit: 9)
            #expect(kept.isEmpty)
            await store.client.shutdown()
        }
    }

    @Test func `the journal is opened once, and again only after a failure`() async throws {
        let openings = Counter()
        let client = HolocronClient(endpoint: { throw EndpointError.noKey })
        let store = JobStore(
            journal: { () throws(JournalError) in
                if openings.next() == 1 { throw .busy(path: "p") }
                return try Journal()
            }, client: client, server: "test")
        #expect(openings.count == 0)
        #expect(throws: JobsError.journal(.busy(path: "p"))) { try store.jobs(limit: 1) }
        for _ in 0..<3 { #expect(try store.jobs(limit: 1).isEmpty) }
        #expect(openings.count == 2)
    }
}
