import Glibc

/// How something is shown: what its reader wishes and what the terminal and the locale can do. Read once, at start.
package struct TerminalLook: Sendable, Equatable {
    /// For a screen reader: lines that make sense one after another. Nothing is painted over, and nothing is told by
    /// where it stands or by how it looks.
    package var isPlain: Bool
    /// Characters outside of ASCII can be shown; else marks have stand-ins, and other characters are escaped.
    package var isUTF8: Bool
    package var colour: Bool
    /// Escape sequences are understood and wanted: painting over a line, links, notifications, a title.
    package var takesEscapes: Bool

    package init(
        isPlain: Bool = false, isUTF8: Bool = true, colour: Bool = false, takesEscapes: Bool = false
    ) {
        self.isPlain = isPlain
        self.isUTF8 = isUTF8
        self.colour = colour
        self.takesEscapes = takesEscapes
    }

    /// What the process line wishes: `--no-color` and `--plain`.
    package struct Wishes: Sendable, Equatable {
        package var noColour: Bool
        package var isPlain: Bool

        package init(noColour: Bool = false, isPlain: Bool = false) {
            self.noColour = noColour
            self.isPlain = isPlain
        }
    }

    /// The look of a terminal, or of a file or pipe.
    package init(
        isTerminal: Bool, _ wishes: Wishes = Wishes(),
        environment: (String) -> String? = TerminalInfo.environmentVariable
    ) {
        isPlain = wishes.isPlain || TerminalLook.isOn(environment("HOLO_PLAIN"))
        isUTF8 = TerminalLook.isUTF8(environment)
        takesEscapes = isTerminal && !isPlain && !TerminalInfo.isDumb(environment)
        colour = takesEscapes && !wishes.noColour && TerminalLook.wantsColour(environment)
    }

    private static func isOn(_ value: String?) -> Bool { !["", "0"].contains(value ?? "") }

    /// `NO_COLOR` set to anything and `CLICOLOR=0` each say no.
    private static func wantsColour(_ environment: (String) -> String?) -> Bool {
        (environment("NO_COLOR") ?? "").isEmpty && environment("CLICOLOR") != "0"
    }

    /// By the name of the locale, as the terminal's owner chose it: whether this machine has it installed says nothing
    /// about the terminal.
    private static func isUTF8(_ environment: (String) -> String?) -> Bool {
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap(environment).first { !$0.isEmpty } ?? ""
        let charset = locale.split(separator: ".").last?.split(separator: "@").first ?? ""
        return ["utf-8", "utf8"].contains(charset.lowercased())
    }
}
