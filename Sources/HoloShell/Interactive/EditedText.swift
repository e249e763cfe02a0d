import Glibc
import HoloRuntime
import HoloTerm

/// A text on its way through an editor.
struct EditedText: Sendable {
    /// What came back.
    let text: String

    /// `$VISUAL`, `$EDITOR`, else what the system has.
    static func editor(_ environment: Environment) -> String? {
        if let named = environment["VISUAL"] ?? environment["EDITOR"] { return named }
        let folders = (environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
        return ["vi", "nano"].first { name in
            folders.contains { unsafe access("\($0)/\(name)", X_OK) == 0 }
        }
    }

    /// Opens an editor on a private copy of the text, and gives what is in it afterwards; nil where it did not change.
    /// - Throws: where the editor is not there or ended with an error, so that nothing of it counts.
    static func edit(_ text: String, with editor: String, _ files: Files) throws(Stop) -> EditedText? {
        try Signals.puttingAway { (order) throws(Stop) in
            try edit(text, with: editor, files, until: order)
        }
    }

    private static func edit(_ text: String, with editor: String, _ files: Files, until order: Interrupt)
        throws(Stop) -> EditedText?
    {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let file = "\(folder.path)/edit.holo"
        try files.writePrivate(text, to: file)
        let modes = TerminalModes(STDIN_FILENO)
        let code = try TerminalProgram(editor).run(with: file, until: order)
        modes?.restore()
        guard code == 0 else {
            throw .failed(
                "EDITOR", "\(editor) ended with \(code), so nothing is run",
                next: code == 127 ? "EDITOR names the editor: vi, nano, code --wait" : "edit opens it again")
        }
        let edited = try files.readText(file)
        return edited == text ? nil : EditedText(text: edited)
    }
}
