import Synchronization

/// The lines of history that ended with an error when they were run last.
final class FailedLines: Sendable {
    private let lines = Mutex<Set<String>>([])

    func contains(_ line: String) -> Bool { lines.withLock { $0.contains(line) } }

    func note(_ line: String, failed: Bool) {
        lines.withLock { lines in
            if failed { lines.insert(line) } else { lines.remove(line) }
        }
    }

    /// What an earlier session knew, where this one does not know better.
    func add(_ more: Set<String>) { lines.withLock { $0.formUnion(more) } }
}
