import CEditline
import Synchronization

/// Whether the terminal shows keys that nobody reads yet: while something is repainted on it or a secret is on its way,
/// it does not. They are kept for whoever reads next, and Ctrl-C stays a signal.
package enum TypingShown {
    private static let holds = Mutex(0)

    /// From now on nothing typed is shown, until ``release(discards:)`` was called as often.
    package static func hold(_ fd: Int32) {
        holds.withLock { $0 += 1 }
        again(fd)
    }

    /// A stop has put the terminal back as it was, and whoever goes on takes it again.
    static func again(_ fd: Int32) {
        if fd >= 0 { he_hide_typing(fd) }
    }

    /// - Parameter discards: what was typed meanwhile is forgotten, as it was for nobody.
    package static func release(_ fd: Int32, discards: Bool = false) {
        if discards { TerminalInfo.discardInput(fd) }
        holds.withLock { holds in
            holds = max(0, holds - 1)
            if holds == 0 { he_show_typing() }
        }
    }

    /// The terminal as a question to a person needs it, whoever holds it.
    package static func show() { he_show_typing() }
}
