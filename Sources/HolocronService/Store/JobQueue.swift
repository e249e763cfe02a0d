import GRDB

/// What a submit asks for, checked against the catalogue.
struct NewJob: Sendable {
    let site: String
    let action: String
    let params: String
    let credential: String?
    let price: Int
}

enum Submission: Sendable {
    case accepted(id: String)
    case insufficientCredits(balance: Int)
}

extension Store {
    /// The job and its debit, or neither.
    func submit(_ job: NewJob) async throws -> Submission {
        try await pool.write { db in
            let balance = try Ledger.balance(db)
            guard balance >= job.price else { return .insufficientCredits(balance: balance) }
            let id = String.newID()
            let now = Milliseconds.now
            try db.execute(
                sql: """
                    INSERT INTO job (id, site, action, params, credential, price, created)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [id, job.site, job.action, job.params, job.credential, job.price, now])
            try Ledger.add(.debit, -job.price, job: id, db)
            if let credential = job.credential {
                try db.execute(
                    sql: "UPDATE credential SET used = ? WHERE id = ?", arguments: [now, credential])
            }
            return .accepted(id: id)
        }
    }

    /// Takes the oldest queued jobs, as many as keep `limit` running.
    func lease(upTo limit: Int) async throws -> [JobRecord] {
        try await pool.write { db in
            try Store.failOverdue(db)
            return try JobRecord.fetchAll(
                db,
                sql: """
                    UPDATE job SET status = 'running', attempts = attempts + 1, started = ?
                    WHERE number IN (
                        SELECT number FROM job WHERE status = 'queued' ORDER BY number
                        LIMIT max(0, ? - (SELECT count(*) FROM job WHERE status = 'running')))
                    RETURNING *
                    """, arguments: [Milliseconds.now, limit])
        }
    }

    func complete(_ id: String, result: String) async throws {
        try await pool.write { db in
            try db.execute(
                sql: "UPDATE job SET status = 'completed', result = ?, finished = ? WHERE id = ?",
                arguments: [result, Milliseconds.now, id])
        }
    }

    func fail(_ id: String, _ failure: JobFailure) async throws {
        try await pool.write { db in try Store.fail(id, failure, db) }
    }

    /// Puts back what was running, once nothing is: after an orderly stop the attempt does not count.
    func releaseRunning(countsAttempt: Bool) async throws {
        try await pool.write { db in
            try db.execute(
                sql: "UPDATE job SET status = 'queued', attempts = attempts - ? WHERE status = 'running'",
                arguments: [countsAttempt ? 0 : 1])
            try Store.failInterrupted(db)
        }
    }
}

extension Store {
    private static let oneHour: Milliseconds = 3_600_000
    private static let attemptLimit = 3

    /// The failure and its refund, or neither.
    private static func fail(_ id: String, _ failure: JobFailure, _ db: Database) throws {
        try db.execute(
            sql: """
                UPDATE job SET status = 'failed', error_code = ?, error_message = ?, finished = ? WHERE id = ?
                """, arguments: [failure.code, failure.message, Milliseconds.now, id])
        let debit = try Int.fetchOne(
            db, sql: "SELECT amount FROM ledger WHERE job = ? AND kind = 'debit'", arguments: [id])
        try Ledger.add(.refund, -(debit ?? 0), job: id, db)
    }

    private static func failOverdue(_ db: Database) throws {
        let overdue = try String.fetchAll(
            db, sql: "SELECT id FROM job WHERE status = 'queued' AND created < ?",
            arguments: [Milliseconds.now - oneHour])
        for id in overdue { try fail(id, .tooOld, db) }
    }

    /// A job that takes the process down with it is not tried for ever.
    private static func failInterrupted(_ db: Database) throws {
        let interrupted = try String.fetchAll(
            db, sql: "SELECT id FROM job WHERE status = 'queued' AND attempts >= ?", arguments: [attemptLimit]
        )
        for id in interrupted { try fail(id, .interrupted, db) }
    }
}
