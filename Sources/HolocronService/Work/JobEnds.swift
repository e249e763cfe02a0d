import Synchronization

/// Tells those who wait for a job that it ended.
final class JobEnds: Sendable {
    private let waiting = Mutex<[String: [AsyncStream<Void>.Continuation]]>([:])

    /// A stream that ends when the job does.
    func end(of id: String) -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream<Void>.makeStream()
        waiting.withLock { $0[id, default: []].append(continuation) }
        return stream
    }

    func tell(_ id: String) {
        let waiting = waiting.withLock { $0.removeValue(forKey: id) }
        for continuation in waiting ?? [] { continuation.finish() }
    }
}
