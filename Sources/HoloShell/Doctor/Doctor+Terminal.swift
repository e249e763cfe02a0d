import Glibc
import HoloRuntime
import HoloTerm

extension Doctor {
    private var console: ConsoleHost? { context.host as? ConsoleHost }

    var terminal: Finding {
        guard let output = console?.output, output.isTerminal else {
            return .ok("terminal", "none: values go to a file or pipe, without colour")
        }
        let name = context.environment["TERM"] ?? ""
        let (columns, look) = (output.columns(), output.look)
        if look.isPlain { return .ok("terminal", "\(columns) columns, plain lines as --plain wishes") }
        guard look.takesEscapes else {
            return .warn(
                "terminal", "TERM is \(name.isEmpty ? "not set" : name), so lines are plain and not edited",
                next: "!export TERM=xterm-256color")
        }
        let colour = look.colour ? "colour" : "no colour, as NO_COLOR, CLICOLOR or --no-color wishes"
        guard columns >= 20 else {
            return .warn(
                "terminal", "\(name), \(columns) columns, \(colour)", next: "20 columns and more show all")
        }
        return .ok("terminal", "\(name), \(columns) columns, \(colour)")
    }

    var charset: Finding {
        let look = console?.output.look ?? TerminalLook()
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { context.environment[$0] }.first
        guard look.isUTF8 else {
            return .warn(
                "locale", "\(locale ?? "not set") is not UTF-8: marks are ASCII, other letters are escaped",
                next: "!export LC_ALL=C.UTF-8")
        }
        return .ok("locale", "\(locale ?? ""), which is UTF-8")
    }

    /// What the terminal itself says it can do; nothing where there is none to ask.
    var queries: [Finding] {
        guard let output = console?.output, output.isTerminal, output.look.takesEscapes else { return [] }
        let paste: Finding =
            switch TerminalQuery.bracketedPaste() {
            case .known: .ok("paste", "pasted lines are told from typed ones, and wait for Enter")
            case .unknown:
                .warn(
                    "paste", "the terminal says that it cannot tell pasted lines from typed ones",
                    next: "paste one line at a time, or use another terminal")
            case .silent: .ok("paste", "the terminal does not say whether it brackets what is pasted")
            }
        let links =
            hasLinks
            ? "the terminal is known to open links"
            : "not a terminal known to open links; they are text elsewhere"
        return [paste, .ok("links", links)]
    }

    /// No terminal can be asked for OSC 8, so its name has to do.
    private var hasLinks: Bool {
        let variables = [
            "KITTY_WINDOW_ID", "WEZTERM_PANE", "WT_SESSION", "KONSOLE_VERSION", "GHOSTTY_BIN_DIR",
        ]
        if variables.contains(where: { context.environment[$0] != nil }) { return true }
        if let vte = context.environment["VTE_VERSION"].flatMap({ Int($0) }) { return vte >= 5000 }
        let names = ["kitty", "alacritty", "foot", "ghostty", "wezterm", "contour"]
        let name =
            (context.environment["TERM"] ?? "") + (context.environment["TERM_PROGRAM"] ?? "").lowercased()
        return (names + ["iterm", "vscode"]).contains { name.contains($0) }
    }

    /// Programs that some commands use.
    var programs: [Finding] {
        let pager = context.environment["PAGER"]?.split(separator: " ").first.map(String.init) ?? "less"
        return [
            program(pager, "pager", "long results go through it", "they scroll past"),
            program("jq", "jq", "the command jq runs it", "the command jq needs it"),
        ]
    }

    private func program(_ name: String, _ check: String, _ use: String, _ lack: String) -> Finding {
        if let path = FileState.program(name, context.environment["PATH"] ?? "") {
            return .ok(check, "\(path); \(use)")
        }
        return .warn(check, "\(name) is not installed; \(lack)", next: "!apt install \(name)")
    }
}
