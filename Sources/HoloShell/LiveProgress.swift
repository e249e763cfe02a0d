import Dispatch
import HoloRuntime
import HoloTerm
import Synchronization

/// Repaints what is waited for, ten times a second, until it is taken away.
///
/// On a terminal it is a block of lines. In a log, which is a file or the system's journal, it is one line each 30
/// seconds; on a pipe it is nothing.
final class LiveProgress: Sendable {
    fileprivate struct State {
        var block: LiveBlock
        var progress: Progress?
        var isTicking = false
    }

    private let state: Mutex<State>
    private let isSilent: Bool
    private let queue = DispatchQueue(label: "holo.progress")

    init(output: Output, isQuiet: Bool) {
        state = Mutex(State(block: LiveBlock(output: output, plainEvery: .seconds(30))))
        isSilent = isQuiet || !output.isTerminal && !output.isLog
    }

    func show(_ progress: Progress?) {
        guard !isSilent else { return }
        let starts = state.withLock { state in
            state.progress = progress
            guard progress != nil else {
                state.block.clear()
                return false
            }
            state.paint()
            defer { state.isTicking = true }
            return !state.isTicking
        }
        if starts { tick() }
    }

    /// Writes something else to the terminal, with the block out of the way.
    func pause<T>(_ write: () -> T) -> T {
        state.withLock { state in
            state.block.clear(ends: state.progress == nil)
            return write()
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
        let view = progress.view(elapsed)
        var lines = [view.summary] + view.jobs
        if view.more > 0 { lines.append(Progress.Line([Progress.Part("… and \(view.more) more")])) }
        let texts = lines.map { line in line.variants.map { VisibleText($0, .shown) } }
        block.update(texts, view.terminalProgress, elapsed: elapsed)
    }
}

extension Progress.View {
    fileprivate var terminalProgress: TerminalProgress {
        fraction.map { .percent(Int($0 * 100)) } ?? .busy
    }
}
