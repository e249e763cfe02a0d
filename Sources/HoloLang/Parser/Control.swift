extension Parser {
    /// `if condition { } else if condition { } else { }`
    mutating func conditional() throws(Failure) -> Conditional {
        let outer = try enter()
        defer { leave(outer) }
        let start = position
        var branches = [try branch()]
        var otherwise: Block?
        while otherwise == nil {
            expectBehindSpace(.words(["else"]), lines: true)
            guard advance(to: { $0.keyword == .else }, lines: true) else { break }
            skipKeyword()
            expectBehindSpace(.words(["if"]))
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
        let form = "for x in [1, 2] { print $x }"
        var names = [try newName(after: "for", hint: form)]
        if advance(to: { "," ~= $0.peek }) {
            _ = skipByte(",", as: .comma)
            names.append(try newName(after: "for", hint: "for i, x in [1, 2] { print $i $x }"))
        }
        skipSpace()
        expect(.words(["in"]))
        guard atKeyword("in") else {
            throw expected("in", hint: form, mayContinue: false)
        }
        skipKeyword()
        let sequence = try expression()
        let level = enterTrace()
        for name in names { declare(name.text) }
        let clauses = try clauses()
        let body = try block(hint: bodyHint(behind: clauses))
        leaveTrace(level)
        return Loop(
            names: names, sequence: sequence, clauses: clauses, body: body, range: range(from: start))
    }

    /// `while condition { }`
    mutating func repetition() throws(Failure) -> Statement.Kind {
        let outer = try enter()
        defer { leave(outer) }
        let (condition, body) = try branch()
        return .repetition(condition, body)
    }

    /// `try { } catch name { }`
    mutating func attempt() throws(Failure) -> Attempt {
        let outer = try enter()
        defer { leave(outer) }
        let start = position
        skipKeyword()
        let body = try block()
        var attempt = Attempt(body: body, name: nil, handler: nil, range: range(from: start))
        expectBehindSpace(.words(["catch"]), lines: true)
        guard advance(to: { $0.keyword == .catch }, lines: true) else { return attempt }
        skipKeyword()
        skipSpace()
        if peek?.isNameStart == true || "$" ~= peek {
            attempt.name = try newName(
                after: "catch", hint: "try { run hn_stories } catch e { warn $e.message }")
        }
        let level = enterTrace()
        if let name = attempt.name { declare(name.text) }
        attempt.handler = try block(hint: "try { run hn_stories } catch e { warn $e.message }")
        leaveTrace(level)
        attempt.range = range(from: start)
        return attempt
    }

    /// `return`, `return rhs`
    mutating func returning() throws(Failure) -> Statement.Kind {
        skipKeyword()
        skipSpace()
        expect(.rightHandSide)
        return .return(atStageEnd ? nil : try compound())
    }

    /// `assert condition, message`
    mutating func assertion() throws(Failure) -> Statement.Kind {
        skipKeyword()
        let condition = try expression()
        guard advance(to: { "," ~= $0.peek }) else { return .assertion(condition, message: nil) }
        _ = skipByte(",", as: .comma)
        return .assertion(condition, message: try expression())
    }

    /// `test "name" { }`
    mutating func test() throws(Failure) -> Statement.Kind {
        let outer = try enter()
        defer { leave(outer) }
        skipKeyword()
        skipSpace()
        let name = try fixedText()
        return .test(name, try block())
    }
}
