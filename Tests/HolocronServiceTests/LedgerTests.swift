import GRDB
import HolocronAPI
import Testing

@testable import HolocronService

/// The money rules, in the schema and through the sockets.
struct LedgerTests {
    private static func withStore(_ body: (Store) async throws -> Void) async throws {
        try await withFolder { folder in
            let place = try DataFolder(dataFile: folder + "/ledger.sqlite")
            let store = try Store(path: place.dataFile)
            _ = try await store.open(ServiceOptions(credits: 3), sites: [])
            try await body(store)
            store.close()
        }
    }

    private static let job = NewJob(site: "s", action: "a", params: "{}", credential: nil, price: 2)

    private static func submit(_ store: Store) async throws -> String? {
        guard case .accepted(let id) = try await store.submit(job) else { return nil }
        return id
    }

    @Test func `a job is debited once and a failure refunded once`() async throws {
        try await Self.withStore { store in
            _ = try #require(try await Self.submit(store))
            #expect(try await store.balance() == 1)
            let job = try #require(try await store.lease(upTo: 8).first)
            try await store.fail(job, .pageNotLoaded)
            #expect(try await store.balance() == 3)
            try await store.fail(job, .pageNotLoaded)
            try await store.complete(job, result: "{}")
            #expect(try await store.balance() == 3)
            #expect(try await store.job(job.id)?.publicStatus == "failed")
        }
    }

    @Test func `a job that completed is not refunded`() async throws {
        try await Self.withStore { store in
            _ = try #require(try await Self.submit(store))
            let job = try #require(try await store.lease(upTo: 8).first)
            try await store.complete(job, result: "{}")
            try await store.fail(job, .pageNotLoaded)
            #expect(try await store.balance() == 1)
            #expect(try await store.job(job.id)?.result == "{}")
        }
    }

    @Test func `a worker whose lease ran out has lost its job to the next one`() async throws {
        try await Self.withStore { store in
            _ = try #require(try await Self.submit(store))
            let first = try #require(try await store.lease(upTo: 8).first)
            #expect(try await store.lease(upTo: 8).isEmpty)
            try await store.expireLeases()
            let second = try #require(try await store.lease(upTo: 8).first)
            #expect(second.id == first.id && second.attempts == 2)
            try await store.complete(first, result: #"{"by":"first"}"#)
            #expect(try await store.job(first.id)?.publicStatus == "processing")
            try await store.complete(second, result: #"{"by":"second"}"#)
            #expect(try await store.job(first.id)?.result == #"{"by":"second"}"#)
        }
    }

    @Test func `a job that three workers lost fails and is refunded`() async throws {
        try await Self.withStore { store in
            let id = try #require(try await Self.submit(store))
            for _ in 0..<3 {
                #expect(try await store.lease(upTo: 8).count == 1)
                try await store.expireLeases()
            }
            #expect(try await store.lease(upTo: 8).isEmpty)
            #expect(try await store.job(id)?.failure?.message == JobFailure.leaseLost.message)
            #expect(try await store.balance() == 3)
        }
    }

    @Test func `a submit that the balance does not cover leaves no job`() async throws {
        try await Self.withStore { store in
            _ = try await Self.submit(store)
            #expect(try await Self.submit(store) == nil)
            #expect(try await store.jobs(JobFilter()).total == 1)
        }
    }

    @Test(arguments: [
        "UPDATE ledger SET amount = 0",
        "DELETE FROM ledger",
        "INSERT INTO ledger (kind, amount, balance, created) VALUES ('grant', 5, 5, 0)",
        "INSERT INTO ledger (kind, amount, balance, created) VALUES ('grant', -5, -4, 0)",
        "INSERT INTO ledger (kind, job, amount, balance, created) SELECT 'debit', id, -2, -1, 0 FROM job",
        "INSERT INTO ledger (kind, job, amount, balance, created) SELECT 'debit', id, -1, 0, 0 FROM job",
        "INSERT INTO ledger (kind, job, amount, balance, created) SELECT 'refund', id, 2, 3, 0 FROM job",
        "INSERT INTO ledger (kind, job, amount, balance, created) VALUES ('debit', 'none', -1, 0, 0)",
        "UPDATE job SET status = 'completed'",
        "UPDATE job SET params = '{'",
    ])
    func `the schema refuses what no code should do`(sql: String) async throws {
        try await Self.withStore { store in
            _ = try #require(try await Self.submit(store))
            await #expect(throws: DatabaseError.self) {
                try await store.pool.write { db in try db.execute(sql: sql) }
            }
            #expect(try await store.balance() == 1)
        }
    }

    @Test func `of many submits at once only as many as the credits cover are accepted`() async throws {
        try await withService(ServiceOptions(credits: 3)) { service in
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<64 { group.addTask { try await service.submitProfile("slow-60").status } }
                return try await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
            }
            #expect(statuses == [202: 1, 402: 63])
            #expect(try await service.service.balance() == 1)
        }
    }

    @Test func `everything adds up after a crowd of jobs of all kinds`() async throws {
        try await withService(ServiceOptions(credits: 100)) { service in
            let slugs = (1...12).map { "person-\($0)" } + ["missing", "broken", "missing-too", "hostile"]
            let used = try await withThrowingTaskGroup(of: Int.self) { group in
                for slug in slugs {
                    group.addTask {
                        let end = try await service.end(of: try await service.submitProfile(slug))
                        return try end.json["credits_used"]?.integer ?? 0
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(used == 26)
            #expect(try await service.service.balance() == 74)
        }
    }
}

extension Store {
    /// As if the workers had been gone for longer than a lease.
    fileprivate func expireLeases() async throws {
        try await write { db in try db.execute(sql: "UPDATE job SET leased = 0 WHERE status = 'running'") }
    }
}
