import GRDB
import Testing

@testable import HolocronService

/// Writes that are committed together.
struct WriteGroupTests {
    private static func withStore(_ body: (Store) async throws -> Void) async throws {
        try await withFolder { folder in
            let store = try Store(path: try DataFolder(dataFile: folder + "/group.sqlite").dataFile)
            try await store.write { db in try db.execute(sql: "CREATE TABLE note (number INTEGER UNIQUE)") }
            try await body(store)
            store.close()
        }
    }

    private static func numbers(_ store: Store) async throws -> [Int] {
        try await store.pool.read { try Int.fetchAll($0, sql: "SELECT number FROM note ORDER BY number") }
    }

    @Test func `one that fails takes back its own statements and nobody else's`() async throws {
        try await Self.withStore { (store) async throws in
            let failed = await withTaskGroup(of: Bool.self) { group in
                for number in 0..<200 {
                    group.addTask {
                        do {
                            try await store.write(durably: number % 3 > 0) { db in
                                try db.run("INSERT INTO note VALUES (?)", [number])
                                // Every tenth says what is there already.
                                if number % 10 == 0 { try db.run("INSERT INTO note VALUES (?)", [number]) }
                            }
                            return false
                        } catch {
                            return true
                        }
                    }
                }
                return await group.reduce(0) { $1 ? $0 + 1 : $0 }
            }
            #expect(failed == 20)
            #expect(try await Self.numbers(store) == (0..<200).filter { $0 % 10 > 0 })
        }
    }

    @Test func `what need not be durable is written too while submits pour in`() async throws {
        try await Self.withStore { (store) async throws in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for client in 0..<8 {
                    group.addTask {
                        for round in 0..<100 {
                            let number = client * 100 + round
                            try await store.write(durably: client > 0) { db in
                                try db.run("INSERT INTO note VALUES (?)", [number])
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await Self.numbers(store) == Array(0..<800))
        }
    }
}
