import Glibc
import HoloRuntime
import HoloTerm

/// What the process does when it is told something by the system.
enum Signals {
    /// The Ctrl-C that a running program has not acted on yet.
    static let interrupt = Interrupt()

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
    }
}

private func onInterrupt(_ number: Int32) { Signals.interrupt.raise() }

/// Leaves at once: what is paid is in the journal, and the next start picks it up.
private func onEnd(_ number: Int32) {
    EditorNotifier.restoreTerminalAtOnce()
    _exit(128 + number)
}
