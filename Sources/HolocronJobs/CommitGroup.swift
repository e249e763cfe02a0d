import GRDB
import Synchronization

/// Commits what many tasks write at one moment together: one flush of the disk for all of them.
///
/// A write returns when it is on the disk. It is not cut short by cancellation, because what happened has happened.
final class CommitGroup: Sendable {
    private struct Write: Sendable {
        /// Runs it and returns what ends its wait once everything is committed.
        let run: @Sendable (Database) -> @Sendable () -> Void
        /// Ends its wait when nothing is committed.
        let fail: @Sendable (any Error) -> Void
    }

    private let queue: DatabaseQueue
    private let waiting = Mutex<[Write]>([])

    init(_ queue: DatabaseQueue) { self.queue = queue }

    /// Writes that wait for their turn.
    var waitingCount: Int { waiting.withLock { $0.count } }

    func write<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { waiter in
            let write = Write(
                run: { db in
                    let result = Result { try CommitGroup.inSavepoint(db, body) }
                    return { waiter.resume(with: result) }
                },
                fail: { waiter.resume(throwing: $0) })
            add(write)
        }
    }

    private func add(_ write: Write) {
        let isFirst = waiting.withLock { waiting in
            waiting.append(write)
            return waiting.count == 1
        }
        if isFirst { queue.asyncWriteWithoutTransaction { self.commitWaiting($0) } }
    }

    private func commitWaiting(_ db: Database) {
        let writes = waiting.withLock { waiting in
            defer { waiting = [] }
            return waiting
        }
        do {
            var ends: [@Sendable () -> Void] = []
            try db.inTransaction(.immediate) {
                ends = writes.map { $0.run(db) }
                return .commit
            }
            for end in ends { end() }
        } catch {
            for write in writes { write.fail(error) }
        }
    }

    /// A write that fails takes back its own statements and nobody else's.
    private static func inSavepoint<Value>(_ db: Database, _ body: (Database) throws -> Value) throws -> Value
    {
        var value: Value?
        try db.inSavepoint {
            value = try body(db)
            return .commit
        }
        guard let value else { throw DatabaseError(resultCode: .SQLITE_ABORT) }
        return value
    }
}
