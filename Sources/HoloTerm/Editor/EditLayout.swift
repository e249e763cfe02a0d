/// One piece that is printed whole, and the columns it takes.
struct Cell: Equatable {
    var print: String
    var width: Int
    var styles: [Style] = []
}

extension StyledText {
    /// One cell a character.
    func cells(isUTF8: Bool = true) -> [Cell] {
        pieces.flatMap { piece in
            let text = visible(piece.text, .shown)
            return (isUTF8 ? text : plainASCII(text)).map {
                Cell(print: String($0), width: displayWidth($0), styles: piece.styles)
            }
        }
    }
}

/// What is being edited, with all that is shown besides it.
struct EditedText: Equatable {
    var text: [Unicode.Scalar]
    /// In scalars.
    var cursor: Int
    /// In order and apart; in UTF-8 bytes.
    var spans: [StyledSpan] = []
    /// Bytes that a search has found.
    var mark: Range<Int>?
    /// What may follow the text; the cursor stands before it.
    var ghost = ""
    /// Stands below the text.
    var status: StyledText?
}

/// Prompt and text as rows of a screen, and where the cursor stands in them.
struct EditLayout {
    struct Row: Equatable {
        private(set) var print = ""
        private(set) var width = 0
        /// The terminal itself goes on to the next row when this one is full.
        var wraps = false
        private let colour: Bool
        private var styles: [Style] = []

        init(colour: Bool, print: String = "") {
            self.colour = colour
            self.print = print
        }

        mutating func append(_ cell: Cell) {
            if colour, cell.styles != styles {
                close()
                if !cell.styles.isEmpty { print += sgr(cell.styles) }
                styles = cell.styles
            }
            print += cell.print
            width += cell.width
        }

        /// Ends the style of the last cell, so that the row can be printed by itself.
        mutating func close() {
            if !styles.isEmpty { print += sgrReset }
            styles = []
        }
    }

    private(set) var rows: [Row]
    private(set) var cursor = (row: 0, column: 0)
    private(set) var showsGhost = false

    private let columns: Int
    private let colour: Bool
    private let isUTF8: Bool
    private let continuation: [Cell]

    init(_ prompt: Prompt, _ edited: EditedText, columns: Int, colour: Bool = false, isUTF8: Bool = true) {
        self.columns = max(2, columns)
        self.colour = colour
        self.isUTF8 = isUTF8
        rows = [Row(colour: colour)]
        continuation = prompt.continuation.cells(isUTF8: isUTF8)
        for cell in prompt.left.cells(isUTF8: isUTF8) { add(cell) }
        add(edited)
        // Without colour a suggestion could not be told from what was typed.
        if colour, !edited.ghost.isEmpty { addGhost(edited.ghost) }
        rows[rows.count - 1].close()
        addRight(prompt.right.cells(isUTF8: isUTF8))
    }

    private mutating func add(_ edited: EditedText) {
        var index = 0
        var byte = 0
        var spans = edited.spans[...]
        for character in String(String.UnicodeScalarView(edited.text)) {
            let end = index + character.unicodeScalars.count
            while let first = spans.first, first.range.upperBound <= byte { spans.removeFirst() }
            var styles = spans.first.map { $0.range.contains(byte) ? [$0.style] : [] } ?? []
            if edited.mark?.contains(byte) == true { styles.append(.reverse) }
            add(character, styles, isAtCursor: index..<end ~= edited.cursor)
            index = end
            byte += character.utf8.count
        }
        if edited.cursor >= index { markEnd() }
    }

    private mutating func add(_ character: Character, _ styles: [Style], isAtCursor: Bool) {
        let cells =
            character == "\n"
            ? []
            : shown(character).map { Cell(print: String($0), width: displayWidth($0), styles: styles) }
        if isAtCursor { markCursor(before: cells.first) }
        if character == "\n" { addRow() }
        for cell in cells { add(cell) }
    }

    private func shown(_ character: Character) -> String {
        guard character == "\t" else {
            let text = visible(String(character), .shown)
            return isUTF8 ? text : plainASCII(text)
        }
        return String(repeating: " ", count: 8 - rows[rows.count - 1].width % 8)
    }

    private func fits(_ cell: Cell) -> Bool {
        rows[rows.count - 1].width + cell.width <= columns
    }

    private mutating func add(_ cell: Cell) {
        if !fits(cell) { wrap() }
        rows[rows.count - 1].append(cell)
    }

    private mutating func wrap() {
        rows[rows.count - 1].wraps = true
        rows[rows.count - 1].close()
        rows.append(Row(colour: colour))
    }

    private mutating func addRow() {
        rows[rows.count - 1].close()
        rows.append(Row(colour: colour))
        for cell in continuation { add(cell) }
    }

    private mutating func markCursor(before cell: Cell?) {
        let row = rows.count - 1
        let stays = cell.map(fits) ?? true
        cursor = stays ? (row, min(rows[row].width, columns - 1)) : (row + 1, 0)
    }

    private mutating func markEnd() {
        if rows[rows.count - 1].width == columns {
            rows[rows.count - 1].wraps = true
            rows[rows.count - 1].close()
            // A terminal stays at the end of a full row until something is printed.
            rows.append(Row(colour: colour, print: " \r"))
        }
        cursor = (rows.count - 1, rows[rows.count - 1].width)
    }

    /// The rest of the row takes as much of it as fits.
    private mutating func addGhost(_ ghost: String) {
        let line = ghost.prefix { $0 != "\n" }
        let room = columns - 1 - rows[rows.count - 1].width
        var text = visible(line.count < ghost.count ? line + "…" : String(line), .shown)
        if !isUTF8 { text = plainASCII(text) }
        let cells = StyledText(truncated(text, to: room), .dim).cells(isUTF8: isUTF8)
        for cell in cells { rows[rows.count - 1].append(cell) }
        showsGhost = !cells.isEmpty
    }

    /// A text of its own, cut to one row.
    func row(_ text: StyledText) -> Row {
        var row = Row(colour: colour)
        for cell in text.cells(isUTF8: isUTF8) {
            guard row.width + cell.width < columns else { break }
            row.append(cell)
        }
        row.close()
        return row
    }

    private mutating func addRight(_ cells: [Cell]) {
        let gap = columns - 1 - rows[0].width - cells.reduce(0) { $0 + $1.width }
        guard !cells.isEmpty, gap > 0, !rows[0].wraps else { return }
        rows[0].append(Cell(print: String(repeating: " ", count: gap), width: gap))
        for cell in cells { rows[0].append(cell) }
        rows[0].close()
    }
}
