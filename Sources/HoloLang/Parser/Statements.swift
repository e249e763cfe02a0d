/// Words that begin a statement; any other word there is a command.
package enum Keyword: String, CaseIterable, Sendable {
    case `let`, set, `if`, `else`, `for`, `while`, `try`, `catch`, fn, `return`, `break`, `continue`
    case param, assert, test, include, budget
}

extension Parser {
    /// `holo INT`, the version of the language that the text is written in.
    mutating func version() throws(Failure) -> Int? {
        skipSeparators()
        guard atKeyword("holo") else { return nil }
        var ahead = lookahead
        ahead.position += 4
        guard ahead.advance(to: { $0.peek?.isDigit == true }) else { return nil }
        startsStatement = true
        skipKeyword()
        skipSpace()
        let digits = position
        skip(while: \.isDigit)
        mark(.number, from: digits)
        guard let version = Int(source.text(range(from: digits))) else { throw tooLarge(range(from: digits)) }
        try endStatement()
        return version
    }

    /// All statements up to the end of the block, or of the text.
    mutating func statements() -> [Statement] {
        var statements: [Statement] = []
        while true {
            skipSeparators()
            expectStatement()
            guard peek != nil, !atCloser else { return statements }
            startsStatement = true
            let statement = recovering { parser throws(Failure) in try parser.statement() }
            if let statement { statements.append(statement) }
        }
    }

    private mutating func expectStatement() {
        guard let trace else { return }
        trace.forgetCommand()
        if startsLine { expect(.statement) }
    }

    private mutating func statement() throws(Failure) -> Statement {
        let start = position
        let kind = try statementKind()
        let range = range(from: start)
        try endStatement()
        return Statement(kind, range)
    }

    private mutating func statementKind() throws(Failure) -> Statement.Kind {
        switch keyword {
        case .let: return try binding()
        case .set: return try assignment()
        case .include: return try include()
        case .budget: return try budget()
        case .param: return .parameter(try parameter())
        case .fn: return .function(try function())
        case .while: return try repetition()
        case .break: return word(.break)
        case .continue: return word(.continue)
        case .return: return try returning()
        case .assert: return try assertion()
        case .test: return try test()
        case .if, .for, .try: return .value(try compound())
        case .else:
            throw failure(
                "this else has no if", at: found.range, hint: "if true { print 'yes' } else { print 'no' }")
        case .catch:
            throw failure(
                "this catch has no try", at: found.range,
                hint: "try { run hn_stories } catch e { warn $e.message }")
        case nil: return .value(.pipeline(try pipeline()))
        }
    }

    private mutating func word(_ kind: Statement.Kind) -> Statement.Kind {
        skipKeyword()
        return kind
    }

    var keyword: Keyword? {
        guard let keyword = Keyword.allCases.first(where: { atKeyword($0.rawValue) }) else { return nil }
        return keyword != .test || atTest ? keyword : nil
    }

    /// `test "name" {`; the word alone is a command.
    private var atTest: Bool {
        var ahead = lookahead
        ahead.position += Keyword.test.rawValue.utf8.count
        guard ahead.advance(to: \.atQuote) else { return false }
        ahead.skipQuotes()
        return ahead.advance(to: { "{" ~= $0.peek }, lines: true)
    }

    /// `{ … }`; the hint tells what may have been meant by something else that stands here.
    mutating func block(hint: String? = nil) throws(Failure) -> Block {
        skipSpace(lines: true)
        guard "{" ~= peek else { throw expected("{ and a block", hint: hint) }
        let start = position
        let level = enterTrace()
        open(.block)
        let body = statements()
        try close()
        leaveTrace(level)
        return Block(body, range(from: start))
    }

    private mutating func endStatement() throws(Failure) {
        skipSpace()
        guard peek != nil, peek?.isNewline == false, !(";" ~= peek), !atCloser else { return }
        throw strayCloser
            ?? expected(
                "the end of the statement", hint: "commands are joined with |, or stand on lines of their own"
            )
    }

    var strayCloser: Failure? {
        switch peek {
        case ")", "]", "}":
            failure("this \(found.text) closes nothing", at: found.range, hint: "remove it or quote it")
        default: nil
        }
    }
}
