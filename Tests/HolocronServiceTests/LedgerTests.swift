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
            let id = try #require(try await Self.submit(store))
            #expect(try await store.balance() == 1)
            _ = try await store.lease(upTo: 8)
            try await store.fail(id, .pageNotLoaded)
            #expect(try await store.balance() == 3)
            await #expect(throws: DatabaseError.self) { try await store.fail(id, .pageNotLoaded) }
            await #expect(throws: DatabaseError.self) { try await store.complete(id, result: "{}") }
            #expect(try await store.balance() == 3)
        }
    }

    @Test func `a job that completed is not refunded`() async throws {
        try await Self.withStore { store in
            let id = try #require(try await Self.submit(store))
            _ = try await store.lease(upTo: 8)
            try await store.complete(id, result: "{}")
            await #expect(throws: DatabaseError.self) { try await store.fail(id, .pageNotLoaded) }
            #expect(try await store.balance() == 1)
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
