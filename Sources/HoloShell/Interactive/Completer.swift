import HoloLang
import HoloRuntime
import HoloTerm
import HolocronAPI

/// What can stand at the cursor, by the syntax tree of the text before it. Asks nobody.
struct Completer {
    let session: Session

    func completions(_ text: String, cursor: Int) -> Completions {
        let typed = Source(name: "", text: String(decoding: Array(text.utf8.prefix(cursor)), as: UTF8.self))
        let end = typed.bytes.count
        guard let command = lastCommand(of: typed) else { return variables(typed) ?? commands("", at: end) }
        if command.name.range.end == end { return commands(command.name.text, at: command.name.range.start) }
        if let variables = variables(typed) { return variables }
        return arguments(of: command, in: typed)
    }

    private func commands(_ prefix: String, at start: Int) -> Completions {
        candidates(session.context.table.rows.map { ($0.name + " ", $0.summary) }, prefix, start)
    }

    /// The name after a `$` that the cursor is in.
    private func variables(_ typed: Source) -> Completions? {
        let name = typed.bytes.reversed().prefix { byte in
            byte == UInt8(ascii: "_") || Character(Unicode.Scalar(byte)).isLetter
                || Character(Unicode.Scalar(byte)).isNumber
        }
        let start = typed.bytes.count - name.count
        guard start > 0, typed.bytes[start - 1] == UInt8(ascii: "$") else { return nil }
        let prefix = typed.text(SourceRange(start, typed.bytes.count))
        return candidates(session.variableNames.map { ($0, "") }, prefix, start)
    }

    private func arguments(of command: Command, in typed: Source) -> Completions {
        let end = typed.bytes.count
        guard let row = session.context.table[command.name.text] else {
            return Completions(start: end, candidates: [])
        }
        let current = command.arguments.last.flatMap { $0.range.end == end ? $0 : nil }
        let start = current?.range.start ?? end
        let prefix = typed.text(SourceRange(start, end))
        if prefix.hasPrefix("-") {
            let options = row.signature.parameters.filter { $0.kind == .option || $0.kind == .flag }
            return candidates(
                options.map { ("--\($0.name) ", $0.help) } + [("--json ", "answer in JSON")], prefix, start)
        }
        let position = command.arguments.count - (current == nil ? 0 : 1)
        return candidates(values(for: row, position), prefix, start)
    }

    /// What is known of an argument's values without asking anyone.
    private func values(for row: CommandRow, _ position: Int) -> [(String, String)] {
        let parameters = row.signature.parameters.filter {
            $0.kind == .required || $0.kind == .optional || $0.kind == .rest
        }
        guard let parameter = position < parameters.count ? parameters[position] : parameters.last else {
            return []
        }
        switch parameter.typeName {
        case "COMMAND":
            return session.context.table.rows.map { ($0.name + " ", $0.summary) }
                + Topic.all.map { ($0.name + " ", $0.summary) }
        case "PROFILE": return session.context.connector.profileNames.map { ($0 + " ", "") }
        case "ACTION":
            return session.context.connector.actions.index(within: .seconds(1)).actions.map {
                ($0.id + " ", "\($0.credits.map { "\($0) cr · " } ?? "")\($0.description)")
            }
        default: return parameter.choices.map { ($0 + " ", "") }
        }
    }

    private func candidates(_ all: [(String, String)], _ prefix: String, _ start: Int) -> Completions {
        let fitting = all.filter { $0.0.lowercased().hasPrefix(prefix.lowercased()) }
        return Completions(start: start, candidates: fitting.map { Completions.Candidate($0.0, $0.1) })
    }

    /// The command whose arguments or name the end of the text is in.
    private func lastCommand(of typed: Source) -> Command? {
        guard let statement = parse(typed).script.statements.last,
            !typed.bytes[statement.range.end...].contains(where: {
                $0 == UInt8(ascii: ";") || $0 == UInt8(ascii: "\n")
            })
        else { return nil }
        let pipeline: Pipeline? =
            switch statement.kind {
            case .value(.pipeline(let pipeline)), .binding(_, .pipeline(let pipeline)),
                .assignment(_, .pipeline(let pipeline)):
                pipeline
            default: nil
            }
        guard case .command(let command) = pipeline?.stages.last,
            !typed.bytes[command.range.end...].contains(UInt8(ascii: "|"))
        else { return nil }
        return command
    }
}
