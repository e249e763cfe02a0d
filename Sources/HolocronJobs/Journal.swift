import FoundationEssentials
import GRDB
import HolocronAPI
import HolocronClient
import Synchronization

/// Every submit and what became of it, in one SQLite file that several processes may share.
///
/// A write is on the disk when it returns (`synchronous=FULL`). Source: design §6.
public final class Journal: Sendable {
    private struct Connection {
        let queue: DatabaseQueue
        let group: CommitGroup
        /// The disk failed under it: what SQLite holds in memory may not be what is in the file.
        var isBroken = false

        init(_ queue: DatabaseQueue) {
            self.queue = queue
            group = CommitGroup(queue)
        }
    }

    private let connection: Mutex<Connection>
    private let owners: Owners?
    private let path: String

    /// Opens the journal, or makes it: the file 0600, folders that are missing 0700.
    ///
    /// A file that a newer holo wrote, and one that is not a journal, are refused and left as they are.
    public init(path: String) throws(JournalError) {
        try JournalFile.prepare(path)
        let owners = try Owners(path: path + "-owners")
        let queue = try owners.alone { () throws(JournalError) in try Journal.open(path) }
        self.path = path
        self.owners = owners
        connection = Mutex(Connection(queue))
        try settleAbandoned()
    }

    /// A journal in memory, for tests and trials: it is gone with this object.
    public init() throws(JournalError) {
        path = "in memory"
        owners = nil
        connection = Mutex(Connection(try Journal.open(nil)))
    }

    private static func open(_ path: String?) throws(JournalError) -> DatabaseQueue {
        var configuration = Configuration()
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        let migrator = JournalSchema.migrator
        do {
            guard let path else {
                let queue = try DatabaseQueue(configuration: configuration)
                try migrator.migrate(queue)
                return queue
            }
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            guard try !queue.read(migrator.hasBeenSuperseded) else { throw JournalError.newer(path: path) }
            try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
            try migrator.migrate(queue)
            return queue
        } catch {
            throw JournalError(error, path: path ?? "in memory")
        }
    }

    /// The column `owner` of what this journal sends.
    var owner: Int64 { owners?.own ?? 0 }

    func read<Value>(_ body: (Database) throws -> Value) throws(JournalError) -> Value {
        let queue = try usable().queue
        do {
            return try queue.read(body)
        } catch {
            throw failure(error, of: queue)
        }
    }

    func write<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(JournalError) -> Value {
        let connection = try usable()
        do {
            return try await connection.group.write(body)
        } catch {
            throw failure(error, of: connection.queue)
        }
    }

    /// The connection, opened again where the disk failed under the last one.
    private func usable() throws(JournalError) -> Connection {
        try connection.withLock { (connection) throws(JournalError) in
            if connection.isBroken, owners != nil { connection = Connection(try Journal.open(path)) }
            return connection
        }
    }

    /// After a failed flush nobody knows what is on the disk: that connection is not asked again.
    private func failure(_ error: any Error, of queue: DatabaseQueue) -> JournalError {
        if (error as? DatabaseError)?.resultCode == .SQLITE_IOERR {
            connection.withLock { if $0.queue === queue { $0.isBroken = true } }
        }
        return JournalError(error, path: path)
    }

    /// What a process that is gone was sending is settled by what it had written down.
    func settleAbandoned() throws(JournalError) {
        guard let owners else { return }
        let strangers = try read {
            try Int64.fetchAll(try $0.cachedStatement(sql: JournalSQL.owners), arguments: [owners.own])
        }
        let gone = strangers.filter { !owners.isAlive($0) }
        guard !gone.isEmpty else { return }
        let queue = try usable().queue
        do {
            try queue.write { db in
                for owner in gone { try db.execute(sql: JournalSQL.abandon, arguments: [owner, owner]) }
            }
        } catch {
            throw failure(error, of: queue)
        }
    }

    /// What SQLite finds wrong in the file, a line each; empty where it is sound. Reads all of it.
    public func faults() throws(JournalError) -> [String] {
        try read { try String.fetchAll($0, sql: "PRAGMA integrity_check(10)") }.filter { $0 != "ok" }
    }

    /// Whether the process that wrote this owner is still there.
    func isAlive(_ owner: Int64) -> Bool { owners?.isAlive(owner) ?? (owner == self.owner) }
}

extension JournalError {
    init(_ error: any Error, path: String) {
        guard let error = error as? DatabaseError else {
            self = error as? JournalError ?? .failed(path: path, why: "\(error)")
            return
        }
        let why = error.message ?? "SQLite error \(error.extendedResultCode.rawValue)"
        switch error.resultCode {
        case .SQLITE_FULL: self = .full(path: path)
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy(path: path)
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .corrupt(path: path)
        case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_IOERR:
            self = .unwritable(path: path, why: why)
        default: self = .failed(path: path, why: why)
        }
    }
}
