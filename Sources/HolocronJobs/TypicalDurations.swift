import Synchronization

/// How long the jobs of an action run at least, as the journal knows it; asked for again after a while.
final class TypicalDurations: Sendable {
    private struct Known {
        let duration: Duration?
        let until: Duration
    }
    private let known = Mutex<[String: Known]>([:])

    static let lifetime = Duration.seconds(5)
    /// With fewer jobs than this an action has no typical duration yet.
    static let fewest = 3

    func duration(of action: String, at now: Duration, look: () -> [Int64]) -> Duration? {
        if let known = known.withLock({ $0[action] }), now < known.until { return known.duration }
        let duration = TypicalDurations.earliest(look())
        known.withLock {
            $0[action] = Known(duration: duration, until: now + TypicalDurations.lifetime)
        }
        return duration
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
