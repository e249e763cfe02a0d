import GRDB
import HolocronAPI

/// What jobs wrote on the demo web: carts and bookings, kept in the data file.
struct DemoRecords: Sendable {
    let store: Store

    /// Adds a record to a shelf and gives its number; for a job that has written already, the number it got then.
    @discardableResult
    func add(_ shelf: String, _ value: JSON, by job: String?) async throws -> Int64 {
        try await store.write { db in
            try db.execute(
                sql: """
                    INSERT INTO demo_record (shelf, job, value) VALUES (?, (SELECT id FROM job WHERE id = ?), ?)
                    ON CONFLICT (job) DO NOTHING
                    """, arguments: [shelf, job, value.encoded()])
            let known = try Int64.fetchOne(
                db, sql: "SELECT number FROM demo_record WHERE job = ?", arguments: [job])
            return known ?? db.lastInsertedRowID
        }
    }

    /// The records of a shelf, oldest first.
    func all(_ shelf: String) async throws -> [JSON] {
        try await store.pool.read { db in
            try String.fetchAll(
                db, sql: "SELECT value FROM demo_record WHERE shelf = ? ORDER BY number", arguments: [shelf]
            ).map { try JSON(parsing: $0) }
        }
    }
}
