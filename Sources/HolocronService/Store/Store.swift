import FoundationEssentials
import GRDB

/// The data file: settings, identities, jobs and the ledger.
struct Store: Sendable {
    let pool: DatabasePool
    private let group: WriteGroup

    init(path: String) throws(ServiceError) {
        var configuration = Configuration()
        configuration.label = "holocron"
        configuration.maximumReaderCount = 4
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { db in
            // A job that was answered with 202 is on the disk, with its debit.
            try db.execute(sql: "PRAGMA synchronous = FULL")
        }
        do {
            pool = try DatabasePool(path: path, configuration: configuration)
            try Schema.migrator.migrate(pool)
            group = WriteGroup(pool)
        } catch {
            throw .unusableDataFile(path: path, reason: Store.reason(error))
        }
    }

    /// Writes together with whatever else is written at this moment.
    ///
    /// - Parameter isDurable: Whether it is on the disk when this returns. What is not survives a kill all the same, and
    ///   is on the disk when the next durable write is.
    func write<Value: Sendable>(
        durably isDurable: Bool = true, _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        try await group.write(durably: isDurable, body)
    }

    func close() { try? pool.close() }

    /// What SQLite says, without the statement it was doing.
    static func reason(_ error: any Error) -> String {
        (error as? DatabaseError)?.message ?? "\(error)"
    }
}

extension Store {
    static func setting(_ name: String, _ db: Database) throws -> String? {
        try String.fetchOne(db, sql: "SELECT value FROM setting WHERE name = ?", arguments: [name])
    }

    static func set(_ name: String, _ value: String, _ db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO setting (name, value) VALUES (?, ?)
                ON CONFLICT (name) DO UPDATE SET value = excluded.value
                """, arguments: [name, value])
    }
}

/// A moment as the data file keeps it: milliseconds since 1970.
typealias Milliseconds = Int64

extension Milliseconds {
    static var now: Milliseconds { Milliseconds(Date().timeIntervalSince1970 * 1000) }

    /// `2026-11-24T05:44:39.120Z`
    var iso8601: String {
        Date(timeIntervalSince1970: Double(self) / 1000)
            .formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }
}

extension String {
    /// A new random UUID as the API writes it.
    static func newID() -> String { UUID().uuidString.lowercased() }
}
