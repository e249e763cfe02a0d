/// What a part of a text is, for the colour it is shown in.
package enum Highlight: String, Sendable, CaseIterable {
    case command, option, key, string, variable, number, keyword, `operator`, comment
    /// A bare word, which has no colour of its own.
    case word
}

/// The parts of a text that have a colour, in order and apart from one another. Of a statement that is
/// wrong or not finished, only what comes before the mistake is told.
package func highlight(_ source: Source) -> [(range: SourceRange, kind: Highlight)] {
    sketch(source).parts.filter { $0.kind != .word }
}

/// A text as far as its colours need it.
package struct Sketch: Sendable {
    package var parts: [(range: SourceRange, kind: Highlight)]
    /// The variables and functions that the text makes, wherever they can be seen.
    package var names: Set<String>
    package var functions: Set<String>
}

package func sketch(_ source: Source) -> Sketch {
    guard source.bytes.count <= Source.maximumSize else { return Sketch(parts: [], names: [], functions: []) }
    let trace = Trace()
    var parser = Parser(source)
    parser.trace = trace
    _ = parser.recovering { parser throws(Failure) in try parser.version() }
    _ = parser.statements()
    return Sketch(
        parts: parser.tokens.compactMap { token in token.highlight(in: source).map { (token.range, $0) } },
        names: trace.allNames, functions: Set(trace.functions))
}

extension Token {
    fileprivate func highlight(in source: Source) -> Highlight? {
        switch kind {
        case .command: .command
        case .option: .option
        case .key: .key
        case .string, .open(.string), .close(.string): .string
        case .variable, .open(.interpolation), .close(.interpolation): .variable
        case .number: .number
        case .keyword, .constant: .keyword
        case .infix: source.bytes[range.start].isLetter ? .keyword : .operator
        case .range, .sign, .spread: .operator
        case .comment: .comment
        case .text: .word
        case .comma, .colon, .semicolon, .open, .close: nil
        }
    }
}
