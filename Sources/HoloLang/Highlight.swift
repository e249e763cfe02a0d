/// What a part of a text is, for the colour it is shown in.
package enum Highlight: String, Sendable, CaseIterable {
    case command, option, key, string, variable, number, keyword, `operator`, comment
}

/// The parts of a text that have a colour, in order and apart from one another. Of a statement that is
/// wrong or not finished, only what comes before the mistake is told.
package func highlight(_ source: Source) -> [(range: SourceRange, kind: Highlight)] {
    parse(source).tokens.compactMap { token in
        token.highlight(in: source).map { (token.range, $0) }
    }
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
        case .text, .comma, .colon, .semicolon, .open, .close: nil
        }
    }
}
