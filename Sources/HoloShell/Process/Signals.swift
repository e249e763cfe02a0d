import Glibc
import HoloRuntime
import HoloTerm

/// What the process does when it is told something by the system.
package enum Signals {
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
        _ = signal(SIGTSTP, onStop)
    }

    /// For a program that has something to finish: the first order to end is a Ctrl-C to it, the next one ends the
    /// process at once.
    package static func letFinish() {
        _ = signal(SIGTERM, onFirstEnd)
        _ = signal(SIGHUP, onFirstEnd)
    }
}

private func onFirstEnd(_ number: Int32) {
    _ = signal(SIGTERM, onEnd)
    _ = signal(SIGHUP, onEnd)
    Signals.interrupt.raise()
}

private func onInterrupt(_ number: Int32) { Signals.interrupt.raise() }

/// Leaves at once: what is paid is in the journal, and the next start picks it up.
private func onEnd(_ number: Int32) {
    ScreenState.restore()
    EditorNotifier.restoreTerminalAtOnce()
    _exit(128 + number)
}

/// Takes what is repainted off the screen before the shell that started this program has it.
private func onStop(_ number: Int32) {
    let error = errno
    ScreenState.suspend()
    _ = signal(number, SIG_DFL)
    var this = sigset_t()
    unsafe sigemptyset(&this)
    unsafe sigaddset(&this, number)
    unsafe pthread_sigmask(SIG_UNBLOCK, &this, nil)
    raise(number)
    _ = signal(number, onStop)
    ScreenState.resume()
    errno = error
}
