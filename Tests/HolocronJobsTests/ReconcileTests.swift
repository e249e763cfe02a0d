import FoundationEssentials
import HolocronAPI
import HolocronClient
import Synchronization
import Testing

@testable import HolocronJobs

/// Submits with unknown outcomes, looked for in the server's list.
struct ReconcileTests {
    static let start = Date(timeIntervalSince1970: 1_700_000_000)

    /// A job of the list, made so many seconds after `start`.
    static func entry(
        _ id: String, at seconds: Int, action: String = "li_profile_scrape", params: JSON? = nil,
        credential: String? = nil, isDated: Bool = true
    ) -> JSON {
        let minutes = 13 + (20 + seconds + 3600).quotientAndRemainder(dividingBy: 60).quotient - 60
        let rest = (20 + seconds + 3600) % 60
        let date = "2023-11-14T22:\(minutes < 10 ? "0" : "")\(minutes):\(rest < 10 ? "0" : "")\(rest)Z"
        return [
            "id": .string(id), "action_id": .string(action), "params": params ?? TaskRequest.sample.params,
            "status": "processing", "created_at": isDated ? .string(date) : .null,
            "credential_id": credential.map { .string($0) } ?? .null,
        ]
    }

    static func list(_ entries: [JSON], page: Int = 1, of pages: Int = 1) -> String {
        let body: JSON = [
            "jobs": .array(entries), "page": .integer(Int64(page)), "total_pages": .integer(Int64(pages)),
        ]
        return answer("200 OK", body.encoded())
    }

