/// A piece of the text that is not space, and what it was read as.
struct Token: Sendable {
    enum Kind: Sendable, Equatable {
        case command, option, key, text, string, variable, number, constant, keyword, comment
        /// Stands between two values or stages, or behind a name that is given one.
        case infix
        /// `..`
        case range
        /// The `-` before a value.
        case sign
        /// `...`
        case spread
        case comma, colon, semicolon
        case open(Bracket.Kind)
        case close(Bracket.Kind)
    }

    var kind: Kind
    var range: SourceRange
    /// It is the first of its statement.
    var startsStatement = false
}

extension Parser {
    /// Notes what was just read. A comment that is skipped again is noted once.
    mutating func mark(_ kind: Token.Kind, from start: Int) {
        mark(kind, range(from: start))
    }

    mutating func mark(_ kind: Token.Kind, _ range: SourceRange) {
        guard range.start < range.end, range.start >= tokens.last?.range.end ?? 0 else { return }
        tokens.append(Token(kind: kind, range: range, startsStatement: startsStatement))
        startsStatement = false
    }

    mutating func skipKeyword() {
        let start = position
        skip(while: \.isLetter)
        mark(.keyword, from: start)
    }

    mutating func skipByte(_ byte: Unicode.Scalar, as kind: Token.Kind) -> Bool {
        guard skipByte(byte) else { return false }
        mark(kind, from: position - 1)
        return true
    }

    mutating func skipComment() {
        let start = position
        skip { !$0.isNewline }
        if peek == nil { trace?.endsInComment = true }
        let end = bytes[start..<position].lastIndex { !$0.isBlank } ?? start
        mark(.comment, SourceRange(start, end + 1))
    }

    /// A copy to look further with. It notes nothing, as that would copy all that was noted so far.
    var lookahead: Parser {
        var copy = self
        copy.tokens = []
        copy.trace = nil
        return copy
    }
}
