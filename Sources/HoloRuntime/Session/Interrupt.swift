import Synchronization

/// Ctrl-C, counted. A signal handler raises it; whoever runs a program acts on it and clears it.
package final class Interrupt: Sendable {
    private let raised = Atomic<Int>(0)
    private let cleared: Atomic<Int>
    /// What interrupts more than this one does, and this one with it.
    private let outer: Interrupt?

    package init(within outer: Interrupt? = nil) {
        self.outer = outer
        cleared = Atomic(outer?.cleared.load(ordering: .relaxed) ?? 0)
    }

    /// Safe to call from a signal handler.
    package func raise() { raised.add(1, ordering: .relaxed) }

    /// The program that was meant has ended.
    package func clear() { cleared.store(count, ordering: .relaxed) }

    /// How often it was raised.
    var count: Int { raised.load(ordering: .relaxed) + (outer?.count ?? 0) }

    /// It was raised, and nobody has acted on it yet.
    package var isPending: Bool { count != cleared.load(ordering: .relaxed) }

    /// - Throws: ``Stop/interrupted`` from the first Ctrl-C on.
    package func check() throws(Stop) {
        if isPending { throw .interrupted }
    }
}
