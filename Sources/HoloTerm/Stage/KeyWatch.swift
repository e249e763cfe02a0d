import CEditline
import Glibc

/// Keys pressed while no line is edited: each is told at once, and none is shown. Ctrl-C stays a signal.
package final class KeyWatch: Sendable {
    package enum Press: Sendable, Equatable {
        case none
        case key(UInt8)
        /// The terminal is gone.
        case closed
    }

    private let input: Int32
    private let modes: TerminalModes
    /// Where a change of the window is told, which nobody here wants to know.
    private let nowhere: Int32

    /// Nil where there is no terminal to listen to.
    package init?(_ input: Int32 = STDIN_FILENO) {
        guard let modes = TerminalModes(input) else { return nil }
        self.input = input
        self.modes = modes
        nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC)
        // A deadly signal puts the terminal back as it is now.
        he_watch_signals(nowhere, input, input, false)
        modes.hearKeys()
    }

    deinit {
        restore()
        he_unwatch_signals(nowhere)
        close(nowhere)
    }

    package func restore() { modes.restore() }

    /// The first key within `time` milliseconds; a key that sends several bytes is one.
    package func next(within time: Int) -> Press {
        guard readable([input], timeout: Int32(clamping: time)) == [true] else { return .none }
        switch readSome(input) {
        case .bytes(let bytes): return bytes.first.map { .key($0) } ?? .none
        case .wouldBlock: return .none
        case .closed: return .closed
        }
    }

    /// Forgets what was pressed meanwhile.
    package func drain() { while case .key = next(within: 0) {} }
}
