private let constants: [String: Expression.Kind] = [
    "null": .null, "true": .bool(true), "false": .bool(false),
]

extension Parser {
    /// A value without operators behind it. The line may break before it, as something has to come.
    mutating func operand() throws(Failure) -> Expression {
        skipSpace(lines: true)
        expectOperand()
        switch peek {
        case "'", "\"": return try postfix(stringLiteral())
        case "$": return try postfix(dollar())
        case "(": return try postfix(group())
        case "[": return try postfix(list())
        case "{": return try postfix(record())
        case "-": return try prefixed(.negate, power: .sign)
        case let byte? where byte.isDigit: return try number()
        case let byte? where byte.isNameStart: return try named()
        default: throw atForeign ?? expected("a value", hint: quoteHint)
        }
    }

    private var quoteHint: String? {
        "`" ~= peek || peek ?? 0 >= 0x80 ? quotingHint : nil
    }

    /// `( pipeline )`
    mutating func group() throws(Failure) -> Expression {
        let start = position
        let level = enterTrace()
        open(.group)
        skipSpace()
        expect(.group)
        let pipeline = try pipeline()
        try close()
        leaveTrace(level)
        return Expression(.pipeline(pipeline), range(from: start))
    }

    private mutating func stringLiteral() throws(Failure) -> Expression {
        let start = position
        let pieces = try string()
        return Expression(.string(pieces), range(from: start))
    }

    private mutating func prefixed(_ sign: UnaryOperator, power: Power) throws(Failure) -> Expression {
        let start = position
        position += sign.rawValue.utf8.count
        mark(sign == .not ? .keyword : .sign, from: start)
        let operand = try expression(above: power)
        return Expression(.unary(sign, operand), range(from: start))
    }

    /// A bare word: a constant, `not`, a call, or a name without `$`.
    private mutating func named() throws(Failure) -> Expression {
        let start = position
        if atKeyword("not") { return try prefixed(.not, power: .not) }
        let name = variableName()
        let range = range(from: start)
        if let constant = constants[name] {
            mark(.constant, range)
            return Expression(constant, range)
        }
        if expressionWords.contains(name) {
            position = start
            throw expected("a value")
        }
        if "(" ~= peek {
            mark(.command, range)
            return try postfix(call(of: Name(name, range)))
        }
        mark(.variable, range)
        return try postfix(Expression(.bare(Name(name, range)), range))
    }
}
