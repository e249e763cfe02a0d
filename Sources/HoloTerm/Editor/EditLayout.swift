/// One piece that is printed whole, and the columns it takes.
struct Cell {
    var print: String
    var width: Int
}

extension StyledText {
    /// One cell a character; styles are switched on in a piece's first cell and off in its last.
    func cells(colour: Bool) -> [Cell] {
        pieces.flatMap { piece in
            var cells = visible(piece.text, .shown).map { Cell(print: String($0), width: displayWidth($0)) }
            if let last = cells.indices.last, colour, !piece.styles.isEmpty {
                cells[0].print = sgr(piece.styles) + cells[0].print
                cells[last].print += sgrReset
            }
            return cells
        }
    }
}

/// Prompt and text as rows of a screen, and where the cursor stands in them.
struct EditLayout {
    struct Row {
        var print = ""
        var width = 0
        /// The terminal itself goes on to the next row when this one is full.
        var wraps = false
    }

    private(set) var rows = [Row()]
    private(set) var cursor = (row: 0, column: 0)

    private let columns: Int
    private let continuation: [Cell]

    /// `cursor` counts scalars.
    init(
        _ prompt: Prompt, text: [Unicode.Scalar], cursor: Int, columns: Int, colour: Bool = false
    ) {
        self.columns = max(2, columns)
        continuation = prompt.continuation.cells(colour: colour)
        for cell in prompt.left.cells(colour: colour) { add(cell) }
        var index = 0
        for character in String(String.UnicodeScalarView(text)) {
            let end = index + character.unicodeScalars.count
            add(character, isAtCursor: index..<end ~= cursor)
            index = end
        }
        if cursor >= index { markEnd() }
        addRight(prompt.right.cells(colour: colour))
    }

    private mutating func add(_ character: Character, isAtCursor: Bool) {
        let cells =
            character == "\n" ? [] : shown(character).map { Cell(print: String($0), width: displayWidth($0)) }
        if isAtCursor { markCursor(before: cells.first) }
        if character == "\n" { addRow() }
        for cell in cells { add(cell) }
    }

    private func shown(_ character: Character) -> String {
        guard character == "\t" else { return visible(String(character), .shown) }
        return String(repeating: " ", count: 8 - rows[rows.count - 1].width % 8)
    }

    private func fits(_ cell: Cell) -> Bool {
        rows[rows.count - 1].width + cell.width <= columns
    }

    private mutating func add(_ cell: Cell) {
        if !fits(cell) { wrap() }
        rows[rows.count - 1].print += cell.print
        rows[rows.count - 1].width += cell.width
    }

    private mutating func wrap() {
        rows[rows.count - 1].wraps = true
        rows.append(Row())
    }

    private mutating func addRow() {
        rows.append(Row())
        for cell in continuation { add(cell) }
    }

    private mutating func markCursor(before cell: Cell?) {
        let row = rows.count - 1
        let stays = cell.map(fits) ?? true
        cursor = stays ? (row, min(rows[row].width, columns - 1)) : (row + 1, 0)
    }

    private mutating func markEnd() {
        if rows[rows.count - 1].width == columns {
            wrap()
            // A terminal stays at the end of a full row until something is printed.
            rows[rows.count - 1].print = " \r"
        }
        cursor = (rows.count - 1, rows[rows.count - 1].width)
    }

    private mutating func addRight(_ cells: [Cell]) {
        let gap = columns - 1 - rows[0].width - cells.reduce(0) { $0 + $1.width }
        guard !cells.isEmpty, gap > 0, !rows[0].wraps else { return }
        rows[0].print += String(repeating: " ", count: gap) + cells.map(\.print).joined()
        rows[0].width = columns - 1
    }
}
