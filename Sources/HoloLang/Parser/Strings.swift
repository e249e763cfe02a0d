extension Parser {
    var atQuote: Bool { "'" ~= peek || "\"" ~= peek }

    /// `'raw'` or `"text $x ${expr}"`. There is always a piece of text, so that `"$x"` is not taken for
    /// the value `$x`.
    mutating func string() throws(Failure) -> [Word.Piece] {
        let start = position
        let pieces = "'" ~= peek ? [try raw()] : try interpolated()
        checkSize(from: start)
        return pieces
    }

    /// A string in which nothing is computed.
    mutating func fixedText() throws(Failure) -> Name {
        let start = position
        let word = Word(try string(), range(from: start))
        guard let text = word.literal else {
            throw failure(
                "nothing can be computed in this text", at: range(from: start),
                hint: "quote it with ' instead")
        }
        return Name(text, range(from: start))
    }

    private mutating func raw() throws(Failure) -> Word.Piece {
        let start = position
        position += 1
        skip { $0 != UInt8(ascii: "'") }
        let text = source.text(SourceRange(start + 1, position))
        let isClosed = skipByte("'")
        mark(.string, from: start)
        guard isClosed else { throw unclosed(SourceRange(start, start + 1)) }
        return .text(text.withoutReturns, quoted: true)
    }

    private mutating func interpolated() throws(Failure) -> [Word.Piece] {
        open(.string)
        var pieces: [Word.Piece] = []
        repeat {
            let text = try textRun()
            if !text.isEmpty || pieces.isEmpty { pieces.append(.text(text, quoted: true)) }
            if "$" ~= peek { pieces.append(.value(try dollar())) }
        } while !atCloser
        open.removeLast()
        _ = skipByte("\"", as: .close(.string))
        return pieces
    }

    /// Text up to the next `$` or the end of the string, its escapes resolved.
    private mutating func textRun() throws(Failure) -> String {
        let start = position
        defer { mark(.string, from: start) }
        var text: [UInt8] = []
        while let byte = peek {
            switch byte {
            case "\"", "$": return String(decoding: text, as: UTF8.self)
            case "\\": text += escape()
            case "\r": text += returns()
            default:
                text.append(byte)
                position += 1
            }
        }
        throw expected("\"")
    }

    /// Nothing where they are a part of the line's end.
    private mutating func returns() -> ArraySlice<UInt8> {
        let start = position
        skip { $0 == UInt8(ascii: "\r") }
        return peek?.isNewline == true ? [] : bytes[start..<position]
    }
}

extension String {
    /// A line of a string ends the same way whatever ends the lines of the file.
    var withoutReturns: String {
        guard utf8.contains(UInt8(ascii: "\r")) else { return self }
        var bytes: [UInt8] = []
        for byte in utf8 {
            while byte.isNewline, bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
            bytes.append(byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
