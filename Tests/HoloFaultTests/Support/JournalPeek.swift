import GRDB
import Glibc

/// The journal as it is in the file, before anyone opens it and draws conclusions.
struct JournalPeek: Sendable {
    struct Row: Sendable {
        let id: String?
        let state: String
        let params: String
        /// A row that was sent again has left its place in the run to another one.
        let isGivenUp: Bool
    }

    var rows: [Row] = []
    /// The ids of its runs, oldest first.
    var runs: [String] = []

    /// Empty where there is no journal yet, or none with tables.
    init(_ path: String) throws {
        guard access(path, R_OK) == 0 else { return }
        let queue = try DatabaseQueue(path: path)
        (rows, runs) = try queue.read { db in
            guard try db.tableExists("job"), try db.tableExists("run") else { return ([], []) }
            let rows = try GRDB.Row.fetchAll(
                db, sql: "SELECT id, state, params, occurrence FROM job ORDER BY number")
            return (
                rows.map { row in
                    Row(
                        id: row["id"], state: row["state"], params: row["params"],
                        isGivenUp: row["occurrence"] as Int? == nil)
                },
                try String.fetchAll(db, sql: "SELECT id FROM run ORDER BY number")
            )
        }
        try queue.close()
    }

    /// Submits that had begun and had no outcome.
    var inFlight: Int { rows.count { $0.state == "intent" || $0.state == "sending" } }

    func count(_ state: String) -> Int { rows.count { $0.state == state } }
}
