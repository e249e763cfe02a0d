extension Parser {
    mutating func pipeline() throws(Failure) -> Pipeline {
        let start = position
        var stages: [Pipeline.Stage] = []
        stages.append(atExpression ? .expression(try expression()) : .command(try command()))
        while advance(to: { "|" ~= $0.peek }, lines: true) {
            position += 1
            skipSpace(lines: true)
            guard !atExpression else { throw lateValue() }
            stages.append(.command(try command()))
        }
        return Pipeline(stages, range(from: start))
    }

    /// Syntax alone decides: a bare word is a command, except the four that are values or negate one.
    private var atExpression: Bool {
        switch peek {
        case "$", "(", "[", "{", "\"", "'", "`", "-": true
        default: peek?.isDigit == true || ["true", "false", "null", "not"].contains(where: atKeyword)
        }
    }

    private func lateValue() -> Failure {
        failure(
            "only the first part of a pipeline can be a value", at: found.range, hint: "put a command after |"
        )
    }

    private mutating func command() throws(Failure) -> Command {
        let outer = try enter()
        defer { leave(outer) }
        let name = try commandName()
        var arguments: [Argument] = []
        while advance(to: { !$0.atStageEnd }) {
            arguments.append(try argument())
        }
        return Command(name: name, arguments: arguments, range: range(from: name.range.start))
    }

    private mutating func commandName() throws(Failure) -> Name {
        let start = position
        if let keyword { throw misplaced(keyword) }
        if peek?.isNameStart == true { skip(while: \.isKeyPart) }
        checkSize(from: start)
        let name = Name(source.text(range(from: start)), range(from: start))
        guard position > start, atWordEnd else { throw notCommand(name) }
        if advance(to: { "=" ~= $0.peek && $0.peek(1)?.endsWord ?? true }) { throw unbound(name) }
        return name
    }

    private func misplaced(_ keyword: Keyword) -> Failure {
        let named = keyword == .if || keyword == .for
        return failure(
            "\(keyword.rawValue) starts a statement and cannot stand here", at: found.range,
            hint: named ? "give its value a name first: let x = \(keyword.rawValue) …" : nil)
    }

    private func unbound(_ name: Name) -> Failure {
        failure(
            "this assigns without let or set", at: SourceRange(name.range.start, position + 1),
            hint: "let \(name.text) = … makes a variable, set \(name.text) = … changes one")
    }

    /// `name` is what of the word could be a command's name, maybe nothing.
    private func notCommand(_ name: Name) -> Failure {
        if "=" ~= peek, !name.text.isEmpty { return unbound(name) }
        if let backslash = strayBackslash { return backslash }
        let range = SourceRange(name.range.start, wordEnd)
        guard range.end > range.start else { return missingCommand }
        return failure("\(shortened(range)) is not a command", at: range, hint: commandHint(name.text, range))
    }

    private func commandHint(_ name: String, _ range: SourceRange) -> String {
        switch peek {
        case ".", "?", "[": name.isEmpty ? quotingHint : "a variable is written $\(shortened(range))"
        case "(", "{": "put a space behind \(name)"
        default: quotingHint
        }
    }

    private var missingCommand: Failure {
        if !atCloser, let strayCloser { return strayCloser }
        return expected("a command or a value", hint: "|" ~= peek ? "the operator || is written or" : nil)
    }
}
