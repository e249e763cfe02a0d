import HoloRuntime

/// `man holo`, in roff's `man` macros, made of the same rows as everything else.
struct ManualPage {
    let table: CommandTable

    var text: String {
        let head = [
            ".TH HOLO 1 \"\(ProcessHelp.released)\" \"holo \(ProcessHelp.version)\" \"User Commands\"",
            ".SH NAME", "holo \\- shell and script runner for the Holocron API of paid web actions",
        ]
        let parts = [
            head, synopsis, description, options, commands, files, environment, exitCodes, examples, seeAlso,
        ]
        return parts.flatMap { $0 }.joined(separator: "\n")
    }

    private var synopsis: [String] {
        let forms = [
            "", " \\fIFILE\\fR [\\fIARG\\fR ...]", " \\fB\\-c\\fR \\fICOMMANDS\\fR", " \\fB\\-\\fR",
            " \\fICOMMAND\\fR [\\fIARG\\fR ...]",
        ]
        let lines = forms.map { ".B holo\n[\\fIOPTIONS\\fR]\($0)" }
        return [".SH SYNOPSIS"] + [lines.joined(separator: "\n.br\n")]
    }

    private var description: [String] {
        [".SH DESCRIPTION"]
            + paragraphs([
                "holo submits paid web actions as jobs, waits for their results, and works on these with a small "
                    + "language. Without a FILE or COMMAND it is a shell; with a FILE it runs that script.",
                "It carries a local Holocron, the same API on this machine: with --local everything works with no "
                    + "account, no credits and no network.",
                "Every paid job is in a journal before anything else is done with it, and a submit whose outcome is "
                    + "not known is never sent again by itself.",
            ])
    }

    private var options: [String] {
        [
            ".SH OPTIONS",
            "They stand before or behind the command; what is behind a FILE belongs to the script.",
        ]
            + ProcessOptions.rows.flatMap { row in
                item("--\(row.name)", row.value, row.help)
            } + item("-c", "COMMANDS", "run these commands")
    }

    private var commands: [String] {
        let groups = CommandRow.Group.allCases.filter { $0 != .functions }
        let rows = groups.flatMap { group in
            [".SS \(group.rawValue)"] + table.rows.filter { $0.group == group }.flatMap(command)
        }
        let functions = table.functions.map(\.name).joined(separator: ", ")
        return [".SH COMMANDS"] + rows + [".SS functions"]
            + paragraphs([
                functions,
                "holo help NAME explains each; holo help language is the reference of the language.",
            ])
    }

    private func command(_ row: CommandRow) -> [String] {
        let parameters = row.signature.parameters.filter { $0.kind != .flag && $0.kind != .option }
        let options = row.signature.parameters.filter { $0.kind == .flag || $0.kind == .option }
        let places = parameters.map { item(nil, $0.name, $0.help) }
        let flags = options.map { item("--\($0.name)", $0.kind == .flag ? nil : $0.typeName, $0.help) }
        let details = (places + flags).flatMap { $0 }
        return [".TP", ".B \(escaped(row.usage))", escaped(row.summary)]
            + (details.isEmpty ? [] : [".RS"] + details + [".RE"])
    }

    private var files: [String] {
        [".SH FILES"]
            + item("~/.config/holo/config.yaml", nil, "profiles and settings")
            + item("~/.config/holo/keys", nil, "API keys, readable by their owner only")
            + item("~/.local/share/holo/journal.sqlite", nil, "every job that was paid for")
            + item("~/.local/share/holo/local.sqlite", nil, "the data of the local Holocron")
            + item("~/.local/state/holo/history", nil, "the lines typed so far")
            + item("~/.cache/holo/catalogues", nil, "actions of servers, for completion")
    }

    private var environment: [String] {
        [".SH ENVIRONMENT"]
            + item("ANAKIN_API_KEY", nil, "the API key")
            + item("ANAKIN_API_URL", nil, "the server, where --api-url does not say")
            + item("HOLO_HOME", nil, "one folder for all files, in place of the XDG folders")
            + item("HOLO_PROFILE", nil, "the profile, where --profile does not say")
            + item("NO_COLOR", nil, "no colour")
    }

    private var exitCodes: [String] {
        [".SH EXIT STATUS"] + ExitCode.allCases.flatMap { item("\($0.rawValue)", nil, $0.meaning) }
            + item("10 and up", nil, "what the script gave to exit")
    }

    private var examples: [String] {
        let rows = ["submit", "run", "await", "plan"].compactMap { table[$0] }
        let lines = rows.flatMap(\.examples).filter { !$0.contains("$") }
        return [".SH EXAMPLES", ".nf"] + lines.map { escaped("holo --local \($0)") } + [".fi"]
    }

    private var seeAlso: [String] { [".SH SEE ALSO", ".BR jq (1),", ".BR curl (1)"] }

    /// Behind a heading; the first begins by itself.
    private func paragraphs(_ texts: [String]) -> [String] {
        Array(texts.map { [escaped($0)] }.joined(separator: [".PP"]))
    }

    /// A term and what it means.
    private func item(_ name: String?, _ value: String?, _ help: String) -> [String] {
        let name = name.map { "\\fB\(escaped($0))\\fR" }
        let value = value.map { "\\fI\(escaped($0))\\fR" }
        return [".TP", [name, value].compactMap { $0 }.joined(separator: " "), escaped(help)]
    }

    /// Text that roff takes for nothing else, a sentence a line as it wants it.
    private func escaped(_ text: String) -> String {
        let plain = text.map { character -> String in
            switch character {
            case "\\": "\\e"
            case "-": "\\-"
            case "…": "..."
            case "\n": " "
            default: "\(character)"
            }
        }.joined()
        return plain.first == "." || plain.first == "'" ? "\\&" + plain : plain
    }
}

extension ExitCode {
    fileprivate var meaning: String {
        switch self {
        case .ok: "all went well"
        case .jobFailed:
            "a job failed and its credits came back, or a mistake showed after something was paid for"
        case .usage: "a mistake in the options, the script or its arguments; nothing was paid for"
        case .assertion: "an assert did not hold"
        case .authentication: "no API key, or one that is not taken"
        case .credits: "not enough credits"
        case .stoppedWaiting: "stopped waiting; the job goes on"
        case .network: "the server or the network"
        case .budget: "it would have cost more than its budget"
        case .outcomeUnknown: "the outcome of a submit is not known"
        case .interrupted: "interrupted"
        }
    }
}
