import Dispatch
import HoloRuntime
import HoloTerm
import Synchronization

/// Repaints the line of what is waited for, ten times a second, until it is taken away.
final class LiveProgress: Sendable {
    fileprivate struct State {
        var line: LiveLine
        var progress: Progress?
        var isTicking = false
    }

    private let state: Mutex<State>
    private let isQuiet: Bool
    private let queue = DispatchQueue(label: "holo.progress")

    init(output: Output, isQuiet: Bool) {
        state = Mutex(State(line: LiveLine(output: output, plainEvery: .seconds(30))))
        self.isQuiet = isQuiet
    }

    func show(_ progress: Progress?) {
        guard !isQuiet else { return }
        let starts = state.withLock { state in
            state.progress = progress
            guard progress != nil else {
                state.line.clear()
                return false
            }
            state.paint()
            defer { state.isTicking = true }
            return !state.isTicking
        }
        if starts { tick() }
    }

    /// Writes something else to the terminal, with the line out of the way.
    func pause(_ write: () -> Void) {
        state.withLock { state in
            state.line.clear()
            write()
        }
    }

    private func tick() {
        queue.asyncAfter(deadline: .now() + .milliseconds(100)) { [weak self] in
            guard let self else { return }
            let goesOn = state.withLock { state in
                state.isTicking = state.progress != nil
                if state.isTicking { state.paint() }
                return state.isTicking
            }
            if goesOn { tick() }
        }
    }
}

extension LiveProgress.State {
    fileprivate mutating func paint() {
        guard let progress else { return }
        let elapsed = progress.since.duration(to: .now)
        let time = elapsed < .seconds(1) ? "0 s" : elapsed.inSeconds
        line.update("\(progress.label()) · \(time)", elapsed: elapsed)
    }
}
