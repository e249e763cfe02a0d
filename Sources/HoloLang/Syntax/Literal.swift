/// A text that stands in a program as it is, where a variable could stand in its place.
package struct Literal: Sendable, Equatable {
    /// What `key=` stands before it.
    package var key: String?
    package var text: String
    package var isQuoted: Bool
    package var range: SourceRange
}

extension Parsed {
    /// All literals, in order; not the names of a record's fields, nor a part of a longer word.
    package var literals: [Literal] {
        var found: [Literal] = []
        var index = 0
        while index < tokens.count {
            let end = endOfUnit(at: index)
            if let end, let literal = literal(index, end) { found.append(literal) }
            index = (end ?? index) + 1
        }
        return found
    }

    /// The last token of the text that begins here; nil where none does, or something is computed in it.
    private func endOfUnit(at index: Int) -> Int? {
        switch tokens[index].kind {
        case .text: return index
        case .string: return isOpeningQuote(index) ? index : nil
        case .open(.string):
            var end = index + 1
            while end < tokens.count, tokens[end].kind == .string { end += 1 }
            return end < tokens.count && tokens[end].kind == .close(.string) ? end : nil
        default: return nil
        }
    }

    private func isOpeningQuote(_ index: Int) -> Bool {
        script.source.bytes[tokens[index].range.start] == UInt8(ascii: "'")
    }

    private func literal(_ first: Int, _ last: Int) -> Literal? {
        let range = tokens[first].range.union(tokens[last].range)
        guard standsAlone(first, last) else { return nil }
        let written = script.source.text(range)
        let isQuoted = tokens[first].kind != .text
        guard let text = isQuoted ? unquoted(written) : written else { return nil }
        return Literal(key: key(before: first), text: text, isQuoted: isQuoted, range: range)
    }

    /// No other piece of a word is right before or behind it, and no colon.
    private func standsAlone(_ first: Int, _ last: Int) -> Bool {
        if first > 0, tokens[first - 1].range.end == tokens[first].range.start {
            switch tokens[first - 1].kind {
            case .infix, .comma, .key, .option, .open: break
            default: return false
            }
        }
        guard last + 1 < tokens.count else { return true }
        let next = tokens[last + 1]
        if next.kind == .colon { return false }
        guard next.range.start == tokens[last].range.end else { return true }
        switch next.kind {
        case .close, .comma, .semicolon, .infix: return true
        default: return false
        }
    }

    private func key(before index: Int) -> String? {
        guard index > 0, tokens[index - 1].kind == .key,
            tokens[index - 1].range.end == tokens[index].range.start
        else { return nil }
        let written = script.source.text(tokens[index - 1].range)
        guard written.hasSuffix("="), !written.hasSuffix(":=") else { return nil }
        return written.split { !($0.isLetter || $0.isNumber || $0 == "_") }.last.map { String($0) }
    }
}

/// What a quoted text says.
private func unquoted(_ written: String) -> String? {
    guard
        case .binding(_, .pipeline(let pipeline))? = parse(Source(name: "", text: "let x = \(written)"))
            .script
            .statements.first?.kind,
        case .expression(let expression)? = pipeline.stages.first, case .string(let pieces) = expression.kind
    else { return nil }
    return Word(pieces, expression.range).literal
}
