import FoundationEssentials
import GRDB
import HolocronAPI

/// The statements of the journal; each event is one.
enum JournalSQL {
    static let owners = "SELECT DISTINCT owner FROM job WHERE state IN ('intent', 'sending') AND owner <> ?"

    /// Settles what one process left behind; takes its owner twice.
    static let abandon = """
        UPDATE job SET state = 'not_sent', cost = 0, why = 'holo ended before it was sent'
            WHERE owner = ? AND state = 'intent';
        UPDATE job SET state = 'unknown', why = CASE
                WHEN answered IS NULL THEN 'holo ended before the answer came'
                ELSE 'holo ended while it read the answer, status ' || answered END
            WHERE owner = ? AND state = 'sending';
        """

    static let begin = """
        INSERT INTO job (server, action, params, credential, state, owner, attempts, price, cost, submitted)
        VALUES (?, ?, ?, ?, 'intent', ?, 1, ?, ?, ?) RETURNING *
        """

    static let adopt = """
        INSERT INTO job (server, id, action, params, state, attempts, submitted)
        VALUES (?, ?, ?, '{}', 'accepted', 0, ?)
        ON CONFLICT (server, id) WHERE id IS NOT NULL DO UPDATE SET id = id RETURNING *
        """

    static let newest = "SELECT * FROM job WHERE server = ? ORDER BY number DESC LIMIT ?"

    static let numbered = "SELECT * FROM job WHERE number = ?"

    static let identified = "SELECT * FROM job WHERE server = ? AND id = ?"

    /// `~` comes after every character that an id may have.
    static let named = """
        SELECT * FROM job WHERE server = ?1 AND (number = ?2 OR (id >= ?3 AND id < ?3 || '~'))
        ORDER BY number DESC LIMIT 20
        """
}

extension JournalEvent {
    /// The change that this event is to the row `number`; a row that has moved on already is left alone.
    ///
    /// Throws where that would leave a request or an id that the journal does not know of.
    func execute(_ db: Database, number: Int64, owner: Int64, at date: Date) throws {
        let now = date.milliseconds
        switch self {
        case .sending:
            try set("state = 'sending'", [], number, from: ["intent"], db)
            try JournalEvent.requireChange(db)
        case .answering(let status, let requestID):
            try set("answered = ?, request_id = ?", [status, requestID], number, from: ["sending"], db)
        case .accepted(let id, let pollURL):
            try set(
                "state = 'accepted', id = ?, poll_url = ?, owner = NULL", [id.text, pollURL], number,
                from: ["sending", "unknown"], db)
            try JournalEvent.requireChange(db)
        case .rejected(let error):
            try set(
                "state = 'rejected', error = ?, cost = 0, owner = NULL, finished = ?", [error.column, now],
                number, from: ["sending"], db)
        case .notSent(let why):
            try set(
                "state = 'not_sent', why = ?, cost = 0, owner = NULL", [why], number,
                from: ["intent", "sending"], db)
        case .unknown(let why):
            try set("state = 'unknown', why = ?, owner = NULL", [why], number, from: ["sending"], db)
        case .again:
            try set(
                """
                state = 'intent', owner = ?, attempts = attempts + 1, cost = price, answered = NULL,
                request_id = NULL, error = NULL, why = NULL, finished = NULL
                """, [owner], number, from: ["rejected", "not_sent"], db)
            try JournalEvent.requireChange(db)
        case .ended(let answer):
            try end(answer, db, number, now)
        }
    }

    private func end(_ answer: JobAnswer, _ db: Database, _ number: Int64, _ now: Int64) throws {
        let before = ["sending", "accepted", "unknown"]
        switch answer {
        case .processing: return
        case .completed(let data, let credits, _):
            let error = Payload(data).error?.column
            try set(
                """
                state = 'completed', result = ?, cost = coalesce(?, cost), error = ?, why = NULL,
                owner = NULL, finished = ?
                """, [data.encoded(), credits, error, now], number, from: before, db)
        case .failed(let error):
            try set(
                "state = 'failed', error = ?, cost = 0, why = NULL, owner = NULL, finished = ?",
                [error.column, now], number, from: ["accepted", "unknown"], db)
        }
    }

    private func set(
        _ change: String, _ values: StatementArguments, _ number: Int64, from states: [String], _ db: Database
    ) throws {
        let before = states.map { "'\($0)'" }.joined(separator: ", ")
        try db.execute(
            sql: "UPDATE job SET \(change) WHERE number = ? AND state IN (\(before))",
            arguments: values + [number])
    }

    private static func requireChange(_ db: Database) throws {
        guard db.changesCount == 1 else {
            throw DatabaseError(resultCode: .SQLITE_ABORT, message: "another program has changed the job")
        }
    }
}
