extension Parser {
    mutating func pipeline() throws(Failure) -> Pipeline {
        let start = position
        if atOption { throw lonelyOption() }
        var stages: [Pipeline.Stage] = []
        stages.append(atExpression ? .expression(try expression()) : .command(try stage()))
        while advance(to: { "|" ~= $0.peek }, lines: true) {
            _ = skipByte("|", as: .infix)
            skipSpace(lines: true)
            expectStage(behind: stages)
            guard !atExpression else { throw lateValue() }
            stages.append(.command(try stage()))
        }
        return Pipeline(stages, range(from: start))
    }

    private mutating func expectStage(behind stages: [Pipeline.Stage]) {
        trace?.stages = stages
        expect(.stage)
    }

    private mutating func stage() throws(Failure) -> Command {
        atProgram ? try program() : try command()
    }

    /// Syntax alone decides: a bare word is a command, except a call and the four words that are values or
    /// negate one.
    private var atExpression: Bool {
        switch peek {
        case "$", "(", "[", "{", "\"", "'", "`", "-": true
        default:
            peek?.isDigit == true || atCall || ["true", "false", "null", "not"].contains(where: atKeyword)
        }
    }

    private func lonelyOption() -> Failure {
        let range = SourceRange(position, wordEnd)
        return failure("an option stands behind a command", at: range, hint: "help commands")
    }

    private func lateValue() -> Failure {
        failure(
            "only the first part of a pipeline can be a value", at: found.range, hint: "put a command after |"
        )
    }
}
