import CEditline

/// Where libedit puts the prompt and the buffer on the screen, by its own rules.
struct EditLayout {
    /// Rows of the cursor and of the last cell, counted from the prompt's.
    private(set) var cursorRow = 0
    private(set) var lastRow = 0

    private let columns: Int
    private var column = 0

    init(prompt: String, buffer: [Unicode.Scalar], cursor: Int, columns: Int) {
        self.columns = max(1, columns)
        for scalar in prompt.unicodeScalars { put(cells(scalar)) }
        for (index, scalar) in buffer.enumerated() {
            if index == cursor { markCursor(before: scalar) }
            add(scalar)
        }
        if cursor >= buffer.count { cursorRow = lastRow }
    }

    private mutating func markCursor(before scalar: Unicode.Scalar) {
        let movesDown = scalar != "\n" && cells(scalar) == 2 && column + 2 > columns
        cursorRow = lastRow + (movesDown ? 1 : 0)
    }

    private mutating func add(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "\n": newRow()
        case "\t": repeat { put(1) } while column % 8 != 0
        default:
            let width = Int(he_width(wchar_t(scalar.value)))
            if width >= 0 { put(width) } else { for _ in 0..<escapeLength(scalar) { put(1) } }
        }
    }

    /// What libedit shows a character without a width as: `^A`, `\U+E000`.
    private func escapeLength(_ scalar: Unicode.Scalar) -> Int {
        scalar.value < 0x80 ? 2 : scalar.value > 0xFFFF ? 8 : 7
    }

    private func cells(_ scalar: Unicode.Scalar) -> Int { max(0, Int(he_width(wchar_t(scalar.value)))) }

    private mutating func put(_ width: Int) {
        if column > 0 && column + width > columns { newRow() }
        column += max(1, width)
        if column >= columns { newRow() }
    }

    private mutating func newRow() {
        lastRow += 1
        column = 0
    }
}
