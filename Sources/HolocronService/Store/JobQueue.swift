import GRDB

extension Store {
    /// Longer than a page may take, so that a lease that ran out belongs to a worker that is gone.
    static let leaseTime: Milliseconds = 150_000
    private static let oneHour: Milliseconds = 3_600_000
    private static let attemptLimit = 3

    /// Takes the oldest queued jobs, as many as keep `limit` running.
    ///
    /// - Parameter isThorough: Whether leases that ran out and jobs that are too old are looked for first.
    func lease(upTo limit: Int, isThorough: Bool = true) async throws -> [JobRecord] {
        try await write(durably: false) { db in
            if isThorough { try Store.giveBack(db) }
            let now = Milliseconds.now
            let statement = try db.cachedStatement(
                sql: """
                    UPDATE job SET status = 'running', attempts = attempts + 1, started = ?, leased = ?
                    WHERE number IN (
                        SELECT number FROM job WHERE status = 'queued' ORDER BY number
                        LIMIT max(0, ? - (SELECT count(*) FROM job WHERE status = 'running')))
                    RETURNING *
                    """)
            return try JobRecord.fetchAll(statement, arguments: [now, now + Store.leaseTime, limit])
        }
    }

    /// Writes the result; nothing when another attempt has the job by now.
    func complete(_ job: JobRecord, result: String) async throws {
        try await write(durably: false) { db in
            try db.run(
                """
                UPDATE job SET status = 'completed', result = ?, finished = ?
                WHERE id = ? AND status = 'running' AND attempts = ?
                """, [result, Milliseconds.now, job.id, job.attempts])
        }
    }

    /// The failure and its refund, or neither; nothing when another attempt has the job by now.
    func fail(_ job: JobRecord, _ failure: JobFailure) async throws {
        try await write(durably: false) { db in
            let attempt = try Int.fetchOne(
                db, sql: "SELECT attempts FROM job WHERE id = ? AND status = 'running'", arguments: [job.id])
            guard attempt == job.attempts else { return }
            try Store.fail(job.id, failure, db)
        }
    }

    /// Puts back what was running, once nothing is: after an orderly stop the attempt does not count.
    func releaseRunning(countsAttempt: Bool) async throws {
        try await write { db in
            try db.run(
                "UPDATE job SET status = 'queued', attempts = attempts - ? WHERE status = 'running'",
                [countsAttempt ? 0 : 1])
            try Store.failEach("status = 'queued' AND attempts >= ?", [Store.attemptLimit], .interrupted, db)
        }
    }
}

extension Store {
    private static func fail(_ id: String, _ failure: JobFailure, _ db: Database) throws {
        try db.run(
            """
            UPDATE job SET status = 'failed', error_code = ?, error_message = ?, finished = ? WHERE id = ?
            """, [failure.code, failure.message, Milliseconds.now, id])
        let debit = try Int.fetchOne(
            db, sql: "SELECT amount FROM ledger WHERE job = ? AND kind = 'debit'", arguments: [id])
        try Ledger.add(.refund, -(debit ?? 0), job: id, db)
    }

    /// Jobs of workers that are gone are queued again, or fail when that happened too often; so do jobs that are too old.
    private static func giveBack(_ db: Database) throws {
        let now = Milliseconds.now
        let isLost = "status = 'running' AND leased < ?"
        try failEach("\(isLost) AND attempts >= ?", [now, attemptLimit], .leaseLost, db)
        try db.run("UPDATE job SET status = 'queued' WHERE \(isLost)", [now])
        try failEach("status IN ('queued', 'running') AND created < ?", [now - oneHour], .tooOld, db)
    }

    private static func failEach(
        _ condition: String, _ arguments: StatementArguments, _ failure: JobFailure, _ db: Database
    ) throws {
        let ids = try String.fetchAll(
            db.cachedStatement(sql: "SELECT id FROM job WHERE \(condition)"), arguments: arguments)
        for id in ids { try fail(id, failure, db) }
    }
}
