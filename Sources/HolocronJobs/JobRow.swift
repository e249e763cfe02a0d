import FoundationEssentials
import GRDB
import HolocronAPI
import OrderedCollections

extension Job {
    /// Compiled once: a batch asks for the same few statements again and again.
    static func all(_ db: Database, _ sql: String, _ arguments: StatementArguments) throws -> [Job] {
        try Row.fetchAll(try db.cachedStatement(sql: sql), arguments: arguments).map { try Job($0) }
    }

    /// The row that a statement is known to bring.
    static func one(_ db: Database, _ sql: String, _ arguments: StatementArguments) throws -> Job {
        guard let job = try all(db, sql, arguments).first else {
            throw DatabaseError(resultCode: .SQLITE_ERROR, message: "the job is not in the journal any more")
        }
        return job
    }

    private init(_ row: Row) throws {
        let state: String = row["state"]
        self.init(
            number: row["number"], server: row["server"], action: row["action"],
            params: try JSON(parsing: row["params"] as String),
            // An intent is as much on its way as what is being sent: people see no difference.
            state: state == "intent" ? .sending : State(rawValue: state) ?? .unknown,
            submitted: Date(milliseconds: row["submitted"]))
        id = (row["id"] as String?).flatMap { JobID($0) }
        pollURL = row["poll_url"]
        credential = row["credential"]
        result = try (row["result"] as String?).map { (text) throws(JSONError) in try JSON(parsing: text) }
        cost = row["cost"]
        error = try (row["error"] as String?).flatMap { try APIError(column: $0) }
        why = row["why"]
        finished = (row["finished"] as Int64?).map { Date(milliseconds: $0) }
        run = row["run"]
        keys = row["keys"]
        isInSlot = row["occurrence"] as Int64? != nil
        sent = (row["sent"] as Int64?).map { Date(milliseconds: $0) }
        isUnseen = (row["seen"] as Int64?) == 0
    }
}

extension APIError {
    /// One of the API's own shapes, so that it is read back like any other.
    var column: String {
        var named: [(String, JSON)] = [("code", .string(code)), ("message", .string(message))]
        if let connectURL { named.append(("connect_url", .string(connectURL))) }
        if let balance { named.append(("balance", .integer(Int64(balance)))) }
        if let required { named.append(("required", .integer(Int64(required)))) }
        if !missingFields.isEmpty {
            named.append(("missing_fields", .array(missingFields.map { .string($0) })))
        }
        if let details { named.append(("details", details)) }
        let error = JSON.object(.init(uniqueKeysWithValues: named))
        let column: JSON = [
            "status": .integer(Int64(status)), "request_id": requestID.map { .string($0) } ?? .null,
            "error": error,
        ]
        return column.encoded()
    }

    init?(column: String) throws {
        let json = try JSON(parsing: column)
        self.init(status: json["status"]?.integer ?? 0, body: json)
        requestID = json["request_id"]?.text
    }
}

extension Date {
    var milliseconds: Int64 { Int64((timeIntervalSince1970 * 1000).rounded()) }

    init(milliseconds: Int64) { self.init(timeIntervalSince1970: Double(milliseconds) / 1000) }
}
