private let escapes: [UInt8: Character] = [
    UInt8(ascii: "n"): "\n", UInt8(ascii: "t"): "\t", UInt8(ascii: "r"): "\r", UInt8(ascii: "\""): "\"",
    UInt8(ascii: "\\"): "\\", UInt8(ascii: "$"): "$",
]

extension Parser {
    /// What the escape at `position` stands for; an unknown one is reported and stands for nothing.
    mutating func escape() -> String.UTF8View {
        let start = position
        position += 1
        guard let byte = peek else { return "".utf8 }
        if let character = escapes[byte] {
            position += 1
            return String(character).utf8
        }
        if at("u{") { return scalarEscape(from: start) }
        if !byte.isNewline { position += nextCharacter }
        reportEscape(from: start)
        return "".utf8
    }

    /// `\u{1F600}`
    private mutating func scalarEscape(from start: Int) -> String.UTF8View {
        position += 2
        let digits = position
        skip(while: \.isNamePart)
        let code = UInt32(source.text(range(from: digits)), radix: 16)
        let isClosed = skipByte("}")
        guard isClosed, let code, let scalar = Unicode.Scalar(code) else {
            reportEscape(from: start)
            return "".utf8
        }
        return String(scalar).utf8
    }

    private var nextCharacter: Int {
        let text = source.text(SourceRange(position, min(position + 64, bytes.count)))
        return text.first?.utf8.count ?? 1
    }

    private mutating func reportEscape(from start: Int) {
        report(
            failure(
                "\(source.text(range(from: start))) is not an escape", at: range(from: start),
                hint: "the escapes are \\n \\t \\r \\\" \\\\ \\$ and \\u{1F600}"))
    }
}
