import FoundationEssentials
import GRDB
import HolocronAPI
import OrderedCollections

extension Job {
    /// Compiled once: a batch asks for the same few statements again and again.
    static func all(_ db: Database, _ sql: String, _ arguments: StatementArguments) throws -> [Job] {
        let rows = try Row.fetchCursor(try db.cachedStatement(sql: sql), arguments: arguments)
        var jobs: [Job] = []
        while let row = try rows.next() { jobs.append(try Job(row)) }
        return jobs
    }

    /// The row that a statement is known to bring.
    static func one(_ db: Database, _ sql: String, _ arguments: StatementArguments) throws -> Job {
        guard let job = try all(db, sql, arguments).first else {
            throw DatabaseError(resultCode: .SQLITE_ERROR, message: "the job is not in the journal any more")
        }
        return job
    }

    /// The columns of the table, in its order: to look for them by name takes longer than to read them.
    enum Column: Int, CaseIterable {
        case number, server, id, pollURL, action, params, credential, state, owner, attempts, answered
        case requestID, price, cost, result, error, why, submitted, finished, run, keys, identity, occurrence
        case sent, took, seen
    }

    private init(_ row: Row) throws {
        func value<Value: DatabaseValueConvertible & StatementColumnConvertible>(_ column: Column) -> Value {
            row[column.rawValue]
        }
        func optional<Value: DatabaseValueConvertible & StatementColumnConvertible>(
            _ column: Column
        ) -> Value? { row[column.rawValue] }
        func text(_ column: Column) -> String? { optional(column) }
        func date(_ column: Column) -> Date? { optional(column).map { Date(milliseconds: $0) } }
        let state: String = value(.state)
        self.init(
            number: value(.number), server: value(.server), action: value(.action),
            params: try JSON(parsing: value(.params) as String),
            // An intent is as much on its way as what is being sent: people see no difference.
            state: state == "intent" ? .sending : State(rawValue: state) ?? .unknown,
            submitted: Date(milliseconds: value(.submitted)))
        id = text(.id).flatMap { JobID($0) }
        pollURL = text(.pollURL)
        credential = text(.credential)
        result = try text(.result).map { (text) throws(JSONError) in try JSON(parsing: text) }
        cost = optional(.cost)
        error = try text(.error).flatMap { try APIError(column: $0) }
        why = text(.why)
        finished = date(.finished)
        run = text(.run)
        keys = text(.keys)
        isInSlot = (optional(.occurrence) as Int64?) != nil
        sent = date(.sent)
        isUnseen = (optional(.seen) as Int64?) == 0
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
