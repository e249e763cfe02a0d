import HoloLang
import HoloRuntime
import HolocronAPI

extension CommandRow {
    /// What the shells of the system ask to complete a command line of holo. Nobody else is asked, and no key is read.
    static let completions = CommandRow(
        "completions", .process,
        "Prints the completion script of a shell, or words that such a script offers.",
        examples: ["completions bash", "completions actions"], makesText: true
    ) { parameters in
        let what = parameters.required(
            "WHAT", .choice(["bash", "zsh", "fish"] + KnownWords.kinds),
            "a shell; or what is known of the server's actions and of the journal")
        let action = parameters.optional("ACTION", .action, "whose parameters are listed")
        let parameter = parameters.optional("PARAMETER", .text, "whose values are listed")
        return .immediate { (call) throws(Stop) in
            let words = ProcessWords(call.context.table)
            switch call[what] {
            case "bash": return .string(BashCompletion(words: words).script)
            case "zsh": return .string(ZshCompletion(words: words).script)
            case "fish": return .string(FishCompletion(words: words).script)
            default:
                let known = KnownWords(
                    context: call.context, action: call[action], parameter: call[parameter])
                let lines = known.lines(of: call[what])
                // An empty line would be a word.
                return lines.isEmpty ? .null : .string(lines.joined(separator: "\n"))
            }
        }
    }

    static let man = CommandRow(
        "man", .process, "Prints the manual page, in the language of man.",
        examples: ["man", "man | lines | take 3"], makesText: true
    ) { _ in
        .immediate { (call) throws(Stop) in .string(ManualPage(table: call.context.table).text) }
    }
}

/// Words with a tab and a line of what each is, from what this machine knows.
private struct KnownWords {
    static let kinds = ["actions", "parameters", "values", "jobs", "runs", "profiles", "sites", "commands"]

    let context: Context
    let action: String?
    let parameter: String?

    private var index: ActionIndex { context.connector.actions.index(within: .seconds(10)) }

    private struct Word {
        var text: String
        var note = ""
    }

    func lines(of kind: String) -> [String] {
        words(of: kind).filter { isName($0.text) }.map { "\($0.text)\t\(line($0.note))" }
    }

    private func words(of kind: String) -> [Word] {
        switch kind {
        case "actions": index.actions.map(word)
        case "parameters": (action.flatMap { index[$0] }?.parameters ?? []).map(word)
        case "values": values
        case "jobs": context.glancedJobs(limit: 50).map { Word(text: $0.id, note: $0.text) }
        case "runs": context.glancedRuns(limit: 50).map { Word(text: $0.id, note: $0.text) }
        case "profiles": context.connector.profileNames.map { Word(text: $0) }
        case "sites": index.sites.map { Word(text: $0) }
        default: pages
        }
    }

    /// What a parameter can be, where that is a choice.
    private var values: [Word] {
        let found = action.flatMap { index[$0] }?.parameters.first { $0.name == parameter }
        guard let found else { return [] }
        let choices = found.choices.map { Value($0).text }
        if choices.isEmpty {
            return found.type == "boolean" ? [Word(text: "true"), Word(text: "false")] : []
        }
        let standard = found.standard.map { Value($0).text }
        return choices.map { Word(text: $0, note: $0 == standard ? "default" : "") }
    }

    private func word(_ action: Action) -> Word {
        let price = action.credits.map { "\($0) cr · " } ?? ""
        return Word(text: action.id, note: price + action.description)
    }

    private func word(_ parameter: ActionParameter) -> Word {
        Word(text: parameter.name, note: parameter.typeName + (parameter.isRequired ? ", required" : ""))
    }

    private var pages: [Word] {
        let rows = context.table.rows.map { Word(text: $0.name, note: $0.summary) }
        return rows + Topic.all.map { Word(text: $0.name, note: $0.summary) }
    }

    /// A stranger's text as one line without anything that a terminal or a shell acts on.
    private func line(_ text: String) -> String {
        let plain = text.unicodeScalars.prefix(200).map { scalar -> Character in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse: " "
            default: Character(scalar)
            }
        }
        return String(plain)
    }
}
