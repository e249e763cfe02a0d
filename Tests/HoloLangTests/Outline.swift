@testable import HoloLang

/// A syntax tree as one line, so that a test can say what a text means.
func outline(_ text: String) -> String {
    let parsed = parse(Source(name: "test", text: text))
    guard parsed.diagnostics.isEmpty else { return "error: " + parsed.diagnostics[0].message }
    return outline(parsed.script.statements)
}

private func outline(_ statements: [Statement]) -> String {
    statements.map { outline($0) }.joined(separator: "; ")
}

private func outline(_ statement: Statement) -> String {
    switch statement.kind {
    case .binding(let name, let value): "(let \(name.text) \(outline(value)))"
    case .assignment(let path, let value): "(set \(outline(path)) \(outline(value)))"
    case .include(let file): "(include \(file.text))"
    case .budget(let limit): "(budget \(outline(limit)))"
    case .parameter(let parameter):
        "(param \(parameter.name.text) \(parameter.kind) "
            + "\(parameter.standard.map { outline($0) } ?? "-") '\(parameter.help)')"
    case .function(let function):
        "(fn \(function.name.text)(\(outline(function.parameters))) \(outline(function.body)))"
    case .repetition(let condition, let body): "(while \(outline(condition)) \(outline(body)))"
    case .break: "(break)"
    case .continue: "(continue)"
    case .return(let value): "(return\(value.map { " " + outline($0) } ?? ""))"
    case .assertion(let condition, let message):
        "(assert \(outline(condition))\(message.map { " " + outline($0) } ?? ""))"
    case .test(let name, let body): "(test '\(name.text)' \(outline(body)))"
    case .value(let value): outline(value)
    }
}

private func outline(_ parameters: [Function.Parameter]) -> String {
    parameters.map { $0.name.text + ($0.standard.map { "=" + outline($0) } ?? "") }.joined(separator: ",")
}

private func outline(_ value: RightHandSide) -> String {
    switch value {
    case .pipeline(let pipeline):
        outline(pipeline)
    case .conditional(let conditional):
        conditional.branches.map { "(if \(outline($0.condition)) \(outline($0.body)))" }.joined()
            + (conditional.otherwise.map { "(else \(outline($0)))" } ?? "")
    case .loop(let loop):
        "(for \(loop.names.map(\.text).joined(separator: ",")) \(outline(loop.sequence))"
            + outline(loop.clauses) + " \(outline(loop.body)))"
    case .attempt(let attempt):
        "(try \(outline(attempt.body)) (catch \(attempt.name?.text ?? "-") "
            + "\(attempt.handler.map { outline($0) } ?? "-")))"
    }
}

private func outline(_ clauses: LoopClauses) -> String {
    let values = [
        ("parallel", clauses.parallel), ("rate", clauses.rate), ("budget", clauses.budget),
        ("key", clauses.key),
    ]
    return values.map { name, value in value.map { " (\(name) \(outline($0)))" } ?? "" }.joined()
        + (clauses.onError.map { " (onerror \($0.0))" } ?? "")
}

private func outline(_ block: Block) -> String { "{\(outline(block.statements))}" }

private func outline(_ pipeline: Pipeline) -> String {
    pipeline.stages.map {
        switch $0 {
        case .command(let command): outline(command)
        case .expression(let expression): outline(expression)
        }
    }.joined(separator: " | ")
}

private func outline(_ command: Command) -> String {
    let words =
        [command.name.text] + command.columns.map { outline($0) } + command.arguments.map { outline($0) }
    return "<" + words.joined(separator: " ") + ">"
}

private func outline(_ column: Column) -> String {
    (column.name.map { "\($0.text): " } ?? "") + outline(column.value) + (column.isDescending ? " desc" : "")
}

private func outline(_ argument: Argument) -> String {
    switch argument.kind {
    case .option(let name, nil): "--\(name.text)"
    case .option(let name, let word?): "--\(name.text)=\(outline(word))"
    case .text(let key, let word): "\(outline(key))=\(outline(word))"
    case .json(let key, let value): "\(outline(key)):=\(outline(value))"
    case .textFile(let key, let word): "\(outline(key))=@\(outline(word))"
    case .jsonFile(let key, let word): "\(outline(key)):=@\(outline(word))"
    case .spread(let value): "...\(outline(value))"
    case .word(let word): outline(word)
    case .block(let block): outline(block)
    }
}

private func outline(_ key: Key) -> String {
    key.parts.map {
        switch $0 {
        case .name(let name): name
        case .append: "[]"
        }
    }.joined(separator: "/")
}

private func outline(_ word: Word) -> String {
    word.pieces.map { outline($0) }.joined(separator: "+")
}

private func outline(_ piece: Word.Piece) -> String {
    switch piece {
    case .text(let text, quoted: true): "'\(text)'"
    case .text(let text, quoted: false): text
    case .value(let value): outline(value)
    }
}

func outline(_ expression: Expression) -> String {
    switch expression.kind {
    case .null: "null"
    case .bool(let value): "\(value)"
    case .integer(let text), .decimal(let text): text
    case .string(let pieces): pieces.map { outline($0) }.joined(separator: "+")
    case .duration(let milliseconds): "\(milliseconds)ms"
    case .credits(let count): "\(count)cr"
    case .rate(let count, let seconds): "\(count)/\(seconds)s"
    case .variable(let name): "$\(name.text)"
    case .bare(let name): "$\(name.text)"
    case .call(let name, let arguments):
        "\(name.text)(\(arguments.map { outline($0) }.joined(separator: ", ")))"
    case .field(let base, let name, let optional): "\(outline(base))\(optional ? "?." : ".")\(name.text)"
    case .index(let base, let index): "\(outline(base))[\(outline(index))]"
    case .list(let elements): "[" + elements.map { outline($0) }.joined(separator: ", ") + "]"
    case .record(let entries): "{" + entries.map { outline($0) }.joined(separator: ", ") + "}"
    case .unary(let sign, let operand): "(\(sign.rawValue) \(outline(operand)))"
    case .binary(let sign, let left, let right): "(\(sign.rawValue) \(outline(left)) \(outline(right)))"
    case .range(let from, let to): "(.. \(outline(from)) \(outline(to)))"
    case .pipeline(let pipeline): "(\(outline(pipeline)))"
    }
}

private func outline(_ element: Expression.Element) -> String {
    switch element {
    case .item(let value): outline(value)
    case .spread(let value): "...\(outline(value))"
    }
}

private func outline(_ entry: Expression.Entry) -> String {
    switch entry {
    case .field(let name, let value): "\(name.text): \(outline(value))"
    case .spread(let value): "...\(outline(value))"
    }
}
