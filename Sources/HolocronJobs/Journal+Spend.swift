import FoundationEssentials
import GRDB
import HolocronAPI

extension Journal {
    func spend(by group: SpendGroup, server: String, since date: Date) throws(JournalError) -> [SpendRow] {
        try settleAbandoned()
        let sql = SpendSQL.rows(by: group)
        let since = Int64(max(0, date.timeIntervalSince1970) * 1000)
        return try read { db in
            try Row.fetchAll(db, sql: sql, arguments: [server, since]).map { row in
                SpendRow(
                    name: row["name"], jobs: row["jobs"], spent: row["spent"], refunded: row["refunded"],
                    unknown: row["unknown"])
            }
        }
    }

    func balance(of server: String) throws(JournalError) -> SeenBalance? {
        try read { db in
            try Row.fetchOne(db, sql: SpendSQL.balance, arguments: [server]).map { row in
                SeenBalance(
                    amount: row["amount"], seen: Date(milliseconds: row["seen"]), chargedSince: row["charged"]
                )
            }
        }
    }

    func same(_ request: TaskRequest, server: String, since date: Date) throws(JournalError) -> Job? {
        try read {
            try Job.all($0, JournalSQL.same, [server, request.identity, date.milliseconds]).first
        }
    }

    /// How many milliseconds the last jobs of an action ran.
    func took(_ action: String, server: String) throws(JournalError) -> [Int64] {
        try read { try Int64.fetchAll($0, sql: JournalSQL.typical, arguments: [server, action]) }
    }

    /// The most that the last jobs of an action took.
    func usualCost(of action: String, server: String) throws(JournalError) -> Int? {
        try read { try Int.fetchOne($0, sql: JournalSQL.usualCost, arguments: [server, action]) }
    }

    func markSeen(_ numbers: [Int64], at date: Date) async throws(JournalError) {
        try await write { db in
            for number in numbers {
                try db.execute(
                    sql: "UPDATE job SET seen = ? WHERE number = ? AND seen = 0",
                    arguments: [date.milliseconds, number])
            }
        }
    }

    /// Runs a statement that takes a server and a limit.
    func all(_ sql: String, of server: String, limit: Int) throws(JournalError) -> [Job] {
        try settleAbandoned()
        return try read { try Job.all($0, sql, [server, limit]) }
    }

    func count(_ sql: String, of server: String) throws(JournalError) -> Int {
        try read { try Int.fetchOne($0, sql: sql, arguments: [server]) ?? 0 }
    }
}

enum SpendSQL {
    static func rows(by group: SpendGroup) -> String {
        let name =
            switch group {
            case .action: "action"
            case .day: "date(submitted / 1000, 'unixepoch', 'localtime')"
            case .run: "coalesce(run, '')"
            }
        let order = group == .day ? "name" : "spent + unknown DESC, name"
        return """
            SELECT \(name) AS name, count(*) AS jobs,
                coalesce(sum(cost) FILTER (WHERE state IN ('accepted', 'completed')), 0) AS spent,
                coalesce(sum(price) FILTER (WHERE state = 'failed'), 0) AS refunded,
                coalesce(sum(cost) FILTER (WHERE state = 'unknown'), 0) AS unknown
            FROM job WHERE server = ? AND submitted >= ?
                AND state IN ('accepted', 'completed', 'failed', 'unknown')
            GROUP BY 1 ORDER BY \(order)
            """
    }

    static let balance = """
        SELECT amount, seen, (
            SELECT coalesce(sum(cost), 0) FROM job WHERE job.server = balance.server
                AND coalesce(sent, submitted) > balance.seen AND state IN ('accepted', 'completed', 'unknown')
        ) AS charged FROM balance WHERE server = ?
        """
}
