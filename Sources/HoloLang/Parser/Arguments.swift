extension Parser {
    mutating func argument() throws(Failure) -> Argument {
        let outer = try enter()
        defer { leave(outer) }
        let start = position
        let kind = try argumentKind()
        return Argument(kind, range(from: start))
    }

    private mutating func argumentKind() throws(Failure) -> Argument.Kind {
        if "{" ~= peek { return .block(try argumentBlock()) }
        if at("...") { return try spreadOrText() }
        if atOption { return try option() }
        if let (key, assignment) = key() { return try keyed(key, assignment) }
        guard !("[" ~= peek) else {
            throw misspelt ?? bare("a list")
        }
        return .word(try word())
    }

    private mutating func argumentBlock() throws(Failure) -> Block {
        guard !isRecord else {
            throw bare("a record")
        }
        return try block()
    }

    /// A line that goes on as a loop does, after a word that is almost `for`.
    private var misspelt: Failure? {
        let line = source.lineRange(at: position)
        let words = source.text(SourceRange(line.start, position)).split(separator: " ")
        guard words.count >= 3, words.last == "in", let word = words.first.map(String.init), word != "for",
            nearest(to: word, in: ["for"]) != nil, let end = word.utf8.count as Int?
        else { return nil }
        let start = line.start + source.text(line).prefix { $0 == " " }.utf8.count
        return failure(
            "unknown command \(word)", at: SourceRange(start, start + end), hint: "did you mean for?",
            replacement: "for")
    }

    /// A list or a record that stands without the brackets of a value.
    private func bare(_ what: String) -> Failure {
        var ahead = lookahead
        let isWhole = (try? ahead.expression()) != nil
        let range = isWhole ? SourceRange(position, ahead.position) : found.range
        return failure(
            "\(what) as an argument goes in ( )", at: range, hint: quotingHint,
            replacement: isWhole ? "(\(source.text(range)))" : nil)
    }

    /// Whether this `{` is followed by what only a record begins with.
    private var isRecord: Bool {
        var ahead = lookahead
        ahead.open(.record)
        ahead.skipSpace()
        if ahead.at("...") { return true }
        if ahead.atQuote {
            ahead.skipQuotes()
        } else {
            guard ahead.peek?.isNameStart == true else { return false }
            ahead.skip(while: \.isKeyPart)
        }
        return ahead.advance(to: { ":" ~= $0.peek })
    }

    /// Skips a string without reading what is computed in it, which would be read twice at every level.
    mutating func skipQuotes() {
        let quote = peek
        position += 1
        while let byte = peek, byte != quote {
            position = min(position + ("\\" ~= byte ? 2 : 1), bytes.count)
        }
        position = min(position + 1, bytes.count)
    }

    /// `...$record`; dots alone are text.
    private mutating func spreadOrText() throws(Failure) -> Argument.Kind {
        switch peek(3) {
        case "$", "(", "{", "[":
            _ = skipDots()
            return .spread(try operand())
        case let byte? where byte.isNameStart:
            let range = SourceRange(position, wordEnd)
            let name = shortened(SourceRange(position + 3, wordEnd))
            throw failure(
                "... spreads a value, not text", at: range, hint: "a variable is written $\(name)",
                replacement: "...$\(name)")
        default:
            return .word(try word())
        }
    }

    /// `--name`, `--name=word`
    private mutating func option() throws(Failure) -> Argument.Kind {
        let start = position
        position += 2
        skip { $0.isKeyPart && $0 != UInt8(ascii: "_") }
        let name = Name(source.text(SourceRange(start + 2, position)), range(from: start))
        let hasValue = skipByte("=")
        mark(.option, from: start)
        if hasValue {
            expectInWord(.optionValue(name.text))
            return .option(name, try value(after: start, hint: "for an empty text write --\(name.text)=''"))
        }
        guard atWordEnd, name.text == name.text.lowercased() else {
            let range = SourceRange(start, wordEnd)
            let fix = shortened(SourceRange(start, position)).lowercased()
            throw failure(
                "\(shortened(range)) is not an option", at: range,
                hint: "options are written in small letters: \(fix)",
                replacement: atWordEnd ? fix : nil)
        }
        return .option(name, nil)
    }

    /// The word that a `key=` or `--name=` needs right behind it.
    mutating func value(after start: Int, hint: String) throws(Failure) -> Word {
        guard !atWordEnd else { throw missingValue(after: start, hint: hint) }
        return try word()
    }

    func missingValue(after start: Int, hint: String) -> Failure {
        let range = range(from: start)
        return failure("\(shortened(range)) has no value", at: range, hint: hint)
    }
}
