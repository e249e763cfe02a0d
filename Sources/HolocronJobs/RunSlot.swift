public import HolocronAPI
import Synchronization

/// Where in a run a submit stands: by this it is known again when the run is resumed.
///
/// Two submits are the same when they have the same run, keys, occurrence, action, canonical params and credential; so
/// rows of the input may be inserted, removed, edited or reordered, and each job stays with its own row.
public struct RunSlot: Sendable, Hashable {
    /// The run's id, see ``Run/id``.
    public var run: String
    /// The keys of the loops around the submit, joined by the caller; empty outside of loops.
    public var keys: String
    /// Counts equal submits with equal keys, from 0; see ``RunTracker``.
    public var occurrence: Int

    public init(run: String, keys: String, occurrence: Int) {
        self.run = run
        self.keys = keys
        self.occurrence = occurrence
    }
}

/// Counts equal submits of one run while its script is executed.
public final class RunTracker: Sendable {
    private struct Same: Hashable {
        let keys: String
        let identity: String
    }
    private let counts = Mutex<[Same: Int]>([:])

    public init() {}

    /// How many times this was asked for before, with the same keys: 0 at first.
    public func occurrence(of request: TaskRequest, keys: String) -> Int {
        let same = Same(keys: keys, identity: request.identity)
        return counts.withLock { counts in
            defer { counts[same, default: 0] += 1 }
            return counts[same, default: 0]
        }
    }
}
