import Foundation
import HolocronJobs
import Synchronization

/// Where the requests of one cell go, and how long it waited between them.
final class CellScope: Sendable {
    @TaskLocal static var current: CellScope?

    let proxy: FaultProxy
    private let slept = Mutex<[Duration]>([])

    init(_ proxy: FaultProxy) { self.proxy = proxy }

    /// The waits so far, none of which took any time.
    var waits: [Duration] { slept.withLock { $0 } }

    fileprivate func sleep(_ nap: Duration) { slept.withLock { $0.append(nap) } }
}

extension JobClock {
    /// The machine's own, but nobody sleeps: the time is skipped.
    static func skipping() -> JobClock {
        let start = ContinuousClock.now
        let skipped = Skipped()
        return JobClock(
            date: { Date() }, elapsed: { ContinuousClock.now - start + skipped.time },
            sleep: { nap in
                try Task.checkCancellation()
                CellScope.current?.sleep(nap)
                skipped.add(nap)
            })
    }
}

private final class Skipped: Sendable {
    private let sum = Mutex(Duration.zero)

    var time: Duration { sum.withLock { $0 } }

    func add(_ nap: Duration) { sum.withLock { $0 += nap } }
}
