import CEditline

/// Which key does what, where libedit's own choice does not do.
extension LineEditor {
    /// ``KeyDecoder`` lets no C1 character through, so one can stand for a paste.
    static let pasteKey: Unicode.Scalar = "\u{80}"

    private static let everywhere = [
        ("^M", "holo-enter"), ("^J", "holo-enter"), ("^C", "holo-interrupt"), ("^D", "holo-end-or-delete"),
        ("\\200", "holo-paste"), ("^L", "holo-clear"), ("^R", "holo-search-older"),
        ("^S", "holo-search-newer"), ("^P", "holo-up"), ("^N", "holo-down"),
    ]
    private static let inserting = [
        ("^I", "holo-complete"), ("^H", "holo-backspace"), ("^?", "holo-backspace"),
        ("^W", "holo-kill-space-word"), ("^E", "holo-row-end"), ("^F", "holo-right"), ("^_", "holo-undo"),
    ]
    /// The keys of libedit's vi command mode that look at history.
    private static let viCommands = [
        ("k", "holo-up"), ("j", "holo-down"), ("/", "holo-search-older"),
        ("?", "holo-search-newer"), ("[A", "holo-up"), ("OA", "holo-up"), ("[B", "holo-down"),
        ("OB", "holo-down"),
    ]
    private static let emacs = [
        ("^B", "holo-left"), ("\\e[D", "holo-left"), ("\\eOD", "holo-left"),
        ("\\e[C", "holo-right"), ("\\eOC", "holo-right"),
        ("\\e[A", "holo-up"), ("\\eOA", "holo-up"), ("\\e[B", "holo-down"), ("\\eOB", "holo-down"),
        ("\\e[3~", "holo-delete"), ("^A", "holo-row-start"),
        ("\\e[H", "holo-row-start"), ("\\eOH", "holo-row-start"), ("\\e[1~", "holo-row-start"),
        ("\\e[7~", "holo-row-start"), ("\\e[F", "holo-row-end"), ("\\eOF", "holo-row-end"),
        ("\\e[4~", "holo-row-end"), ("\\e[8~", "holo-row-end"),
        ("\\e[1;5D", "holo-word-left"), ("\\e[1;3D", "holo-word-left"), ("\\eb", "holo-word-left"),
        ("\\eB", "holo-word-left"), ("\\e[1;5C", "holo-word-right"), ("\\e[1;3C", "holo-word-right"),
        ("\\ef", "holo-word-right"), ("\\eF", "holo-word-right"), ("\\e<", "holo-text-start"),
        ("\\e>", "holo-text-end"),
        ("\\ed", "holo-kill-word"), ("\\eD", "holo-kill-word"), ("\\e^?", "holo-kill-word-left"),
        ("\\e^H", "holo-kill-word-left"), ("^K", "holo-kill-row-end"), ("^U", "holo-kill-row-start"),
        ("^Y", "holo-yank"), ("^T", "holo-transpose"), ("\\e/", "holo-redo"), ("\\e\\r", "holo-newline"),
        ("\\e\\n", "holo-newline"),
        // libedit would draw these by itself, or run a line that was not asked for.
        ("^X", "ed-unassigned"), ("\\ex", "ed-unassigned"), ("\\eX", "ed-unassigned"),
        ("\\ep", "holo-up"), ("\\en", "holo-down"), ("\\eP", "holo-up"), ("\\eN", "holo-down"),
        ("^O", "ed-unassigned"),
    ]

    private static let commands: [(String, String, he_command)] = [
        ("holo-enter", "Run the statement, or go on with it", { el, _ in owning(el).enter() }),
        ("holo-newline", "Begin a new row", { el, _ in owning(el).newline() }),
        ("holo-interrupt", "Throw the line away", { el, _ in owning(el).interrupt() }),
        ("holo-end-or-delete", "End on an empty line, else delete", { el, _ in owning(el).endOrDelete() }),
        ("holo-paste", "Insert what was pasted", { el, _ in owning(el).paste() }),
        ("holo-clear", "Clear the screen", { el, _ in owning(el).clear() }),
        ("holo-complete", "Complete the word", { el, _ in owning(el).completeWord() }),
        ("holo-backspace", "Delete to the left", { el, _ in owning(el).backspace() }),
        ("holo-delete", "Delete to the right", { el, _ in owning(el).delete() }),
        ("holo-left", "Go left", { el, _ in owning(el).moveLeft() }),
        ("holo-right", "Go right, or take the suggestion", { el, _ in owning(el).moveRight() }),
        ("holo-word-left", "Go a word left", { el, _ in owning(el).moveWordLeft() }),
        ("holo-word-right", "Go a word right, or take one", { el, _ in owning(el).moveWordRight() }),
        ("holo-row-start", "Go to the start of the row", { el, _ in owning(el).moveToRowStart() }),
        ("holo-row-end", "Go to the end of the row", { el, _ in owning(el).moveToRowEnd() }),
        ("holo-text-start", "Go to the start", { el, _ in owning(el).moveToStart() }),
        ("holo-text-end", "Go to the end", { el, _ in owning(el).moveToEnd() }),
        ("holo-up", "Go up, or to an older line", { el, _ in owning(el).moveUp() }),
        ("holo-down", "Go down, or to a newer line", { el, _ in owning(el).moveDown() }),
        ("holo-kill-word", "Cut to the end of the word", { el, _ in owning(el).killWord() }),
        ("holo-kill-word-left", "Cut to the start of the word", { el, _ in owning(el).killWordLeft() }),
        ("holo-kill-space-word", "Cut back to the space", { el, _ in owning(el).killSpaceWord() }),
        ("holo-kill-row-end", "Cut to the end of the row", { el, _ in owning(el).killRowEnd() }),
        ("holo-kill-row-start", "Cut to the start of the row", { el, _ in owning(el).killRowStart() }),
        ("holo-yank", "Insert what was cut", { el, _ in owning(el).yank() }),
        ("holo-transpose", "Swap two characters", { el, _ in owning(el).transpose() }),
        ("holo-undo", "Take the last change back", { el, _ in owning(el).undoChange() }),
        ("holo-redo", "Make it again", { el, _ in owning(el).redoChange() }),
        ("holo-search-older", "Search history", { el, _ in owning(el).beginSearch(step: -1) }),
        ("holo-search-newer", "Search history onwards", { el, _ in owning(el).beginSearch(step: 1) }),
    ]

    func addCommands() {
        for (name, help, run) in Self.commands { he_add_command(el, name, help, run) }
    }

    /// Undoes what an ~/.editrc may have set that the editor does not work without.
    func protectFromEditrc() {
        he_set_editing(el, 1)
        // libedit swaps CR and LF as they come in, which would make two line ends of a pasted CR LF.
        for flag in ["-isig", "-ixon", "-icrnl", "-inlcr"] { he_set_tty_flag(el, flag) }
    }

    func bindKeys() {
        let isVi = he_is_vi(el)
        for (keys, command) in Self.everywhere {
            he_bind(el, keys, command)
            if isVi { he_bind_vi_command(el, keys, command) }
        }
        if isVi { for (keys, command) in Self.viCommands { he_bind_vi_command(el, keys, command) } }
        // A key that begins with ESC in vi's insert map would keep ESC from ending insertion.
        for (keys, command) in Self.inserting + (isVi ? [] : Self.emacs) { he_bind(el, keys, command) }
    }
}
