import HoloLang
import HoloRuntime
import HoloTerm
import HolocronAPI
import HolocronJobs

/// What a command takes.
extension Completer {
    func arguments(_ context: CursorContext, _ word: TypedWord) -> [Offer] {
        guard let command = context.command, command.name.text != Command.program else { return [] }
        let name = command.name.text
        let options = options(of: name, given: command.arguments)
        if word.typed.hasPrefix("-"), word.quote == nil { return options }
        if let option = openOption(command) { return values(ofOption: option, context, word) }
        let extras = options.map { Offer($0.text, label: $0.label, $0.note, isExtra: true) }
        if vocabulary.takesAction(name), positionals(command) > 0 {
            return parameters(context) + extras
        }
        // What is piped into a function takes its first place.
        let isPiped = vocabulary.rows[name]?.group == .functions && !context.stages.isEmpty
        let place = positionals(command) + (isPiped ? 1 : 0)
        guard let parameter = vocabulary.positional(place, of: name) else { return extras }
        if parameter.name == "PATH" { return paths(in: context.stages, word) + extras }
        return values(of: parameter, word) + extras
    }

    /// Whether the name of a file comes next.
    func wantsFile(_ context: CursorContext) -> Bool {
        guard let command = context.command else { return false }
        if command.name.text == Command.program { return !command.arguments.isEmpty }
        if let option = openOption(command) { return type(ofOption: option, context) == "FILE" }
        return vocabulary.positional(positionals(command), of: command.name.text)?.typeName == "FILE"
    }

    func type(ofOption name: String, _ context: CursorContext) -> String? {
        vocabulary.option(name, of: context.command?.name.text ?? "")?.typeName
    }

    func values(ofOption name: String, _ context: CursorContext, _ word: TypedWord) -> [Offer] {
        vocabulary.option(name, of: context.command?.name.text ?? "").map { values(of: $0, word) } ?? []
    }

    /// The option that waits for its value.
    private func openOption(_ command: Command) -> String? {
        guard case .option(let name, nil) = command.arguments.last?.kind,
            vocabulary.option(name.text.withoutDashes, of: command.name.text)?.kind == .option
        else { return nil }
        return name.text.withoutDashes
    }

    /// How many arguments stand before that are neither options nor theirs, nor parameters of an action.
    private func positionals(_ command: Command) -> Int {
        var count = 0
        var belongsToOption = false
        for argument in command.arguments {
            switch argument.kind {
            case .option(let name, let value):
                let kind = vocabulary.option(name.text.withoutDashes, of: command.name.text)?.kind
                belongsToOption = value == nil && kind == .option
            case .word, .block:
                if !belongsToOption { count += 1 }
                belongsToOption = false
            default: belongsToOption = false
            }
        }
        return count
    }

    private func options(of command: String, given: [Argument]) -> [Offer] {
        let names = given.compactMap { argument -> String? in
            if case .option(let name, _) = argument.kind { name.text.withoutDashes } else { nil }
        }
        let rows = vocabulary.parameters(of: command).filter { $0.kind == .option || $0.kind == .flag }
        let own = rows.map { row in
            (row.name, row.kind == .option ? "\(row.typeName) · \(row.help)" : row.help)
        }
        guard vocabulary.rows[command] != nil else { return [] }
        return (own + [("json", "answer in JSON")]).filter { !names.contains($0.0) }.map {
            Offer("--\($0.0) ", label: "--\($0.0)", $0.1)
        }
    }

    /// What is known of the values of a parameter of a command.
    private func values(of parameter: Parameter, _ word: TypedWord) -> [Offer] {
        switch parameter.typeName {
        case "COMMAND": return pages
        case "PROFILE":
            return session.context.connector.profileNames.map { Offer(quoted($0) + " ", label: $0) }
        case "ACTION": return actions(word)
        case "JOB": return jobs
        default: break
        }
        switch parameter.name {
        case "RUN": return runs
        case "SITE": return sites
        case "ACTION": return actions(word)
        default:
            let choices = parameter.choices.map { Offer($0 + " ", label: $0) }
            return choices.isEmpty ? givenVariables : choices
        }
    }

    private var pages: [Offer] {
        let table = session.context.table
        let rows = table.rows.map { Offer($0.name + " ", label: $0.name, $0.summary) }
        let topics = Topic.all.map { Offer($0.name + " ", label: $0.name, $0.summary) }
        let names = Set(rows.map(\.label))
        return rows + topics.filter { !names.contains($0.label) }
            + table.topics.map { Offer($0.name + " ", label: $0.name) }
    }

