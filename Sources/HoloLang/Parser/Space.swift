extension Parser {
    /// Skips blanks, comments and continued line ends; newlines too where they do not separate.
    mutating func skipSpace(lines: Bool = false) {
        let newlines = lines || newlineIsSpace
        while let byte = peek {
            if byte.isBlank || newlines && byte.isNewline {
                position += 1
            } else if atComment {
                skipComment()
            } else if let length = continuation {
                position += length
            } else {
                return
            }
        }
    }

    mutating func skipSeparators() {
        repeat { skipSpace(lines: true) } while skipByte(";", as: .semicolon)
    }

    mutating func skipByte(_ byte: Unicode.Scalar) -> Bool {
        guard byte ~= peek else { return false }
        position += 1
        return true
    }

    /// Moves to the next `what` if only space comes before it, otherwise nowhere.
    mutating func advance(to what: (Parser) -> Bool, lines: Bool = false) -> Bool {
        let start = position
        skipSpace(lines: lines)
        if what(self) { return true }
        position = start
        return false
    }

    var atComment: Bool {
        guard "#" ~= peek else { return false }
        return position == 0 || bytes[position - 1].isBeforeComment
    }

    /// Inside brackets a newline is white space; in a block and at the top it ends a statement.
    var newlineIsSpace: Bool {
        switch open.last?.kind {
        case nil, .block: false
        default: true
        }
    }

    /// The length of a backslash and line end that another line follows.
    var continuation: Int? {
        guard "\\" ~= peek else { return nil }
        let length = "\r" ~= peek(1) ? 3 : 2
        return peek(length - 1)?.isNewline == true && peek(length) != nil ? length : nil
    }

    /// Nothing follows that could be part of the word or value before.
    var atWordEnd: Bool { peek?.endsWord ?? true || continuation != nil }

    /// No argument follows in this pipeline stage; blanks are already skipped.
    var atStageEnd: Bool {
        switch peek {
        case nil, ";", "|", ")", "}": true
        case "\n": !newlineIsSpace
        default: false
        }
    }
}
