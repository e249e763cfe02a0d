extension Parser {
    /// `if condition { } else if condition { } else { }`
    mutating func conditional() throws(Failure) -> Conditional {
        let outer = try enter()
        defer { leave(outer) }
        let start = position
        var branches = [try branch()]
        var otherwise: Block?
        while otherwise == nil, advance(to: { $0.keyword == .else }, lines: true) {
            skipKeyword()
            if advance(to: { $0.keyword == .if }) {
                branches.append(try branch())
            } else {
                otherwise = try block()
            }
        }
        return Conditional(branches: branches, otherwise: otherwise, range: range(from: start))
    }

    private mutating func branch() throws(Failure) -> (condition: Expression, body: Block) {
        skipKeyword()
        let condition = try expression()
        return (condition, try block(hint: "a command or pipeline as the condition goes in ( )"))
    }

    /// `for x in sequence { }`, `for i, x in sequence { }`, with clauses before the block.
    mutating func loop() throws(Failure) -> Loop {
        let outer = try enter()
        defer { leave(outer) }
        let start = position
        skipKeyword()
        let form = "for x in list { … }"
        var names = [try newName(after: "for", hint: form)]
        if advance(to: { "," ~= $0.peek }) {
            _ = skipByte(",", as: .comma)
            names.append(try newName(after: "for", hint: "for i, x in list { … }"))
        }
        skipSpace()
        guard atKeyword("in") else {
            throw expected("in", hint: form, mayContinue: false)
        }
        skipKeyword()
        let sequence = try expression()
        let clauses = try clauses()
        let body = try block(hint: bodyHint(behind: clauses))
        return Loop(
            names: names, sequence: sequence, clauses: clauses, body: body, range: range(from: start))
    }
}