    /// What can be named where nothing else is known.
    var givenVariables: [Offer] {
        variableNames.map { name, note in Offer("$" + name, label: "$" + name, note, isExtra: true) }
    }
}

/// What the server and the journal know.
extension Completer {
    /// A first Tab waits this long for what an earlier session kept.
    private static let patience = Duration.milliseconds(800)

    var index: ActionIndex { session.context.connector.actions.index(within: Completer.patience) }

    /// Only those that fit are made, as there may be thousands.
    func actions(_ word: TypedWord) -> [Offer] {
        let pattern = Pattern(word.typed)
        let fitting = index.actions.filter { pattern.fit($0.id) != nil }
        let digits = fitting.compactMap { $0.credits.map { String($0).count } }.max() ?? 0
        return fitting.map { action in
            let text = isName(action.id) ? action.id : quoted(action.id)
            return Offer(
                text + " ", label: action.id, price(of: action, digits) + firstLine(action.description))
        }
    }

    /// The prices of a list stand below one another.
    private func price(of action: Action, _ digits: Int) -> String {
        guard let credits = action.credits.map(String.init) else { return "" }
        return String(repeating: " ", count: max(0, digits - credits.count)) + "\(credits) cr · "
    }

    var jobs: [Offer] {
        let last = session.context.lastKnownJob.map { job in
            [Offer("$last ", label: "$last", "\(job.action) · \(job.label)")]
        }
        let known = session.context.glancedJobs(limit: 100)
        return (last ?? []) + known.map { Offer(quoted($0.id) + " ", label: $0.id, $0.text) }
    }

    var runs: [Offer] {
        session.context.glancedRuns(limit: 100).map { Offer(quoted($0.id) + " ", label: $0.id, $0.text) }
    }

    var sites: [Offer] { index.sites.map { Offer(quoted($0) + " ", label: $0) } }

    /// The parameters of the action that is named first, without those that are given.
    func parameters(_ context: CursorContext) -> [Offer] {
        let given = (context.command?.arguments ?? []).compactMap(\.key)
        let parameters = (action(of: context)?.parameters ?? []).filter { !given.contains($0.name) }
        let ordered = parameters.filter(\.isRequired) + parameters.filter { !$0.isRequired }
        return ordered.filter { isName($0.name) }.map { parameter in
            let isJSON = parameter.type == "array" || parameter.type == "object"
            return Offer(parameter.name + (isJSON ? ":=" : "="), label: parameter.name, note(of: parameter))
        }
    }

    private func action(of context: CursorContext) -> Action? {
        guard let command = context.command, vocabulary.takesAction(command.name.text) else { return nil }
        for argument in command.arguments {
            if case .word(let word) = argument.kind { return word.literal.flatMap { index[$0] } }
        }
        return nil
    }

    /// `text, required · Profile to scrape · one of a, b · default 10`
    private func note(of parameter: ActionParameter) -> String {
        let kind = parameter.typeName + (parameter.isRequired ? ", required" : "")
        let choices = parameter.choices.map { Value($0).text }.joined(separator: ", ")
        let parts = [
            kind, firstLine(parameter.description).withoutFullStop,
            choices.isEmpty ? "" : "one of \(choices)",
            parameter.standard.map { "default \(Value($0).text)" } ?? "",
        ]
        return parts.filter { !$0.isEmpty }.joined(separator: " · ")
    }

    func values(of key: Key, _ context: CursorContext, _ word: TypedWord) -> [Offer] {
        guard case .name(let name)? = key.parts.first, key.parts.count == 1,
            let parameter = action(of: context)?.parameters.first(where: { $0.name == name })
        else { return givenVariables }
        let standard = parameter.standard.map { Value($0).text }
        var choices = parameter.choices.map { Value($0).text }
        if choices.isEmpty, parameter.type == "boolean" { choices = ["true", "false"] }
        if choices.isEmpty, let standard { choices = [standard] }
        let examples = parameter.choices.isEmpty ? parameter.examples.map { Value($0).text } : []
        let known = choices.map { ($0, $0 == standard ? "default" : "") }
        let shown = examples.filter { !choices.contains($0) }.map { ($0, "example") }
        return (known + shown).map { Offer(quoted($0) + " ", label: $0, $1) } + givenVariables
    }

    private func firstLine(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    }
}

extension String {
    /// An option's name as its row has it.
    fileprivate var withoutDashes: String { String(drop { $0 == "-" }) }
}
