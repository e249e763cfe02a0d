import CEditline
import Glibc

/// The settings of a terminal as they were, to be put back from any thread.
package struct TerminalModes: Sendable {
    private let fd: Int32
    private let saved: termios

    /// Nil where `fd` is not a terminal.
    package init?(_ fd: Int32) {
        var modes = termios()
        guard tcgetattr(fd, &modes) == 0 else { return nil }
        self.fd = fd
        saved = modes
    }

    package func restore() {
        set(saved, TCSADRAIN)
        he_release_modes()
    }

    /// Keys arrive one by one, unseen, and none of them is a signal.
    func hideTyping() {
        var modes = saved
        modes.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG | IEXTEN)
        he_hold_modes(fd)
        set(modes, TCSAFLUSH)
    }

    /// Keys arrive one by one, unseen; Ctrl-C and Ctrl-Z stay signals.
    func hearKeys() {
        var modes = saved
        modes.c_lflag &= ~tcflag_t(ECHO | ICANON)
        he_hold_modes(fd)
        set(modes, TCSADRAIN)
    }

    private func set(_ modes: termios, _ when: Int32) {
        var modes = modes
        while tcsetattr(fd, when, &modes) == -1 && errno == EINTR {}
    }
}
