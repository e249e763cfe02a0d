import HoloLang

extension Compiler {
    /// A word's value: a lone `$path`, `${…}` or `(…)` keeps its type, anything else joins to text.
    mutating func word(_ word: Word) -> Code {
        if word.pieces.count == 1, case .value(let value) = word.pieces[0] { return expression(value) }
        return text(word.pieces, word.range)
    }

    mutating func text(_ pieces: [Word.Piece], _ range: SourceRange) -> Code {
        if let literal = Word(pieces, SourceRange(0, 0)).literal { return { _ in .string(literal) } }
        let codes = pieces.map { piece -> Code in
            switch piece {
            case .text(let text, _): { _ in .string(text) }
            case .value(let value): expression(value)
            }
        }
        return located(range) { (frame) throws(Stop) in
            var text = ""
            for code in codes {
                let value = try code(frame)
                if value == .unknown { return .unknown }
                text += value.text
            }
            let value = Value.string(text)
            try frame.noteGrowth(of: value)
            return value
        }
    }
}
