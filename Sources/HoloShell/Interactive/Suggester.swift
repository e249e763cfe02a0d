import HoloLang
import HoloRuntime
import HoloTerm
import HolocronAPI

/// What may follow a text that is being typed: of the lines typed before, or of what the session is at.
struct Suggester {
    let vocabulary: Vocabulary
    let history: HistoryLines
    /// Whether a line may be in the history at all.
    let keeps: (String) -> Bool

    /// What is shown behind the text; empty for nothing.
    func suggestion(for text: String) -> String {
        guard let first = text.first, !first.isWhitespace else { return "" }
        let situation = Situation(text, vocabulary)
        if let job = situation.job { return job }
        let shows = { keeps($0) && vocabulary.hiding($0) == $0 }
        if let line = history.newest(beginning: text, where: shows) {
            return String(decoding: line.utf8.dropFirst(text.utf8.count), as: UTF8.self)
        }
        return situation.next
    }
}

/// Where a text has got to, for what comes next.
private struct Situation {
    private let vocabulary: Vocabulary
    private let context: CursorContext?

    init(_ text: String, _ vocabulary: Vocabulary) {
        self.vocabulary = vocabulary
        context = cursorContext(Source(name: "", text: text))
    }

    private var command: String { context?.command?.name.text ?? "" }

    /// The words before that are no options.
    private var words: [Argument] {
        (context?.command?.arguments ?? []).filter { if case .word = $0.kind { true } else { false } }
    }

    /// The job that is most likely meant, where one is asked for.
    var job: String? {
        guard let typed = typedArgument, words.isEmpty,
            vocabulary.positional(0, of: command)?.typeName == "JOB",
            let name = vocabulary.session.context.likelyJob, name.hasPrefix(typed), name != typed
        else { return nil }
        return String(name.dropFirst(typed.count))
    }

    /// What is typed of an argument, with the `$` of a variable.
    private var typedArgument: String? {
        switch context?.place {
        case .argument: context?.typed
        case .variable where context?.quote == nil: context?.typed.map { "$" + $0 }
        default: nil
        }
    }

    /// What nearly always comes next.
    var next: String {
        guard let context, let typed = context.typed else { return "" }
        switch context.place {
        case .argument where context.quote == nil: return argument(typed)
        case .rightHandSide where typed.isEmpty:
            return vocabulary.session.context.likelyJob.map { "await \($0)" } ?? ""
        case .statement, .group, .stage, .rightHandSide:
            return typed.count > 1 ? rest(of: typed, in: commands) : ""
        case .variable: return rest(of: typed, in: variables)
        case .field(let base): return field(typed, of: base)
        case .keyValue(let key) where context.quote == nil: return value(typed, of: key)
        default: return ""
        }
    }

    private func field(_ typed: String, of base: Expression) -> String {
        guard !typed.isEmpty, let value = vocabulary.session.glance(at: base) else { return "" }
        return rest(of: typed, in: vocabulary.session.fields(of: value).map(\.name))
    }

    /// The example that the action itself gives.
    private func value(_ typed: String, of key: Key) -> String {
        guard case .name(let name)? = key.parts.first, key.parts.count == 1,
            let parameter = action?.parameters.first(where: { $0.name == name })
        else { return "" }
        let examples = parameter.examples.map { quoted(Value($0).text) }
        if typed.isEmpty { return examples.first ?? "" }
        return rest(of: typed, in: examples + parameter.choices.map { quoted(Value($0).text) })
    }

    /// In the order of the table, which begins with what is used most.
    private var commands: [String] { vocabulary.session.context.table.rows.map(\.name) }

    /// The text's own before those of the session.
    private var variables: [String] { (context?.names ?? []).reversed() + vocabulary.session.variableNames }

    private func rest(of typed: String, in words: some Sequence<String>) -> String {
        guard !typed.isEmpty, let word = words.first(where: { $0.hasPrefix(typed) }) else { return "" }
        return String(word.dropFirst(typed.count))
    }

    /// The action that is named.
    private var action: Action? {
        guard vocabulary.takesAction(command), case .word(let word) = words.first?.kind else { return nil }
        return word.literal.flatMap { vocabulary.actions[$0] }
    }

    /// The rest of a word of which it is known what it can be.
    private func argument(_ typed: String) -> String {
        if typed.hasPrefix("--") {
            let options = vocabulary.parameters(of: command).filter { $0.kind == .option || $0.kind == .flag }
            return typed.count > 2 ? rest(of: typed, in: options.map { "--" + $0.name }) : ""
        }
        if let action { return parameter(typed, of: action) }
        guard !typed.isEmpty, let parameter = vocabulary.positional(words.count, of: command) else {
            return ""
        }
        switch parameter.typeName {
        case "ACTION": return rest(of: typed, in: vocabulary.actions.actions.lazy.map(\.id).filter(isName))
        case "PROFILE": return rest(of: typed, in: vocabulary.session.context.connector.profileNames)
        case "COMMAND": return rest(of: typed, in: commands + Topic.all.map(\.name))
        default:
            if parameter.name == "SITE" { return rest(of: typed, in: vocabulary.actions.sites) }
            return rest(of: typed, in: parameter.choices)
        }
    }

    /// The first parameter that it needs and that is not given.
    private func parameter(_ typed: String, of action: Action) -> String {
        let given = context?.command?.arguments.compactMap(\.key) ?? []
        let missing = action.parameters.filter { $0.isRequired && !given.contains($0.name) }
        guard let next = missing.first, isName(next.name), next.name.hasPrefix(typed) else { return "" }
        return next.name.dropFirst(typed.count) + "="
    }
}

extension Argument {
    /// The name of the parameter that it gives, or a part of.
    var key: String? {
        switch kind {
        case .text(let key, _), .json(let key, _), .textFile(let key, _), .jsonFile(let key, _):
            guard case .name(let name)? = key.parts.first else { return nil }
            return name
        default: return nil
        }
    }
}

/// Whether a server's word can stand in a line as it is.
func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, first != UInt8(ascii: "-") else { return false }
    return text.utf8.count <= 128
        && text.utf8.allSatisfy { byte in
            byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || (0x30...0x39).contains(byte)
                || (0x61...0x7A).contains(byte | 0x20)
        }
}
