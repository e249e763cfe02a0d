extension Parser {
    /// Runs `read`; when it fails, reports that and moves to where the next statement can begin.
    mutating func recovering<Node>(
        _ read: (inout Parser) throws(Failure) -> Node
    ) -> Node? {
        let outside = open.count
        do {
            return try read(&self)
        } catch {
            report(error)
            skipStatement(in: outside)
            isLost = isLost || error.diagnostic.isIncomplete || peek == nil && open.count > outside
            open.removeLast(open.count - outside)
            return nil
        }
    }

    /// Skips brackets and strings as wholes, so that what is left of a broken statement is not
    /// mistaken for more statements.
    private mutating func skipStatement(in outside: Int) {
        while let byte = peek {
            if open.count > outside, open.last?.kind == .string {
                skipText()
            } else if atStatementAfterOpenBracket || open.count == outside && endsStatement(byte) {
                return
            } else {
                skipToken(byte, in: outside)
            }
        }
    }

    private func endsStatement(_ byte: UInt8) -> Bool {
        switch byte {
        case ";", "\n": true
        case "}": !open.isEmpty
        default: false
        }
    }

    /// A line that starts with a keyword cannot be inside `(` or `[`: the bracket was forgotten.
    private var atStatementAfterOpenBracket: Bool {
        guard open.last?.kind == .group || open.last?.kind == .list, peek?.isLetter == true else {
            return false
        }
        guard let before = bytes[..<position].last(where: { !$0.isBlank }), before.isNewline else {
            return false
        }
        return keyword != nil
    }

    private mutating func skipToken(_ byte: UInt8, in outside: Int) {
        switch byte {
        case "(": open(.group)
        case "[": open(.list)
        case "{": open(.record)
        case "\"": open(.string)
        case ")", "]", "}": skipCloser(in: outside)
        case "'": skipRaw()
        default:
            if atComment { skipComment() } else { position += continuation ?? 1 }
        }
    }

    private mutating func skipText() {
        switch peek {
        case "\"": skipCloser(in: open.count - 1)
        case "$" where peek(1) == UInt8(ascii: "{"): open(.interpolation)
        case "\\": position = min(position + 2, bytes.count)
        default: position += 1
        }
    }

    /// Closes the bracket that fits and those left open inside it. One that fits none ends the block
    /// around the statement, or is taken for the innermost bracket's if it ends its line.
    private mutating func skipCloser(in outside: Int) {
        if let match = open[outside...].lastIndex(where: { $0.closer ~= peek }) {
            open.removeLast(open.count - match)
        } else if outside > 0, "}" ~= peek {
            open.removeLast(open.count - outside)
            return
        } else if open.count > outside, isLastOnLine {
            open.removeLast()
        }
        position += 1
    }

    private var isLastOnLine: Bool {
        var ahead = self
        ahead.position += 1
        ahead.skip(while: \.isBlank)
        return ahead.peek?.isNewline ?? true
    }

    private mutating func skipRaw() {
        position += 1
        skip { $0 != UInt8(ascii: "'") }
        if !skipByte("'") { isLost = true }
    }
}
