import HoloLang
import HoloRuntime
import HoloTerm

/// What can stand at the cursor, as the parser knows it that has read the text before it. Asks nobody.
struct Completer {
    let vocabulary: Vocabulary

    var session: Session { vocabulary.session }

    /// - Parameter cursor: in bytes of the text; one inside of a character counts as before it.
    func completions(_ text: String, cursor: Int) -> Completions {
        let place = text.index(at: cursor)
        let before = String(text[..<place])
        let source = Source(name: "", text: before)
        let end = before.utf8.count
        // A byte order mark in front is not part of the source.
        let shift = end - source.bytes.count
        guard let context = cursorContext(source), let typed = context.typed else {
            return Completions(start: end, candidates: [], insertion: nil)
        }
        let raw = source.text(SourceRange(context.start, source.bytes.count))
        let word = TypedWord(raw: raw, typed: typed, quote: context.quote, rest: text[place...])
        return completions(context, word, start: context.start + shift)
    }

    private func completions(_ context: CursorContext, _ word: TypedWord, start: Int) -> Completions {
        switch context.place {
        case .field(let base): return fields(of: base, word, start: start)
        case .file: return files(word, always: context.command == nil, start: start)
        case .argument where wantsFile(context): return files(word, start: start)
        case .optionValue(let name) where type(ofOption: name, context) == "FILE":
            return files(word, start: start)
        default: return word.completions(offers(context, word), start: start)
        }
    }

    private func offers(_ context: CursorContext, _ word: TypedWord) -> [Offer] {
        switch context.place {
        case .statement: statements(context)
        case .rightHandSide: compounds + commands(context, calls: true)
        case .group: commands(context, calls: true)
        case .stage: commands(context, calls: false)
        case .argument: arguments(context, word).inQuotes(word.quote)
        case .optionValue(let name): values(ofOption: name, context, word).inQuotes(word.quote)
        case .keyValue(let key): values(of: key, context, word).inQuotes(word.quote)
        case .variable: variables(context)
        case .target: targets(context)
        case .index(let base): indexes(of: base, context)
        case .operand(let row): operands(row, context)
        case .words(let words): words.map { Offer($0 + " ", label: $0) }
        case .field, .file: []
        }
    }
}

/// The word that the cursor is at the end of.
struct TypedWord {
    /// As it stands.
    let raw: String
    /// What it means.
    let typed: String
    let quote: Character?
    let rest: Substring

    func completions(_ offers: [Offer], start: Int) -> Completions {
        offers.completions(start: start, raw: raw, typed: typed, rest: rest)
    }
}

extension String {
    /// The last place at or before so many bytes that is between two characters of Unicode.
    fileprivate func index(at offset: Int) -> Index {
        let bytes = utf8
        var place = bytes.index(startIndex, offsetBy: Swift.max(0, offset), limitedBy: endIndex) ?? endIndex
        while place > startIndex, place < endIndex, bytes[place] & 0xC0 == 0x80 {
            bytes.formIndex(before: &place)
        }
        return place
    }
}
