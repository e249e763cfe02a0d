import Synchronization

/// How long the jobs of an action run, as the journal knows it; asked for again after a while.
final class TypicalDurations: Sendable {
    private struct Known {
        let duration: Duration?
        let until: Duration
    }
    private let known = Mutex<[String: Known]>([:])

    static let lifetime = Duration.seconds(30)
    /// With fewer jobs than this an action has no typical duration yet.
    static let fewest = 3

    func duration(of action: String, at now: Duration, look: () -> [Int64]) -> Duration? {
        if let known = known.withLock({ $0[action] }), now < known.until { return known.duration }
        let duration = TypicalDurations.typical(look())
        known.withLock {
            $0[action] = Known(duration: duration, until: now + TypicalDurations.lifetime)
        }
        return duration
    }

    /// No first look is put off for longer, whatever a server says of its jobs.
    static let longest = Duration.seconds(120)

    /// The lower quartile, of milliseconds: a first look at the median would come late for half of the jobs, and a look
    /// that comes early costs little.
    static func typical(_ took: [Int64]) -> Duration? {
        guard took.count >= fewest else { return nil }
        return min(max(.zero, .milliseconds(took.sorted()[took.count / 4])), longest)
    }
}
