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
            // KiB: jobs have random ids, so a submit touches pages anywhere in their index.
            try db.execute(sql: "PRAGMA cache_size = -16384")
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

    /// Whether submits follow one another so closely that other work should wait for them.
    var isBusy: Bool { group.isBusy }

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
    static func newID() -> String {
        var random = SystemRandomNumberGenerator()
        let version: UInt64 = 0x4000
        let high = random.next() & ~0xF000 | version
        let low = random.next() & ~(0b11 << 62) | 0b10 << 62
        return unsafe String(unsafeUninitializedCapacity: 36) { text in
            var place = 0
            for digit in 0..<32 {
                if [8, 12, 16, 20].contains(digit) {
                    unsafe text[place] = UInt8(ascii: "-")
                    place += 1
                }
                let half = digit < 16 ? high : low
                let value = UInt8(truncatingIfNeeded: half >> UInt64(60 - digit % 16 * 4)) & 0xF
                unsafe text[place] = value < 10 ? 0x30 + value : 0x57 + value
                place += 1
            }
            return place
        }
    }
}
