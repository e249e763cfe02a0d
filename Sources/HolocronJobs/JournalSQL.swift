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

    /// Brings no row where the journal holds one for this slot already.
    static let begin = """
        INSERT INTO job (server, action, params, credential, state, owner, attempts, price, cost, submitted,
            run, keys, identity, occurrence)
        VALUES (?, ?, ?, ?, 'intent', ?, 1, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (run, keys, identity, occurrence) WHERE occurrence IS NOT NULL DO NOTHING RETURNING *
        """

    static let beginAgain = """
        UPDATE job SET state = 'intent', owner = ?1, attempts = attempts + 1, price = ?2, cost = ?2,
            submitted = ?3, answered = NULL, request_id = NULL, error = NULL, why = NULL, finished = NULL
        WHERE number = ?4 AND state IN ('rejected', 'not_sent') RETURNING *
        """

    static let slot = """
        SELECT * FROM job WHERE run = ? AND keys = ? AND identity = ? AND occurrence = ?
        """

    /// Both parts are answered by an index alone, however large the results are.
    static let heldPlaces = """
        SELECT number, keys, identity, occurrence FROM job WHERE run = ?1 AND occurrence IS NOT NULL
            AND number IN (
                SELECT number FROM job WHERE run = ?1 AND state IN ('accepted', 'completed', 'failed'))
        """

    /// Leaves a slot to the row that is about to take the place of this one.
    static let leaveSlot =
        "UPDATE job SET occurrence = NULL WHERE number = ? AND state = 'unknown' AND occurrence IS NOT NULL"

    static let same = """
        SELECT * FROM job WHERE server = ? AND identity = ? AND submitted >= ?
            AND state IN ('accepted', 'completed') AND error IS NULL ORDER BY number DESC LIMIT 1
        """

    static let typical = """
        SELECT took FROM job WHERE server = ? AND action = ? AND took IS NOT NULL ORDER BY number DESC LIMIT 20
        """

    static let usualCost = """
        SELECT max(cost) FROM (SELECT cost FROM job WHERE server = ? AND action = ? AND took IS NOT NULL
            ORDER BY number DESC LIMIT 20)
        """

    static let unseen =
        "SELECT * FROM job WHERE server = ? AND seen = 0 ORDER BY number DESC LIMIT ?"

    static let unfinished =
        "SELECT * FROM job WHERE server = ? AND state = 'accepted' ORDER BY number DESC LIMIT ?"

    static let unfinishedCount = "SELECT count(*) FROM job WHERE server = ? AND state = 'accepted'"

    static let unknowns = "SELECT * FROM job WHERE server = ? AND state = 'unknown' ORDER BY number LIMIT ?"

    static let adopt = """
        INSERT INTO job (server, id, action, params, state, attempts, submitted)
        VALUES (?, ?, ?, '{}', 'accepted', 0, ?)
        ON CONFLICT (server, id) WHERE id IS NOT NULL DO UPDATE SET id = id RETURNING *
        """

    static let sending = "SELECT * FROM job WHERE state IN ('intent', 'sending') AND server = ?"

    /// Another row that has this id at the same server.
    static let claimed = """
        SELECT other.number FROM job JOIN job AS other ON other.server = job.server
        WHERE job.number = ?1 AND other.id = ?2 AND other.number <> ?1
        """

    static let noteBalance = """
        INSERT INTO balance (server, amount, seen) SELECT server, ?1, ?2 FROM job WHERE number = ?3
        ON CONFLICT (server) DO UPDATE SET amount = excluded.amount, seen = excluded.seen
        """

    static let newest = "SELECT * FROM job WHERE server = ? ORDER BY number DESC LIMIT ?"

    static let briefs = """
        SELECT id, action, state, submitted FROM job WHERE server = ? AND id IS NOT NULL
        ORDER BY number DESC LIMIT ?
        """

    static let numbered = "SELECT * FROM job WHERE number = ?"

    /// Takes the numbers as a JSON array.
    static let listed =
        "SELECT job.* FROM json_each(?) AS wanted CROSS JOIN job ON job.number = wanted.value"

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
            try set("state = 'sending', sent = ?", [now], number, from: ["intent"], db)
            try JournalEvent.requireChange(db)
        case .answering(let status, let requestID):
            try set("answered = ?, request_id = ?", [status, requestID], number, from: ["sending"], db)
        case .accepted(let id, let pollURL):
            let claimed = try db.cachedStatement(sql: JournalSQL.claimed)
            if let other = try Int64.fetchOne(claimed, arguments: [number, id.text]) {
                let why = "the server gave it the id of job \(other), \(id)"
                return try JournalEvent.unknown(why: why).execute(db, number: number, owner: owner, at: date)
            }
            try set(
                "state = 'accepted', id = ?, poll_url = ?, owner = NULL", [id.text, pollURL], number,
                from: ["sending", "unknown"], db)
            try JournalEvent.requireChange(db)
        case .rejected(let error):
            try set(
                "state = 'rejected', error = ?, cost = 0, owner = NULL, finished = ?", [error.column, now],
                number, from: ["sending"], db)
            if error.status == 402, let balance = error.balance {
                try db.execute(sql: JournalSQL.noteBalance, arguments: [balance, now, number])
            }
        case .notSent(let why):
            try set(
                "state = 'not_sent', why = ?, cost = 0, owner = NULL", [why], number,
                from: ["intent", "sending"], db)
        case .unknown(let why):
            try set("state = 'unknown', why = ?, owner = NULL", [why], number, from: ["sending"], db)
        case .again:
            try set(
                """
                state = 'intent', owner = ?, attempts = attempts + 1, cost = price, submitted = ?,
                answered = NULL, request_id = NULL, error = NULL, why = NULL, finished = NULL
                """, [owner, now], number, from: ["rejected", "not_sent"], db)
            try JournalEvent.requireChange(db)
        case .ended(let answer, let seen):
            try end(answer, seen, db, number, now)
        }
    }

    private func end(
        _ answer: JobAnswer, _ seen: Bool, _ db: Database, _ number: Int64, _ now: Int64
    ) throws {
        let before = ["sending", "accepted", "unknown"]
        switch answer {
        case .processing: return
        case .completed(let data, let credits, let took):
            let error = Payload(data).error?.column
            // A job that someone comes back to after an hour tells nothing of how long it ran.
            try set(
                """
                state = 'completed', result = ?, cost = coalesce(?, cost), error = ?, why = NULL,
                owner = NULL, finished = ?, seen = ?,
                took = coalesce(?, CASE WHEN ? - submitted < 3600000 THEN ? - submitted END)
                """, [data.encoded(), credits, error, now, seen ? now : 0, took, now, now], number,
                from: before, db)
        case .failed(let error):
            try set(
                "state = 'failed', error = ?, cost = 0, why = NULL, owner = NULL, finished = ?, seen = ?",
                [error.column, now, seen ? now : 0], number, from: ["accepted", "unknown"], db)
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
