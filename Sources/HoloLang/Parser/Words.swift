extension Parser {
    /// One argument: pieces that stand side by side.
    mutating func word() throws(Failure) -> Word {
        let start = position
        var pieces: [Word.Piece] = []
        if atCall { pieces.append(.value(try operand())) }
        while !atWordEnd {
            switch peek {
            case "'", "\"": pieces += try string()
            case "$": pieces.append(.value(try dollar()))
            case "(": pieces.append(.value(pieces.isEmpty ? try postfix(group()) : try group()))
            case "{": throw failure("{ cannot stand inside a word", at: found.range, hint: quotingHint)
            default:
                if let strayBackslash { throw strayBackslash }
                pieces.append(try bare(isFirst: pieces.isEmpty))
            }
        }
        return Word(pieces, range(from: start))
    }

    private mutating func bare(isFirst: Bool) throws(Failure) -> Word.Piece {
        let start = position
        skip { byte in
            switch byte {
            case "'", "\"", "$", "(", "{", "\\": false
            default: !byte.endsWord
            }
        }
        mark(.text, from: start)
        checkSize(from: start)
        if let lookalike = lookalike(from: start, isFirst: isFirst) { throw lookalike }
        return .text(source.text(range(from: start)), quoted: false)
    }

    /// Spaces and quotes of a web page or a letter, which look as if they separated words here.
    private func lookalike(from start: Int, isFirst: Bool) -> Failure? {
        var offset = start
        for scalar in source.text(range(from: start)).unicodeScalars {
            let range = SourceRange(offset, offset + scalar.utf8.count)
            if scalar.properties.isWhitespace {
                return failure(
                    "this is not the space of the keyboard", at: range, hint: "write a space, or quote it")
            }
            if isFirst, offset == start, "“”„‘’«".unicodeScalars.contains(scalar) {
                return failure("\(scalar) does not quote", at: range, hint: quotingHint)
            }
            offset = range.end
        }
        return nil
    }
}
