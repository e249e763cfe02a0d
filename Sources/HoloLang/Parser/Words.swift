extension Parser {
    /// One argument: pieces that stand side by side.
    mutating func word() throws(Failure) -> Word {
        let start = position
        var pieces: [Word.Piece] = []
        while !atWordEnd {
            switch peek {
            case "'", "\"": pieces += try string()
            case "$": pieces.append(.value(try dollar()))
            case "(": pieces.append(.value(try group()))
            case "{": throw failure("{ cannot stand inside a word", at: found.range, hint: quotingHint)
            default:
                if let strayBackslash { throw strayBackslash }
                pieces.append(bare())
            }
        }
        return Word(pieces, range(from: start))
    }

    private mutating func bare() -> Word.Piece {
        let start = position
        skip { byte in
            switch byte {
            case "'", "\"", "$", "(", "{", "\\": false
            default: !byte.endsWord
            }
        }
        checkSize(from: start)
        return .text(source.text(range(from: start)), quoted: false)
    }
}
