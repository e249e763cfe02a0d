extension Parser {
    /// `param name: type = literal # help`
    mutating func parameter() throws(Failure) -> ScriptParameter {
        skipKeyword()
        let form = "param name: integer = 10 # what it is for"
        let name = try newName(after: "param", hint: form)
        var parameter = ScriptParameter(name: name, kind: .text, standard: nil, help: "")
        // What is skipped in vain may be the comment.
        if advance(to: { ":" ~= $0.peek }), skipByte(":", as: .colon) { parameter.kind = try parameterKind() }
        if advance(to: { "=" ~= $0.peek }), skipByte("=", as: .infix) { parameter.standard = try literal() }
        parameter.help = trailingComment
        declare(name.text)
        return parameter
    }

    private mutating func parameterKind() throws(Failure) -> ScriptParameter.Kind {
        skipSpace()
        let kinds = ScriptParameter.Kind.allCases
        expect(.words(kinds.map(\.rawValue)))
        guard let kind = kinds.first(where: { atKeyword($0.rawValue) }) else {
            let names = kinds.map(\.rawValue)
            let meant = nearest(to: found.text, in: names).map { "did you mean \($0)?" }
            throw expected(
                "a type", hint: meant ?? "the types are \(names.joined(separator: ", "))", mayContinue: false)
        }
        skipKeyword()
        return kind
    }

    /// A value in which nothing is computed, so that it can be told before anything runs.
    private mutating func literal() throws(Failure) -> Expression {
        let value = try expression()
        guard value.isLiteral else {
            throw failure(
                "a default is a value as it stands, nothing is computed in it", at: value.range,
                hint:
                    "leave it out and choose with if \(shortened(value.range).isEmpty ? "" : "in the script")"
            )
        }
        return value
    }

    /// The text of the comment that follows on the same line.
    private var trailingComment: String {
        var ahead = lookahead
        ahead.skip { $0.isBlank || $0 == UInt8(ascii: ";") }
        guard ahead.atComment else { return "" }
        let start = ahead.position
        ahead.skipComment()
        guard let comment = ahead.tokens.last?.range, comment.start == start else { return "" }
        return String(source.text(comment).drop { $0 == "#" || $0 == " " })
    }
}

extension Expression {
    fileprivate var isLiteral: Bool {
        switch kind {
        case .null, .bool, .integer, .decimal, .duration, .credits, .rate: true
        case .string(let pieces): Word(pieces, range).literal != nil
        case .list(let elements):
            elements.allSatisfy { if case .item(let item) = $0 { item.isLiteral } else { false } }
        case .unary(.negate, let operand): operand.isLiteral
        default: false
        }
    }
}
