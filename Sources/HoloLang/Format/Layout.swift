/// What the formatter puts in place, and what can be known of it before the first line is written.
struct Layout {
    let source: Source
    /// All tokens but semicolons; a string is a single one.
    let tokens: [Token]
    /// For every token the next one, itself included, that is not a comment.
    let anchors: [Token?]
    /// The cells from the `{` to the `}` of every block that may stay on one line, by the index of the `{`.
    private(set) var oneLiners: [Int: Int] = [:]

    init(_ source: Source, _ tokens: [Token]) {
        self.source = source
        self.tokens = joined(tokens)
        self.anchors = self.tokens.reversed().reduce(into: []) { anchors, token in
            anchors.append(token.kind == .comment ? anchors.last ?? nil : token)
        }.reversed()
        findOneLiners()
    }

    /// Where a token stands; a comment stands where the next token does.
    enum Place {
        case betweenStatements, beforeBlock, beforeElse, inStatement
    }

    func place(_ index: Int) -> Place {
        guard let anchor = anchors[index] else { return .betweenStatements }
        switch anchor.kind {
        case _ where anchor.startsStatement: return .betweenStatements
        case .close(.block): return .betweenStatements
        case .open(.block): return .beforeBlock
        case .keyword where ["else", "catch"].contains(source.text(anchor.range)): return .beforeElse
        default: return .inStatement
        }
    }

    func text(_ index: Int) -> String {
        source.text(tokens[index].range).withoutReturns
    }

    /// What stands between a token and the one before it.
    func gap(before index: Int) -> Gap {
        let start = index > 0 ? tokens[index - 1].range.end : 0
        return Gap(source.bytes[start..<tokens[index].range.start])
    }

    /// A block stays on one line when it was on one and there is one statement in it, as in those inside.
    private mutating func findOneLiners() {
        var open: [(index: Int, column: Int, statements: Int, isPlain: Bool)] = []
        var column = 0
        for (index, token) in tokens.enumerated() {
            if index > 0, isSpaced(index) { column += 1 }
            if token.startsStatement, !open.isEmpty { open[open.count - 1].statements += 1 }
            if token.kind == .open(.block) { open.append((index, column, 0, true)) }
            column += cells(text(index))
            guard token.kind == .close(.block), let block = open.popLast() else { continue }
            let isPlain =
                block.isPlain && block.statements < 2
                && (isEmptyBlock(block.index) || isOnOneLine(block.index, index))
            if isPlain { oneLiners[block.index] = column - block.column }
            if !isPlain, !open.isEmpty { open[open.count - 1].isPlain = false }
        }
    }

    /// Nothing is in the block that a token opens.
    func isEmptyBlock(_ index: Int) -> Bool {
        tokens[index].kind == .open(.block) && tokens[index + 1].kind == .close(.block)
    }

    func isSpaced(_ index: Int) -> Bool {
        Token.isSpaced(tokens[index - 1], tokens[index], wasApart: !gap(before: index).isEmpty)
    }

    private func isOnOneLine(_ first: Int, _ last: Int) -> Bool {
        source.lineIndex(of: tokens[first].range.start) == source.lineIndex(of: tokens[last].range.start)
    }
}

/// The space between two tokens.
struct Gap {
    var isEmpty = true
    var lines = 0
    var isContinued = false

    init(_ bytes: ArraySlice<UInt8>) {
        for byte in bytes {
            isEmpty = false
            if byte.isNewline { lines += 1 }
            if "\\" ~= byte { isContinued = true }
        }
    }
}

private func joined(_ tokens: [Token]) -> [Token] {
    var joined: [Token] = []
    var depth = 0
    for var token in tokens {
        switch token.kind {
        case .open(.string):
            if depth == 0 {
                token.kind = .string
                joined.append(token)
            }
            depth += 1
        case .close(.string):
            depth -= 1
            if depth == 0 { joined[joined.count - 1].range.end = token.range.end }
        case .semicolon: break
        default: if depth == 0 { joined.append(token) }
        }
    }
    return joined
}
