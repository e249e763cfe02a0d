package import FoundationEssentials
import Synchronization

extension JobClock {
    /// A clock for answers from a cassette: its date is that of the recording, and it goes on only while somebody waits.
    /// - Parameter speed: 1 waits as long as is asked for, 10 a tenth of it. Nil does not wait at all, and then the date
    ///   stands still, because rows side by side would see another one each time.
    package static func replaying(from start: Date, speed: Double?) -> JobClock {
        let time = PlayedTime()
        return JobClock(
            date: { speed == nil ? start : start.addingTimeInterval(time.passed / .seconds(1)) },
            elapsed: { time.passed },
            sleep: { try await time.pass($0, speed: speed) })
    }
}

/// The waits of a replay, those at the same time counted once.
private final class PlayedTime: Sendable {
    private let time = Mutex(Duration.zero)

    var passed: Duration { time.withLock { $0 } }

    func pass(_ duration: Duration, speed: Double?) async throws {
        let end = passed + duration
        if let speed {
            try await Task.sleep(for: duration / speed, clock: .continuous)
        } else {
            try Task.checkCancellation()
            await Task.yield()
        }
        time.withLock { $0 = max($0, end) }
    }
}
