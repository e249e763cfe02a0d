import FoundationEssentials
import GRDB
import HolocronAPI

extension Journal {
    func beginRun(
        script: String, arguments: [String], text: String?, server: String, at date: Date
    ) async throws(JournalError) -> Run {
        let row = RunRow(
            server: server, script: script, arguments: JSON.array(arguments.map { .string($0) }).encoded(),
            text: text, owner: owner, started: date.milliseconds)
        let id = try await write { db in
            for _ in 0..<9 {
                let id = Run.newID()
                try db.execute(
                    sql: RunSQL.begin,
                    arguments: [id, row.server, row.script, row.arguments, row.text, row.owner, row.started])
                if db.changesCount == 1 { return id }
            }
            throw DatabaseError(resultCode: .SQLITE_ABORT, message: "there is no free name for a run")
        }
        return try read { db in try self.one(db, id) }
    }

    /// Takes a run up again in this process.
    func reopenRun(_ id: String) async throws(JournalError) -> Run? {
        let owner = owner
        try await write {
            try $0.execute(sql: RunSQL.reopen, arguments: [owner, id])
        }
        return try read { try self.runs($0, RunSQL.identified, [id]).first }
    }

    func finishRun(_ id: String, exit: Int32, ended: Bool, at date: Date) async throws(JournalError) {
        try await write {
            try $0.execute(sql: RunSQL.finish, arguments: [exit, date.milliseconds, ended, id])
        }
    }

    /// Newest first.
    func runs(of server: String, limit: Int) throws(JournalError) -> [Run] {
        try settleAbandoned()
        return try read { try self.runs($0, RunSQL.newest, [server, limit]) }
    }

    /// The newest that did not come to a good end and that no living process runs.
    func unfinishedRun(of server: String) throws(JournalError) -> Run? {
        try settleAbandoned()
        return try read { db in
            let rows = try Row.fetchCursor(db, sql: RunSQL.unfinished, arguments: [server])
            while let row = try rows.next() {
                let run = try self.run(db, row)
                if !run.isRunning { return run }
            }
            return nil
        }
    }

    /// By whole id or by the beginning of one; at most two.
    func runs(named text: String, of server: String) throws(JournalError) -> [Run] {
        try settleAbandoned()
        return try read { try self.runs($0, RunSQL.named, [server, text]) }
    }

    /// What the jobs of a run cost, those whose keys begin with `keys`.
    func spent(inRun id: String, keys: String) throws(JournalError) -> Int {
        try read {
            try Int.fetchOne($0, sql: RunSQL.spent, arguments: [id, keys]) ?? 0
        }
    }

    private func one(_ db: Database, _ id: String) throws -> Run {
        guard let run = try runs(db, RunSQL.identified, [id]).first else {
            throw DatabaseError(resultCode: .SQLITE_ERROR, message: "the run is not in the journal any more")
        }
        return run
    }

    private func runs(_ db: Database, _ sql: String, _ arguments: StatementArguments) throws -> [Run] {
        try Row.fetchAll(db, sql: sql, arguments: arguments).map { try self.run(db, $0) }
    }

    private func run(_ db: Database, _ row: Row) throws -> Run {
        let id: String = row["id"]
        var run = Run(
            id: id, script: row["script"],
            arguments: try JSON(parsing: row["arguments"] as String).items?.compactMap(\.text) ?? [],
            text: row["text"], server: row["server"], started: Date(milliseconds: row["started"]),
            finished: (row["finished"] as Int64?).map { Date(milliseconds: $0) }, exit: row["exit"],
            hasEnded: row["ended"],
            isRunning: (row["owner"] as Int64?).map { isAlive($0) } ?? false, jobs: [:], spent: 0)
        for row in try Row.fetchAll(db, sql: RunSQL.progress, arguments: [id]) {
            run.spent += row["spent"]
            let state: String = row["state"]
            let count: Int = row["jobs"]
            guard count > 0 else { continue }
            run.jobs[state == "intent" ? .sending : Job.State(rawValue: state) ?? .unknown, default: 0] +=
                count
        }
        return run
    }
}

private struct RunRow: Sendable {
    let server: String
    let script: String
    let arguments: String
    let text: String?
    let owner: Int64
    let started: Int64
}

extension Run {
    fileprivate static func newID() -> String {
        String((0..<8).map { _ in "0123456789abcdefghjkmnpqrstvwxyz".randomElement() ?? "0" })
    }
}

enum RunSQL {
    static let begin = """
        INSERT INTO run (id, server, script, arguments, text, owner, started) VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO NOTHING
        """
    static let reopen = "UPDATE run SET owner = ?, finished = NULL, exit = NULL, ended = 0 WHERE id = ?"
    static let finish = "UPDATE run SET owner = NULL, exit = ?, finished = ?, ended = ? WHERE id = ?"
    static let identified = "SELECT * FROM run WHERE id = ?"
    static let newest = "SELECT * FROM run WHERE server = ? ORDER BY number DESC LIMIT ?"
    static let unfinished =
        "SELECT * FROM run WHERE server = ? AND exit IS NOT 0 AND NOT ended ORDER BY number DESC"
    static let progress = """
        SELECT state, count(occurrence) AS jobs, coalesce(sum(cost), 0) AS spent FROM job WHERE run = ?
        GROUP BY state
        """
    /// `~` comes after every character of an id.
    static let named = """
        SELECT * FROM run WHERE server = ?1 AND id >= ?2 AND id < ?2 || '~' ORDER BY id = ?2 DESC LIMIT 2
        """
    static let spent = """
        SELECT sum(cost) FROM job WHERE run = ?1 AND substr(coalesce(keys, ''), 1, length(?2)) = ?2
        """
}
