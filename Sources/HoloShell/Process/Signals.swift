import Glibc
import HoloRuntime
import HoloTerm
import Synchronization

/// What the process does when it is told something by the system.
enum Signals {
    /// The Ctrl-C that a running program has not acted on yet.
    static let interrupt = Interrupt()

    /// The terminal that a deadly signal must leave as it was.
    static var restoreOnExit: EditorNotifier? {
        get { editor.withLock { $0 } }
        set { editor.withLock { $0 = newValue } }
    }

    private static let editor = Mutex<EditorNotifier?>(nil)

    static func install() {
        _ = interrupt
        // A crash report would print memory, and the API key with it.
        for number in [SIGILL, SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGTRAP, SIGQUIT] {
            _ = signal(number, SIG_DFL)
        }
        _ = signal(SIGPIPE, SIG_IGN)
        _ = signal(SIGINT, onInterrupt)
        _ = signal(SIGTERM, onEnd)
        _ = signal(SIGHUP, onEnd)
        _ = signal(SIGTSTP, onStop)
    }
}

private func onInterrupt(_ number: Int32) { Signals.interrupt.raise() }

/// Leaves at once: what is paid is in the journal, and the next start picks it up.
private func onEnd(_ number: Int32) {
    ScreenState.restore()
    Signals.restoreOnExit?.restoreTerminal()
    _exit(128 + number)
}

/// Takes what is repainted off the screen before the shell that started this program has it.
private func onStop(_ number: Int32) {
    let error = errno
    ScreenState.restore()
    raise(SIGSTOP)
    errno = error
}
