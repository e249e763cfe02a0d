import GRDB

/// Credits: entries are added and never changed; the last one carries the balance.
///
/// What may be entered is decided by the constraints and triggers of ``Schema``.
enum Ledger {
    enum Kind: String { case grant, debit, refund }

    static func balance(_ db: Database) throws -> Int {
        let last = try db.cachedStatement(sql: "SELECT balance FROM ledger ORDER BY number DESC LIMIT 1")
        return try Int.fetchOne(last) ?? 0
    }

    /// - Parameter balance: The balance before, where it is known.
    static func add(
        _ kind: Kind, _ amount: Int, job: String?, to balance: Int? = nil, _ db: Database
    ) throws {
        try db.run(
            "INSERT INTO ledger (kind, job, amount, balance, created) VALUES (?, ?, ?, ?, ?)",
            [kind.rawValue, job, amount, try (balance ?? self.balance(db)) + amount, Milliseconds.now])
    }

    /// An entry as the dashboard shows it.
    struct Entry: Sendable, FetchableRecord {
        let number: Int
        let kind: String
        let job: String?
        let action: String?
        let amount: Int
        let balance: Int
        let created: Milliseconds

        init(row: Row) {
            number = row["number"]
            kind = row["kind"]
            job = row["job"]
            action = row["action"]
            amount = row["amount"]
            balance = row["balance"]
            created = row["created"]
        }
    }
}

extension Store {
    func balance() async throws -> Int {
        try await pool.read { db in try Ledger.balance(db) }
    }
    /// More credits, as an entry of their own.
    func grant(_ amount: Int) async throws {
        try await write { db in try Ledger.add(.grant, amount, job: nil, db) }
    }

    /// The newest entries first.
    func ledger(_ limit: Int) async throws -> [Ledger.Entry] {
        try await pool.read { db in
            try Ledger.Entry.fetchAll(
                db,
                sql: """
                    SELECT ledger.*, job.action FROM ledger LEFT JOIN job ON job.id = ledger.job
                    ORDER BY ledger.number DESC LIMIT ?
                    """, arguments: [limit])
        }
    }
}
