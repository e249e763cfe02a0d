import HolocronJobs
import Synchronization

/// Lets so many rows start in any window of its rate.
final class Pacer: Sendable {
    let rate: Rate
    /// The last starts, at most as many as the rate allows.
    private let starts = Mutex<[ContinuousClock.Instant]>([])

    init(_ rate: Rate) { self.rate = rate }

    /// Takes a start; nil when one may begin now, else how long it has to wait before it asks again.
    func take(at now: ContinuousClock.Instant = .now) -> Duration? {
        starts.withLock { starts in
            if starts.count == rate.count {
                let free = starts[0] + rate.period
                if free > now { return now.duration(to: free) }
                starts.removeFirst()
            }
            starts.append(now)
            return nil
        }
    }
}
