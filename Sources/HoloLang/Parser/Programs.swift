extension Parser {
    /// `!` with the name of a program right behind it.
    var atProgram: Bool {
        guard "!" ~= peek, let next = peek(1) else { return false }
        return !next.endsWord && next != UInt8(ascii: "=") && next != UInt8(ascii: "!")
    }

    /// `!prog word …`: every word is an argument as it stands.
    mutating func program() throws(Failure) -> Command {
        let outer = try enter()
        defer { leave(outer) }
        let start = position
        position += 1
        mark(.command, from: start)
        let name = Name(Command.program, SourceRange(start, start + 1))
        expectWord(of: name, behind: [])
        var arguments = [Argument(.word(try word()), range(from: start + 1))]
        while true {
            expectWord(of: name, behind: arguments)
            guard advance(to: { !$0.atStageEnd }) else { break }
            let start = position
            if let shell = shellWord { throw shell }
            let kind: Argument.Kind = skipDots() ? .spread(try operand()) : .word(try word())
            arguments.append(Argument(kind, range(from: start)))
        }
        endCommand()
        return Command(
            name: name, arguments: arguments, range: range(from: start))
    }

    private mutating func expectWord(of name: Name, behind arguments: [Argument]) {
        trace?.command = Command(name: name, arguments: arguments, range: name.range)
        if arguments.isEmpty { expectInWord(.argument) } else { expectBehindSpace(.argument) }
    }

    /// What only a shell would understand.
    private var shellWord: Failure? {
        let range = SourceRange(position, wordEnd)
        let hint: String
        switch source.text(range) {
        case ">", ">>": hint = "| save out.txt writes what it gives to a file"
        case "<": hint = "read in.txt | !… gives it a file"
        case "&&", "||", "&", "2>&1": hint = "start a new line"
        default: return nil
        }
        let word = shortened(range)
        return failure("there is no shell that understands \(word)", at: range, hint: hint)
    }
}
