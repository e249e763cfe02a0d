package import FoundationEssentials
import Synchronization

extension JobClock {
    /// A clock for answers from a cassette: it begins when the cassette was recorded, and goes on only while somebody
    /// waits, so that every replay sees the same times.
    /// - Parameter speed: 1 waits as long as is asked for, 10 a tenth of it; nil does not wait at all.
    package static func replaying(from start: Date, speed: Double?) -> JobClock {
        let time = PlayedTime()
        return JobClock(
            date: { start.addingTimeInterval(time.passed / .seconds(1)) }, elapsed: { time.passed },
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
