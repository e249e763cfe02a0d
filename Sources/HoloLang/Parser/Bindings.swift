extension Parser {
    /// `let NAME = rhs`
    mutating func binding() throws(Failure) -> Statement.Kind {
        skipKeyword()
        let name = try newName(after: "let", hint: "let name = 'Ada'")
        let value = try rightHandSide(hint: "let \(shortened(name.range)) = 1")
        declare(name.text)
        return .binding(name, value)
    }

    /// `set path = rhs`
    mutating func assignment() throws(Failure) -> Statement.Kind {
        skipKeyword()
        expectBehindSpace(.target)
        let name = try newName(after: "set", hint: "set name = 'Ada'")
        let target = try postfix(Expression(.variable(name), name.range))
        if let range = optionalField(of: target) {
            throw failure(
                "?. only reads", at: range, hint: "a field that is set has to be there",
                replacement: String(source.text(range).drop { $0 == "?" }))
        }
        return .assignment(target, try rightHandSide(hint: "set \(shortened(target.range)) = 1"))
    }

    /// `include "file"`
    mutating func include() throws(Failure) -> Statement.Kind {
        skipKeyword()
        skipSpace()
        expect(.file)
        guard atQuote else {
            throw expected("a quoted file name", hint: "include \"lib.holo\"", mayContinue: false)
        }
        return .include(try fixedText())
    }

    /// `budget expr`
    mutating func budget() throws(Failure) -> Statement.Kind {
        skipKeyword()
        return .budget(try expression())
    }

    /// A variable's name where it is made or changed, which is written without `$`.
    mutating func newName(after keyword: String, hint: String) throws(Failure) -> Name {
        skipSpace()
        let start = position
        let hasDollar = skipByte("$")
        skip { $0.isKeyPart || $0 >= 0x80 }
        checkSize(from: start)
        let text = source.text(range(from: start))
        if hasDollar, position > start + 1 {
            throw failure(
                "the name after \(keyword) has no $", at: range(from: start),
                replacement: source.text(SourceRange(start + 1, position)))
        }
        if text.isEmpty || hasDollar {
            position = start
            throw expected("a name", hint: hint, mayContinue: false)
        }
        try checkName(text, range(from: start))
        mark(.variable, from: start)
        return Name(text, range(from: start))
    }

    private func checkName(_ text: String, _ range: SourceRange) throws(Failure) {
        guard bytes[range.start].isNameStart, text.utf8.allSatisfy(\.isNamePart) else {
            throw failure(
                "\(shortened(range)) is not a variable name", at: range,
                hint: "names are made of the letters a-z, digits and _")
        }
        guard !expressionWords.contains(text) else {
            throw failure(
                "\(text) cannot be a variable name", at: range, hint: "it is a word of the language")
        }
    }

    private mutating func rightHandSide(hint: String) throws(Failure) -> RightHandSide {
        skipSpace()
        guard skipByte("=", as: .infix) else {
            throw expected("= and a value", hint: hint, mayContinue: false)
        }
        skipSpace(lines: true)
        expect(.rightHandSide)
        return try compound()
    }

    /// What can be given a name: `if`, `for`, `try` or a pipeline.
    mutating func compound() throws(Failure) -> RightHandSide {
        switch keyword {
        case .if: .conditional(try conditional())
        case .for: .loop(try loop())
        case .try: .attempt(try attempt())
        default: .pipeline(try pipeline())
        }
    }

    /// Where a path that is to be assigned says `?.`.
    private func optionalField(of path: Expression) -> SourceRange? {
        switch path.kind {
        case .field(let base, let name, let optional):
            optional ? SourceRange(base.range.end, name.range.end) : optionalField(of: base)
        case .index(let base, _): optionalField(of: base)
        default: nil
        }
    }
}
