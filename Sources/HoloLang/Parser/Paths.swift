extension Parser {
    /// `$path` or `${expr}`
    mutating func dollar() throws(Failure) -> Expression {
        let start = position
        if at("${") {
            open(.interpolation)
            let inner = try expression()
            try close()
            return Expression(inner.kind, range(from: start))
        }
        guard peek(1)?.isNameStart == true else {
            if peek(1) == nil { expectInWord(.variable, ahead: 1) }
            throw strayDollar
        }
        position += 1
        expectInWord(.variable)
        let name = variableName()
        mark(.variable, from: start)
        return try postfix(Expression(.variable(Name(name, range(from: start))), range(from: start)))
    }

    mutating func variableName() -> String {
        let start = position
        skip(while: \.isNamePart)
        checkSize(from: start)
        return source.text(range(from: start))
    }

    /// The `.name`, `?.name` and `[expr]` that follow without a space.
    mutating func postfix(_ base: Expression) throws(Failure) -> Expression {
        var path = base
        while true {
            let below = deepest
            if "[" ~= peek {
                path = try index(of: path)
            } else if let field = field(of: path) {
                path = field
            } else {
                return path
            }
            try grow(over: below)
        }
    }

    private mutating func index(of base: Expression) throws(Failure) -> Expression {
        open(.list)
        expectInWord(.index(of: base))
        let index = try expression()
        try close()
        return Expression(.index(base, index), range(from: base.range.start))
    }

    private mutating func field(of base: Expression) -> Expression? {
        let optional = at("?.")
        let dots = optional ? 2 : 1
        guard optional || "." ~= peek else { return nil }
        if peek(dots) == nil { expectInWord(.field(of: base), ahead: dots) }
        guard peek(dots)?.isNameStart == true else { return nil }
        position += dots
        expectInWord(.field(of: base))
        let start = position
        let name = variableName()
        mark(.variable, from: start - dots)
        return Expression(
            .field(base, Name(name, range(from: start)), optional: optional), range(from: base.range.start))
    }

    private var strayDollar: Failure {
        let isText = open.last?.kind == .string
        return failure(
            "this $ is not followed by a name", at: SourceRange(position, position + 1),
            hint: isText ? "the character is written \\$" : "the character is written '$'")
    }
}
