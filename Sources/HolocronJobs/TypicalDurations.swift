import Synchronization

/// How long the jobs of an action run, as the journal knows it; asked for again after a while.
final class TypicalDurations: Sendable {
    /// What is known of an action.
    struct Known {
        /// Before which time a job is not expected to be done.
        var earliest: Duration?
        /// Half of the jobs take longer, half of them less.
        var median: Duration?
    }

    private let known = Mutex<[String: (known: Known, until: Duration)]>([:])

    static let lifetime = Duration.seconds(5)
    /// Where too few jobs have ended, the next ones make the difference.
    static let patience = Duration.milliseconds(500)
    /// With fewer jobs than this an action has no typical duration yet.
    static let fewest = 3

    func known(of action: String, at now: Duration, look: () -> [Int64]) -> Known {
        if let entry = known.withLock({ $0[action] }), now < entry.until { return entry.known }
        let took = look()
        let known = Known(earliest: TypicalDurations.earliest(took), median: TypicalDurations.median(took))
        let lifetime = known.median == nil ? TypicalDurations.patience : TypicalDurations.lifetime
        self.known.withLock { $0[action] = (known, now + lifetime) }
        return known
    }

    static func median(_ took: [Int64]) -> Duration? {
        took.count >= fewest ? .milliseconds(took.sorted()[took.count / 2]) : nil
    }

    /// No first look is put off for longer, whatever a server says of its jobs.
    static let longest = Duration.seconds(120)

    /// Before which time a job is not expected to be done, of milliseconds.
    ///
    /// The shortest of a few is longer than the shortest of all, the more so the further they are apart: that much is
    /// taken off.
    static func earliest(_ took: [Int64]) -> Duration? {
        guard took.count >= fewest, let least = took.min(), let most = took.max() else { return nil }
        let earliest = Double(least) - (Double(most) - Double(least)) / Double(took.count - 1)
        return min(.milliseconds(Int64(max(0, min(earliest, 1e12)))), longest)
    }
}
