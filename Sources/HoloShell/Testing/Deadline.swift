import Dispatch
import HoloRuntime
import Synchronization

/// Ends a file of tests that takes longer than it may.
final class Deadline: Sendable {
    /// What ends the file: its time is over, or the person wants all files to end.
    let interrupt: Interrupt
    let time: Duration
    private let everything: Interrupt
    private let state = Mutex((hasPassed: false, isOver: false))
    private static let queue = DispatchQueue(label: "holo.deadline")

    init(_ time: Duration, within everything: Interrupt) {
        self.time = time
        self.everything = everything
        interrupt = Interrupt(within: everything)
        look(after: time)
    }

    /// The file has ended.
    func end() { state.withLock { $0.isOver = true } }

    /// Its time was over before it had ended.
    var hasPassed: Bool { state.withLock { $0.hasPassed } }

    /// A person ended it.
    var isInterrupted: Bool { everything.isPending }

    private func look(after time: Duration) {
        let wait = DispatchTimeInterval.nanoseconds(Int(clamping: Int64(time / .nanoseconds(1))))
        Deadline.queue.asyncAfter(deadline: .now() + wait) { [weak self] in self?.pass() }
    }

    /// What does not end at once is told again, as a second Ctrl-C would.
    private func pass() {
        let isOver = state.withLock { state in
            if !state.isOver { state.hasPassed = true }
            return state.isOver
        }
        guard !isOver else { return }
        interrupt.raise()
        look(after: .seconds(2))
    }
}

extension Deadline {
    /// Why the file was ended, as the failure of the test that was running.
    /// - Parameter place: where the program was.
    func stop(at place: Failure.Place?) -> Stop {
        let why: Stop =
            hasPassed
            ? .failed(
                "TIMEOUT", "it was still running after \(time.option), so it was ended",
                next: "--timeout \((time * 2).option) gives each file more time")
            : .failed("INTERRUPTED", "it was interrupted")
        return place.map { why.at($0.source, $0.range) } ?? why
    }
}

extension Duration {
    /// As an option takes it: `60s`.
    fileprivate var option: String {
        let milliseconds = Int(self / .milliseconds(1))
        return milliseconds % 1000 == 0 ? "\(milliseconds / 1000)s" : "\(milliseconds)ms"
    }
}
