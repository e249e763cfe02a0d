import GRDB

/// Credits: entries are added and never changed; the last one carries the balance.
///
/// What may be entered is decided by the constraints and triggers of ``Schema``.
enum Ledger {
    enum Kind: String { case grant, debit, refund }

    static func balance(_ db: Database) throws -> Int {
        try Int.fetchOne(db, sql: "SELECT balance FROM ledger ORDER BY number DESC LIMIT 1") ?? 0
    }

    static func add(_ kind: Kind, _ amount: Int, job: String?, _ db: Database) throws {
        try db.execute(
            sql: "INSERT INTO ledger (kind, job, amount, balance, created) VALUES (?, ?, ?, ?, ?)",
            arguments: [kind.rawValue, job, amount, try balance(db) + amount, Milliseconds.now])
    }
}

extension Store {
    func balance() async throws -> Int {
        try await pool.read { db in try Ledger.balance(db) }
    }
}
