extension Parser {
    /// The expressions behind a command that looks at rows.
    mutating func columns(of command: RowCommand) throws(Failure) -> [Column] {
        var columns: [Column] = []
        while true {
            expectBehindSpace(.operand(command))
            guard advance(to: { !$0.atStageEnd && !$0.atOption }) else { break }
            columns.append(try column(of: command))
            guard advance(to: { "," ~= $0.peek }) else { break }
            guard command.takesMany else {
                throw failure(
                    "\(command.rawValue) takes one expression", at: found.range, hint: command.example)
            }
            _ = skipByte(",", as: .comma)
            skipSpace(lines: true)
        }
        if columns.isEmpty, command != .sort {
            throw expected("an expression", hint: command.example, mayContinue: false)
        }
        try checkEnd(of: columns, command)
        return columns
    }

    private mutating func column(of command: RowCommand) throws(Failure) -> Column {
        let name = command.takesNames ? try columnName() : nil
        let value = try expression()
        var column = Column(name: name, value: value)
        if command.takesDirections { expectBehindSpace(.words(["asc", "desc"])) }
        guard command.takesDirections, advance(to: { $0.atKeyword("desc") || $0.atKeyword("asc") }) else {
            return column
        }
        column.isDescending = atKeyword("desc")
        skipKeyword()
        return column
    }

    /// `name:` before an expression, or nothing.
    private mutating func columnName() throws(Failure) -> Name? {
        var ahead = lookahead
        if ahead.atQuote { ahead.skipQuotes() } else { ahead.skip(while: \.isKeyPart) }
        guard ahead.position > position, ahead.advance(to: { ":" ~= $0.peek }) else { return nil }
        let name: Name
        if atQuote {
            name = try fixedText()
        } else {
            let start = position
            skip(while: \.isKeyPart)
            mark(.key, from: start)
            name = Name(source.text(range(from: start)), range(from: start))
        }
        skipSpace()
        _ = skipByte(":", as: .colon)
        return name
    }

    var atOption: Bool { at("--") && peek(2)?.isLetter == true }

    /// Two words side by side are usually two columns without their comma.
    private func checkEnd(of columns: [Column], _ command: RowCommand) throws(Failure) {
        var ahead = lookahead
        ahead.skipSpace()
        guard !ahead.atStageEnd, !ahead.atOption, let last = columns.last else { return }
        guard command.takesMany else { return }
        let next = ahead.found
        throw failure(
            "expected , or the end of \(command.rawValue), found \(next.text)", at: next.range,
            hint: "\(command.rawValue) \(shortened(last.value.range)), \(next.text)")
    }
}
