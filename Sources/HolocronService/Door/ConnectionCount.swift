import Synchronization

/// How many connections are open.
final class ConnectionCount: Sendable {
    /// More are told to come back.
    static let limit = 256
    /// More are closed at once, so that even those who are told take little memory.
    static let hardLimit = 1024

    private let count = Atomic<Int>(0)

    /// One more; the count with it.
    func open() -> Int { count.add(1, ordering: .relaxed).newValue }

    func close() { count.subtract(1, ordering: .relaxed) }
}
