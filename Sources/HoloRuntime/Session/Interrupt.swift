import Synchronization

/// Ctrl-C, counted. A signal handler raises it; whoever runs a program acts on it and clears it.
package final class Interrupt: Sendable {
    private let raised = Atomic<Int>(0)
    private let cleared = Atomic<Int>(0)

    package init() {}

    /// Safe to call from a signal handler.
    package func raise() { raised.add(1, ordering: .relaxed) }

    /// The program that was meant has ended.
    package func clear() { cleared.store(count, ordering: .relaxed) }

    /// How often it was raised.
    var count: Int { raised.load(ordering: .relaxed) }

    package var isPending: Bool { count != cleared.load(ordering: .relaxed) }

    /// - Throws: ``Stop/interrupted`` from the first Ctrl-C on.
    package func check() throws(Stop) {
        if isPending { throw .interrupted }
    }
}
