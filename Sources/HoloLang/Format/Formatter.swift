/// Writes the tokens of a well-formed program one after the other, with the space that belongs there.
struct Formatter {
    private static let width = 100

    private let layout: Layout
    private var output = ""
    /// The cells that the line has so far, and how many of them are its indentation.
    private var column = 0
    private var indent = 0
    /// The program, and the brackets around what is being written, innermost last.
    private var levels = [Level(kind: .block, indent: 0, base: 0)]

    init(_ layout: Layout) { self.layout = layout }

    mutating func text() -> String {
        for index in layout.tokens.indices {
            if index > 0 { separate(index) }
            if case .close = layout.tokens[index].kind { levels.removeLast() }
            levels[levels.count - 1].note(layout.tokens[index], layout.text(index), indent: indent)
            put(layout.text(index))
            if case .open(let kind) = layout.tokens[index].kind { open(kind, at: index) }
        }
        return output.isEmpty ? "" : output + "\n"
    }

    private mutating func open(_ kind: Bracket.Kind, at index: Int) {
        let outer = levels[levels.count - 1]
        let indent = kind == .block && outer.isControl ? outer.start : indent
        let isOneLiner = layout.isEmptyBlock(index) || fits(index, at: column - 1)
        levels.append(
            Level(kind: kind, indent: indent, base: indent + Level.step, isOneLiner: isOneLiner))
    }

    /// Whether a block that may stay on one line has room there.
    private func fits(_ index: Int, at column: Int) -> Bool {
        layout.oneLiners[index].map { column + $0 <= Self.width } ?? false
    }

    private mutating func put(_ text: String) {
        output += text
        column = text.lastIndex(of: "\n").map { cells(text[$0...].dropFirst()) } ?? column + cells(text)
    }

    /// Writes what stands before a token: nothing, a space or a line break.
    private mutating func separate(_ index: Int) {
        let gap = layout.gap(before: index)
        if breaks(index, gap) {
            breakLine(index, gap)
        } else if layout.isSpaced(index) {
            put(" ")
        }
    }

    private func breaks(_ index: Int, _ gap: Gap) -> Bool {
        let level = levels[levels.count - 1]
        if layout.tokens[index - 1].kind == .comment { return true }
        if layout.tokens[index].kind == .comment { return gap.lines > 0 }
        switch layout.place(index) {
        case .betweenStatements: return !level.isOneLiner
        case .beforeElse: return false
        case .beforeBlock:
            let isBroken = level.isControl && indent != level.start
            return isBroken && !fits(index, at: column + 1)
        case .inStatement: return gap.lines > 0
        }
    }

    private mutating func breakLine(_ index: Int, _ gap: Gap) {
        let left = layout.tokens[index - 1]
        let isContinued = gap.isContinued && left.kind != .comment && layout.place(index) == .inStatement
        let isAtEdge = left.isOpening || layout.tokens[index].isClosing
        output += isContinued ? " \\\n" : "\n"
        if gap.lines > 1, !isContinued, !isAtEdge { output += "\n" }
        let level = levels[levels.count - 1]
        indent = layout.tokens[index].isClosing ? level.indent : level.indentation(layout.place(index))
        output += String(repeating: " ", count: indent)
        column = indent
    }
}

extension Token {
    fileprivate var isOpening: Bool {
        if case .open = kind { true } else { false }
    }

    fileprivate var isClosing: Bool {
        if case .close = kind { true } else { false }
    }
}
