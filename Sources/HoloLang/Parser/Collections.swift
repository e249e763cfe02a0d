extension Parser {
    /// `[a, ...b]`
    mutating func list() throws(Failure) -> Expression {
        let start = position
        open(.list)
        var elements: [Expression.Element] = []
        repeat {
            skipSpace()
            expectOperand()
            if atCloser { break }
            elements.append(skipDots() ? .spread(try expression()) : .item(try expression()))
        } while skipComma()
        try close(or: ",", hint: "items are separated by ,")
        return Expression(.list(elements), range(from: start))
    }

    /// `{name: value, "any key": value, ...other}`
    mutating func record() throws(Failure) -> Expression {
        let start = position
        open(.record)
        var entries: [Expression.Entry] = []
        var names: Set<String> = []
        repeat {
            skipSpace()
            if atCloser { break }
            entries.append(skipDots() ? .spread(try expression()) : try field(unlike: &names))
        } while skipComma()
        try close(or: ",", hint: "fields are separated by ,")
        return Expression(.record(entries), range(from: start))
    }

    private mutating func field(unlike names: inout Set<String>) throws(Failure) -> Expression.Entry {
        let name = try fieldName()
        if !names.insert(name.text).inserted {
            report(
                failure(
                    "the field \(shortened(name.range)) is given twice", at: name.range,
                    hint: "remove one of them"))
        }
        skipSpace()
        guard skipByte(":", as: .colon) else { throw expected(": and a value", hint: recordHint) }
        return .field(name, try expression())
    }

    private mutating func fieldName() throws(Failure) -> Name {
        if atQuote { return try fixedText() }
        let start = position
        guard peek?.isNameStart == true else { throw expected("a field name or }", hint: recordHint) }
        skip(while: \.isKeyPart)
        mark(.key, from: start)
        checkSize(from: start)
        return Name(source.text(range(from: start)), range(from: start))
    }

    private var recordHint: String {
        "a record is written {name: value}; blocks go behind if, for and commands"
    }

    /// `...`
    mutating func skipDots() -> Bool {
        guard at("...") else { return false }
        position += 3
        mark(.spread, from: position - 3)
        return true
    }

    mutating func skipComma() -> Bool {
        skipSpace()
        return skipByte(",", as: .comma)
    }
}
