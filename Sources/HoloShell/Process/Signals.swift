import Glibc
import HoloRuntime
import HoloTerm
import Synchronization

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

extension Signals {
    /// Raised by an order to end that is followed later.
    fileprivate static let order = Interrupt()
    /// Which signal that was; 0 for none.
    fileprivate static let ordered = Atomic<Int32>(0)

    /// While `body` runs, an order to end is only taken down, so that `body` can put away what it made; then it is
    /// followed.
    /// - Parameter body: is given what is raised by such an order.
    static func puttingAway<Result>(_ body: (Interrupt) throws(Stop) -> Result) throws(Stop) -> Result {
        _ = order
        for number in [SIGTERM, SIGHUP] { _ = signal(number, onLaterEnd) }
        // Ctrl-\ is for whoever has the terminal; a program that is started does not inherit a handler.
        _ = signal(SIGQUIT, onNothing)
        defer {
            for number in [SIGTERM, SIGHUP] { _ = signal(number, onEnd) }
            _ = signal(SIGQUIT, SIG_DFL)
            let number = ordered.load(ordering: .relaxed)
            if number != 0 { onEnd(number) }
        }
        return try body(order)
    }
}

private func onLaterEnd(_ number: Int32) {
    Signals.ordered.store(number, ordering: .relaxed)
    Signals.order.raise()
}

private func onNothing(_ number: Int32) {}

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
    ScreenState.restore()
    _ = signal(number, SIG_DFL)
    var this = sigset_t()
    unsafe sigemptyset(&this)
    unsafe sigaddset(&this, number)
    unsafe pthread_sigmask(SIG_UNBLOCK, &this, nil)
    raise(number)
    _ = signal(number, onStop)
    errno = error
}
