import HoloLang
import HoloRuntime
import HoloTerm
import HolocronAPI

/// The colours of a line while it is typed: what its parts are, and which of them mean nothing here.
struct Highlighter {
    let vocabulary: Vocabulary

    func spans(_ text: String) -> [StyledSpan] {
        let source = Source(name: "", text: text)
        let reading = Reading(vocabulary: vocabulary, source: source, sketch: sketch(source))
        // A byte order mark in front is not part of the source.
        let shift = text.utf8.count - source.bytes.count
        return reading.styles.map {
            StyledSpan($0.range.start + shift..<$0.range.end + shift, $0.style)
        }
    }
}

/// One line, read with what the session knows.
private struct Reading {
    let vocabulary: Vocabulary
    let source: Source
    let sketch: Sketch

    typealias Part = (range: SourceRange, kind: Highlight)

    var styles: [(range: SourceRange, style: Style)] {
        var command = ""
        var expectsAction = false
        /// The action whose parameters follow, and where its name ends.
        var action: (parameters: [ActionParameter], end: Int)?
        var styles: [(range: SourceRange, style: Style)] = []
        for (index, part) in sketch.parts.enumerated() {
            let text = source.text(part.range)
            if part.kind == .command, !isCall(part) {
                command = text
                expectsAction = vocabulary.takesAction(text)
                action = nil
            }
            let isAction = part.kind == .word && expectsAction
            if isAction {
                expectsAction = false
                action = vocabulary.actions[text].map { ($0.parameters, part.range.end) }
            }
            let isWrong =
                part.kind == .key && action.map { isNone(of: $0.parameters, part, since: $0.end) } ?? false
            let style = isAction ? style(ofAction: text, at: index) : style(of: part, text, command)
            if let style = isWrong ? .red : style { styles.append((part.range, style)) }
        }
        return styles
    }

    private func style(of part: Part, _ text: String, _ command: String) -> Style? {
        switch part.kind {
        case .command:
            let known = isCall(part) ? knows(function: text) : knows(command: text)
            if known { return .bold }
            return isUnfinished(part) && begins(command: text) ? nil : .red
        case .option: return style(ofOption: text, part, command)
        case .key: return .cyan
        case .string: return .green
        case .variable: return style(ofVariable: text, part)
        case .number, .keyword: return .magenta
        case .comment: return .dim
        case .operator, .word: return nil
        }
    }

    /// It ends where the text does, so that more of it may come.
    private func isUnfinished(_ part: Part) -> Bool { part.range.end == source.bytes.count }

    private func isCall(_ part: Part) -> Bool {
        part.range.end < source.bytes.count && source.bytes[part.range.end] == UInt8(ascii: "(")
    }
}

extension Reading {
    private func knows(command name: String) -> Bool {
        name == Command.program || vocabulary.rows[name] != nil || isOwn(function: name)
    }

    private func knows(function name: String) -> Bool {
        vocabulary.functions[name] != nil || isOwn(function: name)
    }

    private func isOwn(function name: String) -> Bool {
        sketch.functions.contains(name) || vocabulary.session.functionNames.contains(name)
    }

    private func begins(command text: String) -> Bool {
        let own = vocabulary.session.functionNames + sketch.functions
        let words = Keyword.allCases.map(\.rawValue) + ["true", "false", "null", "not"]
        return vocabulary.rows.keys.contains { $0.hasPrefix(text) }
            || (own + words).contains { $0.hasPrefix(text) }
    }

    private func style(ofOption text: String, _ part: Part, _ command: String) -> Style? {
        guard vocabulary.rows[command] != nil else { return .cyan }
        let name = text.dropFirst(2).prefix { $0 != "=" }
        if name == "json" || vocabulary.option(String(name), of: command) != nil { return .cyan }
        let names = vocabulary.parameters(of: command).map(\.name) + ["json"]
        return isUnfinished(part) && names.contains { $0.hasPrefix(name) } ? .cyan : .red
    }

    private func style(ofVariable text: String, _ part: Part) -> Style {
        guard text.hasPrefix("$"), text.count > 1, text != "${" else { return .yellow }
        let name = String(text.dropFirst())
        let known = vocabulary.session.variableNames
        if sketch.names.contains(name) || known.contains(name) { return .yellow }
        let begins = known.contains { $0.hasPrefix(name) } || sketch.names.contains { $0.hasPrefix(name) }
        return isUnfinished(part) && begins ? .yellow : .red
    }

    /// Whether a key names no parameter of the action before it. What stands behind a command of its own in between is
    /// let be, as that may have ended or not.
    private func isNone(of parameters: [ActionParameter], _ part: Part, since end: Int) -> Bool {
        let between = source.bytes[end..<part.range.start]
        guard !between.contains(where: { "(){}".utf8.contains($0) }), isGiven(part) else { return false }
        let name = source.text(part.range).prefix { $0 != "." && $0 != "[" && $0 != "=" && $0 != ":" }
        return !parameters.contains { $0.name == name }
    }

    /// `=` or `:=` ends it, as in an argument and other than in a record.
    private func isGiven(_ part: Part) -> Bool {
        let rest = source.bytes[part.range.end...].prefix(2)
        return source.bytes[part.range.end - 1] == UInt8(ascii: "=") || rest.first == UInt8(ascii: "=")
            || rest.elementsEqual(":=".utf8)
    }

    /// Red only where the server's actions are known and it is none of them.
    private func style(ofAction id: String, at index: Int) -> Style? {
        let actions = vocabulary.actions
        let part = sketch.parts[index]
        let isWhole = index + 1 >= sketch.parts.count || sketch.parts[index + 1].range.start > part.range.end
        guard isWhole, !actions.isEmpty else { return nil }
        if actions[id] != nil { return .green }
        return isUnfinished(part) && actions.hasPrefix(id) ? nil : .red
    }
}
