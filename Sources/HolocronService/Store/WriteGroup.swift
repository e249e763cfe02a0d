import GRDB
import NIOCore
import NIOPosix
import Synchronization

/// Commits what many tasks write at one moment together: one flush of the disk for all of them.
final class WriteGroup: Sendable {
    fileprivate struct Write: Sendable {
        /// Whether it has to be on the disk before its writer goes on.
        let isDurable: Bool
        /// Runs it, maybe more than once, and gives what ends its wait once everything is committed.
        let run: @Sendable (Database) throws -> (@Sendable () -> Void)
        let fail: @Sendable (any Error) -> Void
    }

    fileprivate struct State {
        var waiting: [Write] = []
        /// Whether the writer of the pool was called and has not come yet.
        var isCalled = false
        /// Whether what need not be durable waits for company.
        var isLingering = false
        var stream = Stream()
    }

    /// How long a write that need not be durable waits for company while many are written that have to be.
    private static let patience = TimeAmount.milliseconds(20)

    private let pool: DatabasePool
    private let state = Mutex(State())
    // Read and changed by the one writer of the pool only.
    private let flushes = Mutex(true)

    init(_ pool: DatabasePool) { self.pool = pool }

    /// - Parameter body: Writes, and nothing else: when another write of the group throws, it is run again.
    func write<Value: Sendable>(
        durably isDurable: Bool, _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { waiter in
            add(
                Write(
                    isDurable: isDurable,
                    run: { db in
                        let value = try body(db)
                        return { waiter.resume(returning: value) }
                    }, fail: { waiter.resume(throwing: $0) }))
        }
    }

    private func add(_ write: Write) {
        let (calls, lingers) = state.withLock { state in
            state.waiting.append(write)
            if write.isDurable { state.stream.note() }
            if write.isDurable || !state.stream.isDense { return (state.call(), false) }
            defer { state.isLingering = true }
            return (false, !state.isLingering)
        }
        if calls { callWriter() }
        if lingers { linger() }
    }

    private func linger() {
        MultiThreadedEventLoopGroup.singleton.any().scheduleTask(in: WriteGroup.patience) {
            let calls = self.state.withLock { state in
                state.isLingering = false
                return !state.waiting.isEmpty && state.call()
            }
            if calls { self.callWriter() }
        }
    }

    /// Whether submits follow one another so closely that other work should wait for them.
    var isBusy: Bool { state.withLock(\.stream.isDense) }

    private func callWriter() { pool.asyncWriteWithoutTransaction { self.commit($0) } }
}

extension WriteGroup {
    private func commit(_ db: Database) {
        let writes = state.withLock { $0.take() }
        guard !writes.isEmpty else { return }
        do {
            for end in try commit(writes, db) { end() }
        } catch {
            if writes.count > 1 { return commitEach(writes, db) }
            for write in writes { write.fail(error) }
        }
    }

    /// One that throws takes back its own statements and nobody else's.
    private func commitEach(_ writes: [Write], _ db: Database) {
        for write in writes {
            do {
                for end in try commit([write], db) { end() }
            } catch {
                write.fail(error)
            }
        }
    }

    private func commit(_ writes: [Write], _ db: Database) throws -> [@Sendable () -> Void] {
        try flush(writes.contains(where: \.isDurable), db)
        var ends: [@Sendable () -> Void] = []
        try db.inTransaction(.immediate) {
            ends = try writes.map { try $0.run(db) }
            return .commit
        }
        return ends
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

extension WriteGroup.State {
    /// Whether the writer has to be called.
    fileprivate mutating func call() -> Bool {
        defer { isCalled = true }
        return !isCalled
    }

    /// What is written now: what waits for company stays, unless it waited long enough or has none to wait for.
    fileprivate mutating func take() -> [WriteGroup.Write] {
        isCalled = false
        let stays = isLingering && stream.isDense
        defer { waiting = stays ? waiting.filter { !$0.isDurable } : [] }
        return stays ? waiting.filter(\.isDurable) : waiting
    }
}

/// How closely durable writes follow one another: a bucket with a hole, which is half full at 800 a second.
private struct Stream {
    private static let drain = TimeAmount.microseconds(1250)
    private static let size = 16.0

    private var last = NIODeadline.uptimeNanoseconds(0)
    private var noted = 0.0

    /// One more, now.
    mutating func note() {
        noted = min(Stream.size, level + 1)
        last = .now()
    }

    var isDense: Bool { level > Stream.size / 2 }

    private var level: Double {
        max(0, noted - Double((NIODeadline.now() - last).nanoseconds) / Double(Stream.drain.nanoseconds))
    }
}

extension Database {
    /// Runs a statement that is compiled once.
    func run(_ sql: String, _ arguments: StatementArguments) throws {
        try cachedStatement(sql: sql).execute(arguments: arguments)
    }
}
