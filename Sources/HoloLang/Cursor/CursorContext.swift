/// What may stand where a text breaks off, as the parser knows it that has read so far.
package struct CursorContext: Sendable {
    package enum Place: Sendable {
        /// A statement begins: a keyword, a command or a value.
        case statement
        /// What is given a name: `if`, `for`, `try`, a command or a value.
        case rightHandSide
        /// What stands first in `( )`: a command or a value.
        case group
        /// Behind `|`: a command.
        case stage
        /// The next argument of ``CursorContext/command``.
        case argument
        /// Behind `--name=`.
        case optionValue(String)
        /// Behind `key=`, `key:=`
        case keyValue(Key)
        /// Behind `key=@`, `key:=@`, and `include`: the name of a file.
        case file
        /// A name behind `$`.
        case variable
        /// The name of a variable that is set.
        case target
        /// Behind `path.`
        case field(of: Expression)
        /// Behind `path[`
        case index(of: Expression)
        /// A value in an expression; where a command looks at rows, which one.
        case operand(RowCommand?)
        /// One of these words, and nothing else.
        case words([String])
    }

    package var place: Place
    /// Where in the text that begins, in bytes; it ends with the text.
    package var start: Int
    /// The command whose arguments the place is in, and those before it.
    package var command: Command?
    /// The stages of the pipeline before that command.
    package var stages: [Pipeline.Stage]
    /// The variables and functions that the text itself makes before the place and that can be seen there.
    package var names: [String]
    package var functions: [String]
    /// What is typed of it as the program would read it, or nil where something is computed in it.
    package var typed: String?
    /// What it begins with, where that is a quote.
    package var quote: Character?
}

/// What may stand at the end of a text; nil where nothing can be said: in a comment, inside of a text that is typed,
/// behind a mistake.
package func cursorContext(_ source: Source) -> CursorContext? {
    guard source.bytes.count <= Source.maximumSize else { return nil }
    let trace = Trace()
    var parser = Parser(source)
    parser.trace = trace
    _ = parser.recovering { parser throws(Failure) in try parser.version() }
    _ = parser.statements()
    guard !trace.endsInComment, let site = trace.site, site.start <= source.bytes.count else { return nil }
    var context = CursorContext(
        place: site.place, start: site.start, command: site.command, stages: site.stages,
        names: site.names, functions: site.functions)
    let word = SourceRange(site.start, source.bytes.count)
    return context.take(source.text(word), Array(source.bytes[site.start...])) ? context : nil
}

extension CursorContext {
    /// Reads what is typed already; false where that is more than the beginning of one word.
    fileprivate mutating func take(_ text: String, _ bytes: [UInt8]) -> Bool {
        typed = text
        switch place {
        case .argument, .optionValue, .keyValue, .file, .index: return takeWord(text, bytes)
        case .statement, .rightHandSide, .group, .stage:
            return bytes.allSatisfy(\.isKeyPart) && bytes.first?.isDigit != true || text == "!"
        case .variable, .target, .field, .operand, .words: return bytes.allSatisfy(\.isNamePart)
        }
    }

    private mutating func takeWord(_ text: String, _ bytes: [UInt8]) -> Bool {
        guard let first = bytes.first else { return true }
        if first == UInt8(ascii: "'") || first == UInt8(ascii: "\"") {
            quote = Character(Unicode.Scalar(first))
        }
        guard let word = Parser.word(text + (quote.map(String.init) ?? "")) else { return false }
        typed = word.literal
        return true
    }
}

extension Parser {
    /// A text that is one word as a whole, as far as it is; nil where it is none.
    fileprivate static func word(_ text: String) -> Word? {
        var parser = Parser(Source(name: "", text: text))
        do {
            let word = try parser.word()
            return parser.peek == nil ? word : nil
        } catch {
            return nil
        }
    }
}
