import HoloLang
import HoloRuntime
import HoloTerm
import OrderedCollections

/// What values have: variables, fields, items, columns.
extension Completer {
    /// All variables of the session with what each has now, those that holo sets itself last.
    var variableNames: [(name: String, note: String)] {
        session.variableNames.map { name in
            let path = Expression(.variable(Name(name, SourceRange(0, 0))), SourceRange(0, 0))
            return (name, name == "env" ? "" : session.glance(at: path).map { preview(name, $0) } ?? "")
        }
    }

    private func allVariables(_ context: CursorContext) -> [(name: String, note: String)] {
        let own = context.names.uniqued.reversed().map { ($0, "") }
        return own + variableNames.filter { known in !context.names.contains(known.name) }
    }

    func variables(_ context: CursorContext) -> [Offer] {
        allVariables(context).map { Offer($0.name, $0.note) }
    }

    /// The variables that can be set.
    func targets(_ context: CursorContext) -> [Offer] {
        let given = session.givenVariables
        return allVariables(context).filter { !given.contains($0.name) }.map { Offer($0.name, $0.note) }
    }

    /// Values in an expression; where a command looks at rows, their columns first.
    func operands(_ row: RowCommand?, _ context: CursorContext) -> [Offer] {
        let columns = row == nil ? [] : columns(of: context.stages).filter(isVariableName)
        // A column goes before the function of that name.
        let functions = session.context.table.functions.filter { !columns.contains($0.name) }.map {
            Offer($0.name + "(", label: $0.name, $0.summary, isExtra: true)
        }
        let constants = ["true", "false", "null", "not"].map { Offer($0, isExtra: true) }
        let names = row == nil ? allVariables(context).map { Offer($0.name, $0.note) } : []
        let it = row == nil ? [] : [Offer("it", "the row itself", isExtra: true)]
        return columns.map { Offer($0) } + it + names + ownFunctions(context) + functions + constants
    }

    /// The fields of the rows that come out of these stages, as far as that is known without running them.
    private func columns(of stages: [Pipeline.Stage]) -> [String] {
        guard let last = stages.last else { return [] }
        switch last {
        case .expression(let path): return session.glance(at: path).map(session.columns) ?? []
        case .command(let command):
            let name = command.name.text
            if let row = RowCommand(rawValue: name), row == .select {
                return command.columns.compactMap(\.outputName)
            }
            if ["where", "sort", "take", "skip", "uniq", "first", "last", "reverse"].contains(name) {
                return columns(of: Array(stages.dropLast()))
            }
            if name == "read", case .word(let file)? = command.arguments.first?.kind {
                return file.literal.map(session.columns(ofFile:)) ?? []
            }
            return vocabulary.rows[name]?.columns ?? []
        }
    }

    /// The names behind `path.`; where one is no name, it goes into brackets in place of the dot.
    func fields(of base: Expression, _ word: TypedWord, start: Int) -> Completions {
        guard let value = session.glance(at: base) else { return word.completions([], start: start) }
        let fields = session.fields(of: value)
        let offers = fields.filter { isVariableName($0.name) }.map {
            Offer($0.name, preview($0.name, $0.value))
        }
        let others = fields.filter { !isVariableName($0.name) }
        guard !others.isEmpty else { return word.completions(offers, start: start) }
        let dotted = offers.map { Offer("." + $0.text, label: $0.label, $0.note) }
        let bracketed = others.map {
            Offer("[\(quotedText($0.name))]", label: $0.name, preview($0.name, $0.value))
        }
        let whole = TypedWord(raw: "." + word.raw, typed: word.typed, quote: nil, rest: word.rest)
        return whole.completions(dotted + bracketed, start: start - 1)
    }

    /// The keys or places behind `path[`.
    func indexes(of base: Expression, _ context: CursorContext) -> [Offer] {
        guard let value = session.glance(at: base) else { return [] }
        if case .list(let items) = value {
            return items.prefix(50).enumerated().map {
                Offer("\($0.offset)]", label: "\($0.offset)", preview("", $0.element))
            }
        }
        return session.fields(of: value).map {
            Offer(quotedText($0.name) + "]", label: $0.name, preview($0.name, $0.value))
        }
    }

    /// The paths in what is piped in, a field at a time.
    func paths(in stages: [Pipeline.Stage], _ word: TypedWord) -> [Offer] {
        guard stages.count == 1, case .expression(let base) = stages[0],
            var value = session.glance(at: base)
        else { return [] }
        let parts = word.typed.split(separator: ".", omittingEmptySubsequences: false)
        let before = parts.dropLast().map { $0 + "." }.joined()
        for part in parts.dropLast() {
            guard let field = session.fields(of: value.row).first(where: { $0.name == part }) else {
                return []
            }
            value = field.value
        }
        return session.fields(of: value.row).filter { isVariableName($0.name) }.map {
            Offer(before + $0.name, label: before + $0.name, preview($0.name, $0.value))
        }
    }

    /// What a value is, in a few words; of a secret nothing.
    private func preview(_ name: String, _ value: Value) -> String {
        switch value {
        case .list(let items): items.count == 1 ? "1 item" : "\(items.count) items"
        case .record(let fields): fields.count == 1 ? "1 field" : "\(fields.count) fields"
        case _ where isSecretName(name): ""
        default: String(vocabulary.hiding(String(value.text.prefix(1000))).prefix(60))
        }
    }
}

extension Value {
    /// Of a list its first item, as a path that begins with a name looks into each.
    fileprivate var row: Value {
        if case .list(let items) = self { items.first ?? .null } else { self }
    }
}

extension Column {
    /// What the field is called that it makes; nil where that is not plain.
    fileprivate var outputName: String? {
        if let name { return name.text }
        if case .bare(let name) = value.kind { return name.text }
        return nil
    }
}

/// A name that can stand behind a dot and a dollar.
private func isVariableName(_ text: String) -> Bool {
    isName(text) && !text.contains("-") && text.first?.isNumber == false
}

/// A text in quotes, however plain it is.
private func quotedText(_ text: String) -> String {
    let short = quoted(text)
    return short.first == "'" || short.first == "\"" ? short : "\"\(short)\""
}
