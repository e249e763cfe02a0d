import CEditline

/// What the live block has done to the terminal that is to be undone, kept where a signal handler may read it.
package enum ScreenState {
    /// - Parameter rowsAbove: how many rows of the block stand above the cursor; nil where no block is on the screen.
    static func set(_ fd: Int32, rowsAbove: Int?, hasProgress: Bool) {
        he_set_screen(fd, rowsAbove.map { Int32(min($0, 99)) } ?? -1, hasProgress)
    }

    static var isClear: Bool { he_screen_is_clear() }

    /// Takes the block off the screen; safe to call from a signal handler.
    package static func restore() { he_restore_screen() }

    /// Gives the terminal back for a stop, in the modes that it had before; safe to call from a signal handler.
    package static func suspend() {
        he_restore_screen()
        he_suspend_held()
    }

    /// The program goes on; safe to call from a signal handler.
    package static func resume() { he_resume_held() }
}
