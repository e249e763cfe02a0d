import GRDB
import Synchronization

/// Commits what many tasks write at one moment together: one flush of the disk for all of them.
///
/// A write returns when it is on the disk. It is not cut short by cancellation, because what happened has happened.
final class CommitGroup: Sendable {
    private struct Write: Sendable {
        /// Runs it.
        let run: @Sendable (Database) -> Outcome
        /// Ends its wait when nothing is committed.
        let fail: @Sendable (any Error) -> Void
    }

    private struct Outcome: Sendable {
        let failure: (any Error)?
        /// Ends the wait once everything is committed.
        let end: @Sendable () -> Void
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
                    do {
                        let value = try CommitGroup.inSavepoint(db, body)
                        return Outcome(failure: nil) { waiter.resume(returning: value) }
                    } catch {
                        return Outcome(failure: error) { waiter.resume(throwing: error) }
                    }
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
        var outcomes: [Outcome] = []
        do {
            try db.inTransaction(.immediate) {
                for write in writes where db.isInsideTransaction { outcomes.append(write.run(db)) }
                return .commit
            }
            for outcome in outcomes { outcome.end() }
        } catch {
            let cause = CommitGroup.cause(of: error, outcomes.compactMap(\.failure))
            for write in writes { write.fail(cause) }
        }
    }

    /// A disk that fails under one write takes the whole transaction with it; what is said at the end is only that it is
    /// gone.
    private static func cause(of error: any Error, _ failures: [any Error]) -> any Error {
        guard (error as? DatabaseError)?.resultCode == .SQLITE_ABORT else { return error }
        let disk: [ResultCode] = [.SQLITE_IOERR, .SQLITE_FULL, .SQLITE_NOMEM]
        return failures.first { ($0 as? DatabaseError).map { disk.contains($0.resultCode) } ?? false }
            ?? error
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
