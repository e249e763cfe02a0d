import GRDB

/// What a submit asks for, checked against the catalogue.
struct NewJob: Sendable {
    let site: String
    let action: String
    let params: String
    let credential: String?
    let price: Int
    /// Where the end of the job is posted to.
    var webhook: String?
    /// What the client calls this submit, so that sending it twice makes one job.
    var idempotency: Idempotency?

    struct Idempotency: Sendable {
        let key: String
        /// The body, in a form that is the same for the same request.
        let request: String
    }
}

enum Submission: Sendable {
    case accepted(id: String)
    /// The same submit was accepted before.
    case known(id: String)
    case insufficientCredits(balance: Int)
    /// The key belongs to another request.
    case otherRequest
}

extension Store {
    /// The job and its debit, or neither.
    func submit(_ job: NewJob) async throws -> Submission {
        try await write { db in
            if let known = try Store.known(job.idempotency, db) { return known }
            let balance = try Ledger.balance(db)
            guard balance >= job.price else { return .insufficientCredits(balance: balance) }
            return .accepted(id: try Store.add(job, balance, db))
        }
    }

    private static func add(_ job: NewJob, _ balance: Int, _ db: Database) throws -> String {
        let id = String.newID()
        let now = Milliseconds.now
        try db.run(
            """
            INSERT INTO job (id, site, action, params, credential, price, webhook, created)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """, [id, job.site, job.action, job.params, job.credential, job.price, job.webhook, now])
        try Ledger.add(.debit, -job.price, job: id, to: balance, db)
        if let credential = job.credential {
            try db.run("UPDATE credential SET used = ? WHERE id = ?", [now, credential])
        }
        if let idempotency = job.idempotency {
            try db.run(
                "INSERT INTO idempotency (key, request, job, created) VALUES (?, ?, ?, ?)",
                [idempotency.key, idempotency.request, id, now])
        }
        return id
    }

    private static func known(_ idempotency: NewJob.Idempotency?, _ db: Database) throws -> Submission? {
        guard let idempotency else { return nil }
        let row = try Row.fetchOne(
            db, sql: "SELECT request, job FROM idempotency WHERE key = ?", arguments: [idempotency.key])
        guard let row else { return nil }
        return row["request"] == idempotency.request ? .known(id: row["job"]) : .otherRequest
    }
}