    /// Reconciles a journal with so many equal unknowns against this list.
    static func reconcile(
        unknowns: Int = 1, _ entries: [JSON], prepare: (Journal) async throws -> Void = { _ in }
    ) async throws -> [String?] {
        let journal = try Journal()
        for _ in 0..<unknowns { _ = try await journal.unknown() }
        try await prepare(journal)
        return try await RawServer.answering { _ in
            list(entries)
        } body: { server in
            let store = JobStore(server, journal)
            _ = try await store.reconcile()
            await store.client.shutdown()
            let jobs = try store.jobs(limit: 99).reversed().prefix(unknowns)
            for job in jobs { #expect((job.state == .accepted) == (job.id != nil)) }
            return jobs.map(\.id?.text)
        }
    }

    @Test func `the one job that fits is adopted, and goes on as accepted`() async throws {
        #expect(try await ReconcileTests.reconcile([ReconcileTests.entry("j-1", at: 1)]) == ["j-1"])
    }

    @Test(arguments: [
        [], [entry("j-1", at: 1, action: "other")], [entry("j-1", at: 1, params: ["profile_url": "x"])],
        [entry("j-1", at: -121)], [entry("j-1", at: 181)], [entry("j-1", at: 1), entry("j-2", at: 2)],
        [entry("j-1", at: 1, isDated: false)],
    ])
    func `what does not fit, and what fits twice, is left alone`(entries: [JSON]) async throws {
        #expect(try await ReconcileTests.reconcile(entries) == [nil])
    }

    @Test(arguments: [-119, 0, 59, 179])
    func `the server's clock may be off by two minutes`(seconds: Int) async throws {
        #expect(try await ReconcileTests.reconcile([ReconcileTests.entry("j-1", at: seconds)]) == ["j-1"])
    }

    @Test func `the order of the params does not matter, every value does`() async throws {
        let request = TaskRequest(action: "a", params: ["x": 1, "y": [1, 2]])
        for (params, ids) in [(["y": [1, 2], "x": 1], ["j-1"]), (["y": [2, 1], "x": 1], [])]
            as [(JSON, [String])]
        {
            let journal = try Journal()
            _ = try await journal.unknown(request)
            let entry = ReconcileTests.entry("j-1", at: 1, action: "a", params: params)
            let found = try await journal.adopt(
                [ListedJob(entry)!], server: "test", at: ReconcileTests.start)
            #expect(found.compactMap(\.id?.text) == ids)
        }
    }

    @Test func `two submits of the same never take one job`() async throws {
        let one = try await ReconcileTests.reconcile(unknowns: 2, [ReconcileTests.entry("j-1", at: 1)])
        #expect(one == ["j-1", nil])
        let both = try await ReconcileTests.reconcile(
            unknowns: 2, [ReconcileTests.entry("j-2", at: 2), ReconcileTests.entry("j-1", at: 1)])
        #expect(both == ["j-1", "j-2"])
        let strangers = try await ReconcileTests.reconcile(
            unknowns: 2, (1...3).map { ReconcileTests.entry("j-\($0)", at: $0) })
        #expect(strangers == [nil, nil])
    }

    @Test func `a job of another row is not taken from it`() async throws {
        let ids = try await ReconcileTests.reconcile(
            [ReconcileTests.entry("j-1", at: 1), ReconcileTests.entry("j-2", at: 1)]
        ) {
            _ = try await $0.accepted("j-1")
        }
        #expect(ids == ["j-2"])
    }

    @Test func `while the same is being sent nothing is taken, because the job may be that one's`()
        async throws
    {
        let ids = try await ReconcileTests.reconcile([ReconcileTests.entry("j-1", at: 1)]) { journal in
            _ = try await journal.begin()
        }
        #expect(ids == [nil])
    }

    @Test func `another credential is another submit`() async throws {
        let journal = try Journal()
        var request = TaskRequest.sample
        request.credential = "c-1"
        _ = try await journal.unknown(request)
        let entries = ["c-2", "c-1"].compactMap { (credential: String) in
            ListedJob(ReconcileTests.entry("of-\(credential)", at: 1, credential: credential))
        }
        let found = try await journal.adopt(entries, server: "test", at: ReconcileTests.start)
        #expect(found.map(\.id?.text) == ["of-c-1"])
    }

    @Test func `the list is read page by page, to the page that is too old`() async throws {
        let journal = try Journal()
        _ = try await journal.unknown()
        try await RawServer.answering { request in
            let page = request.path.contains("page=1&") ? 1 : request.path.contains("page=2&") ? 2 : 3
            let entries = [
                [ReconcileTests.entry("j-3", at: 200), ReconcileTests.entry("j-2", at: 190)],
                [ReconcileTests.entry("j-1", at: 1)], [ReconcileTests.entry("j-0", at: -500)],
            ]
            return ReconcileTests.list(entries[page - 1], page: page, of: 99)
        } body: { server in
            let store = JobStore(server, journal)
            let found = try await store.reconcile()
            #expect(found.map(\.id?.text) == ["j-1"])
            #expect(server.requests.count == 3)
            await store.client.shutdown()
        }
    }

    @Test func `a server without a list is asked once`() async throws {
        let journal = try Journal()
        _ = try await journal.unknown()
        try await RawServer.answering { _ in
            WaitTests.missing
        } body: { server in
            let store = JobStore(server, journal)
            for _ in 0..<3 {
                let found = try await store.reconcile()
                #expect(found.isEmpty)
            }
            #expect(server.requests.count == 1)
            let unknowns = try store.unknowns()
            #expect(unknowns.map(\.cost) == [2])
            await store.client.shutdown()
        }
    }

    @Test func `a list that cannot be read whole proves nothing`() async throws {
        let journal = try Journal()
        _ = try await journal.unknown()
        try await RawServer.answering { request in
            request.path.contains("page=1&")
                ? ReconcileTests.list([ReconcileTests.entry("j-1", at: 1)], of: 2) : answer("502 Bad", "")
        } body: { server in
            let store = JobStore(server, journal)
            let found = try await store.reconcile()
            #expect(found.isEmpty)
            let unknowns = try store.unknowns()
            #expect(unknowns.count == 1)
            await store.client.shutdown()
        }
    }

    @Test func `without unknowns nobody is asked`() async throws {
        let journal = try Journal()
        _ = try await journal.accepted("j-1")
        try await RawServer.answering { _ in
            WaitTests.missing
        } body: { server in
            let store = JobStore(server, journal)
            let found = try await store.reconcile()
            #expect(found.isEmpty)
            #expect(server.requests.isEmpty)
        }
    }
}

extension Journal {
    /// A submit with an unknown outcome.
    func unknown(_ request: TaskRequest = .sample, in slot: RunSlot? = nil) async throws -> Job {
        let now = Date(timeIntervalSince1970: 1_700_000_000)
        let job = try await claim(
            request, server: "test", price: 2, in: slot, replacing: nil, at: now
        ).job
        _ = try await record(.sending, of: job.number, at: now)
        return try await record(.unknown(why: "w"), of: job.number, at: now)
    }
}
