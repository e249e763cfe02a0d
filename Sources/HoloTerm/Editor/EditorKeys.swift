import CEditline

/// Which key does what, where libedit's own choice does not do.
extension LineEditor {
    /// ``KeyDecoder`` lets no C1 character through, so one can stand for a paste.
    static let pasteKey: Unicode.Scalar = "\u{80}"

    private static let everywhere = [
        ("^M", "holo-enter"), ("^J", "holo-enter"), ("^C", "holo-interrupt"), ("^D", "holo-end-or-delete"),
        ("\\200", "holo-paste"), ("^L", "holo-clear"), ("^R", "em-inc-search-prev"),
        ("^S", "em-inc-search-next"),
    ]
    private static let inserting = [
        ("^I", "holo-complete"), ("^H", "holo-backspace"), ("^?", "holo-backspace"),
        ("^W", "ed-delete-prev-word"),
    ]
    private static let emacs = [
        ("^B", "holo-left"), ("\\e[D", "holo-left"), ("\\eOD", "holo-left"),
        ("^F", "holo-right"), ("\\e[C", "holo-right"), ("\\eOC", "holo-right"),
        ("\\e[3~", "holo-delete"), ("\\e[1~", "ed-move-to-beg"), ("\\e[7~", "ed-move-to-beg"),
        ("\\e[4~", "ed-move-to-end"), ("\\e[8~", "ed-move-to-end"),
        ("\\e[1;5D", "ed-prev-word"), ("\\e[1;3D", "ed-prev-word"),
        ("\\e[1;5C", "em-next-word"), ("\\e[1;3C", "em-next-word"),
    ]

    func addCommands() {
        he_add_command(el, "holo-enter", "Run the statement, or go on with it", enterCommand)
        he_add_command(el, "holo-interrupt", "Throw the line away", interruptCommand)
        he_add_command(el, "holo-end-or-delete", "End on an empty line, else delete", endCommand)
        he_add_command(el, "holo-paste", "Insert what was pasted", pasteCommand)
        he_add_command(el, "holo-clear", "Clear the screen", clearCommand)
        he_add_command(el, "holo-complete", "Complete the word", completeCommand)
        he_add_command(el, "holo-backspace", "Delete to the left", backspaceCommand)
        he_add_command(el, "holo-delete", "Delete to the right", deleteCommand)
        he_add_command(el, "holo-left", "Go left", leftCommand)
        he_add_command(el, "holo-right", "Go right", rightCommand)
    }

    /// Undoes what an ~/.editrc may have set that the editor does not work without.
    func protectFromEditrc() {
        he_set_editing(el, 1)
        // libedit swaps CR and LF as they come in, which would make two line ends of a pasted CR LF.
        for flag in ["-isig", "-ixon", "-icrnl", "-inlcr"] { he_set_tty_flag(el, flag) }
        he_history_set_size(history, historySize)
    }

    func bindKeys() {
        let isVi = he_is_vi(el)
        for (keys, command) in Self.everywhere {
            he_bind(el, keys, command)
            if isVi { he_bind_vi_command(el, keys, command) }
        }
        // A key that begins with ESC in vi's insert map would keep ESC from ending insertion.
        for (keys, command) in Self.inserting + (isVi ? [] : Self.emacs) { he_bind(el, keys, command) }
    }
}

private func enterCommand(_ el: OpaquePointer?, _: Int32) -> UInt8 { LineEditor.owning(el).enter() }
private func interruptCommand(_ el: OpaquePointer?, _: Int32) -> UInt8 { LineEditor.owning(el).interrupt() }
private func endCommand(_ el: OpaquePointer?, _: Int32) -> UInt8 { LineEditor.owning(el).endOrDelete() }
private func pasteCommand(_ el: OpaquePointer?, _: Int32) -> UInt8 { LineEditor.owning(el).paste() }
private func clearCommand(_ el: OpaquePointer?, _: Int32) -> UInt8 { LineEditor.owning(el).clear() }
private func completeCommand(_ el: OpaquePointer?, _: Int32) -> UInt8 { LineEditor.owning(el).completeWord() }
private func backspaceCommand(_ el: OpaquePointer?, _: Int32) -> UInt8 { LineEditor.owning(el).backspace() }
private func deleteCommand(_ el: OpaquePointer?, _: Int32) -> UInt8 { LineEditor.owning(el).delete() }
private func leftCommand(_ el: OpaquePointer?, _: Int32) -> UInt8 { LineEditor.owning(el).moveLeft() }
private func rightCommand(_ el: OpaquePointer?, _: Int32) -> UInt8 { LineEditor.owning(el).moveRight() }
