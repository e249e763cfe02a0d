import GRDB

/// Which jobs a list shows.
struct JobFilter: Sendable {
    var page = 1
    var limit = 20
    /// `processing`, `completed` or `failed`; nil for all.
    var status: String?
    var site: String?
    /// Part of an action's id or of the parameters.
    var search: String?

    static let statuses = ["processing", "completed", "failed"]
}

struct JobRecords: Sendable {
    let jobs: [JobRecord]
    let total: Int
}

extension Store {
    func job(_ id: String) async throws -> JobRecord? {
        try await pool.read { db in
            try JobRecord.fetchOne(
                db.cachedStatement(sql: "SELECT * FROM job WHERE id = ?"), arguments: [id])
        }
    }

    /// One page of jobs, newest first.
    func jobs(_ filter: JobFilter) async throws -> JobRecords {
        let condition = filter.condition
        let offset = (filter.page - 1) * filter.limit
        return try await pool.read { db in
            let total = try Int.fetchOne(
                db, sql: "SELECT count(*) FROM job WHERE \(condition.sql)", arguments: condition.arguments)
            let jobs = try JobRecord.fetchAll(
                db, sql: "SELECT * FROM job WHERE \(condition.sql) ORDER BY number DESC LIMIT ? OFFSET ?",
                arguments: condition.arguments + [filter.limit, offset])
            return JobRecords(jobs: jobs, total: total ?? 0)
        }
    }
}

extension JobFilter {
    fileprivate var condition: (sql: String, arguments: StatementArguments) {
        var sql = ["1"]
        var arguments = StatementArguments()
        if let status {
            sql.append("CASE WHEN status IN ('queued', 'running') THEN 'processing' ELSE status END = ?")
            arguments += [status]
        }
        if let site {
            sql.append("site = ?")
            arguments += [site]
        }
        if let search {
            sql.append("(instr(action, ?) OR instr(params, ?))")
            arguments += [search, search]
        }
        return (sql.joined(separator: " AND "), arguments)
    }
}
