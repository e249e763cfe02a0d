extension Parser {
    mutating func command() throws(Failure) -> Command {
        let outer = try enter()
        defer { leave(outer) }
        let name = try commandName()
        let row = RowCommand(rawValue: name.text)
        var columns: [Column] = []
        setRow(row)
        if let row { columns = try self.columns(of: row) }
        setRow(nil)
        var arguments: [Argument] = []
        while true {
            expectArgument(of: name, behind: arguments, row)
            guard advance(to: { !$0.atStageEnd && (row == nil || $0.atOption) }) else { break }
            arguments.append(try argument())
        }
        endCommand()
        let range = range(from: name.range.start)
        return Command(name: name, arguments: arguments, columns: columns, range: range)
    }

    private mutating func setRow(_ row: RowCommand?) { trace?.row = row }

    mutating func endCommand() { trace?.command = nil }

    private mutating func expectArgument(of name: Name, behind arguments: [Argument], _ row: RowCommand?) {
        guard let trace else { return }
        trace.command = Command(name: name, arguments: arguments, range: range(from: name.range.start))
        var ahead = self
        ahead.skipSpace()
        guard ahead.position > position, row == nil || ahead.at("-") else { return }
        ahead.expect(.argument)
    }

    private mutating func commandName() throws(Failure) -> Name {
        let start = position
        if let keyword { throw misplaced(keyword) }
        if peek?.isNameStart == true { skip(while: \.isKeyPart) }
        mark(.command, from: start)
        checkSize(from: start)
        let name = Name(source.text(range(from: start)), range(from: start))
        guard position > start, atWordEnd else { throw notCommand(name) }
        if advance(to: \.atAssignment) { throw unbound(name) }
        return name
    }

    private func misplaced(_ keyword: Keyword) -> Failure {
        let named = keyword == .if || keyword == .for || keyword == .try
        return failure(
            "\(keyword.rawValue) starts a statement and cannot stand here", at: found.range,
            hint: named ? "give its value a name first, with let" : "help \(keyword.rawValue)")
    }

    /// An `=` or `:=` that stands alone.
    private var atAssignment: Bool {
        let length = at(":=") ? 2 : 1
        return (length == 2 || "=" ~= peek) && peek(length)?.endsWord ?? true
    }

    private func unbound(_ name: Name) -> Failure {
        let start = name.range.start
        let end = position + (":" ~= peek ? 2 : 1)
        return failure(
            "this assigns without let or set", at: SourceRange(start, end),
            hint: "let makes a variable, set changes one",
            replacement: "let \(source.text(name.range)) =")
    }

    /// `name` is what of the word could be a command's name, maybe nothing.
    private func notCommand(_ name: Name) -> Failure {
        if "=" ~= peek || at(":="), !name.text.isEmpty { return unbound(name) }
        if let backslash = strayBackslash { return backslash }
        let range = SourceRange(name.range.start, wordEnd)
        guard range.end > range.start else { return missingCommand }
        return failure(
            "\(shortened(range)) is not a command", at: range, hint: commandHint(shortened(name.range), range)
        )
    }

    private func commandHint(_ name: String, _ range: SourceRange) -> String {
        switch peek {
        case ".", "?", "[": name.isEmpty ? quotingHint : "a variable is written $\(shortened(range))"
        case "(", "{": "put a space behind \(name)"
        default: quotingHint
        }
    }

    private var missingCommand: Failure {
        if !atCloser, let strayCloser { return strayCloser }
        return expected("a command or a value", hint: "|" ~= peek ? barHint : nil)
    }

    private var barHint: String {
        let before = bytes[..<position].last { !$0.isBlank }
        let isTwice = "|" ~= before || "|" ~= peek(1)
        return isTwice ? "the operator || is written or" : "a pipeline begins with a command or a value"
    }
}
