import GRDB
import Synchronization

/// Commits what many tasks write at one moment together: one flush of the disk for all of them.
final class WriteGroup: Sendable {
    private struct Write: Sendable {
        /// Whether it has to be on the disk before its writer goes on.
        let isDurable: Bool
        /// Runs it and gives what ends its wait once everything is committed.
        let run: @Sendable (Database) -> (@Sendable () -> Void)
        let fail: @Sendable (any Error) -> Void
    }

    private let pool: DatabasePool
    private let waiting = Mutex<[Write]>([])
    // Read and changed by the one writer of the pool only.
    private let flushes = Mutex(true)

    init(_ pool: DatabasePool) { self.pool = pool }

    func write<Value: Sendable>(
        durably isDurable: Bool, _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { waiter in
            let write = Write(
                isDurable: isDurable,
                run: { db in
                    do {
                        let value = try db.saved(body)
                        return { waiter.resume(returning: value) }
                    } catch {
                        return { waiter.resume(throwing: error) }
                    }
                }, fail: { waiter.resume(throwing: $0) })
            let isFirst = waiting.withLock { waiting in
                waiting.append(write)
                return waiting.count == 1
            }
            if isFirst { pool.asyncWriteWithoutTransaction { self.commit($0) } }
        }
    }

    private func commit(_ db: Database) {
        let writes = waiting.withLock { waiting in
            defer { waiting = [] }
            return waiting
        }
        var ends: [@Sendable () -> Void] = []
        do {
            try flush(writes.contains(where: \.isDurable), db)
            try db.inTransaction(.immediate) {
                for write in writes where db.isInsideTransaction { ends.append(write.run(db)) }
                return .commit
            }
            for end in ends { end() }
        } catch {
            for write in writes { write.fail(error) }
        }
    }

    /// Whether the next commit waits for the disk; one that does takes those before it along.
    private func flush(_ isDurable: Bool, _ db: Database) throws {
        try flushes.withLock { flushes in
            guard flushes != isDurable else { return }
            try db.execute(sql: "PRAGMA synchronous = \(isDurable ? "FULL" : "NORMAL")")
            flushes = isDurable
        }
    }
}

extension Database {
    /// A body that throws takes back its own statements and nobody else's.
    fileprivate func saved<Value>(_ body: (Database) throws -> Value) throws -> Value {
        var value: Value?
        try inSavepoint {
            value = try body(self)
            return .commit
        }
        guard let value else { throw DatabaseError(resultCode: .SQLITE_ABORT) }
        return value
    }

    /// Runs a statement that is compiled once.
    func run(_ sql: String, _ arguments: StatementArguments) throws {
        try cachedStatement(sql: sql).execute(arguments: arguments)
    }
}
