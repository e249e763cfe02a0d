/// What the editor has on the screen.
struct Painting {
    var text: [Unicode.Scalar]
    var cursor: Int
    var size: TerminalInfo.Size
    var rows: ArraySlice<EditLayout.Row>
    /// Counted from the first row painted.
    var place: (row: Int, column: Int)

    var rowsBelow: Int { rows.count - 1 - place.row }

    /// The cursor's row after the terminal has laid the rows out again for another width.
    func rowOfCursor(columns: Int) -> Int {
        var above = 0
        var run = 0
        for row in rows.prefix(place.row) {
            run += row.width
            if row.wraps { continue }
            above += max(1, (run + columns - 1) / columns)
            run = 0
        }
        return above + (run + place.column) / columns
    }
}

/// Drawing. libedit only edits: its own updates lose count at wide and combining characters.
extension LineEditor {
    /// Shows the line as it is now; the place to add suggestions and colours.
    func paint() {
        let (text, cursor) = currentLine
        let size = TerminalInfo.size(output)
        if let painting, painting.text == text, painting.cursor == cursor, painting.size == size { return }
        let layout = EditLayout(prompt, text: text, cursor: cursor, columns: size.columns, colour: colour)
        // Of a text taller than the screen, the rows up to the cursor's.
        let top = max(0, layout.cursor.row + 1 - size.rows)
        let rows = layout.rows[top...].prefix(size.rows)
        let painted = Painting(
            text: text, cursor: cursor, size: size, rows: rows,
            place: (layout.cursor.row - top, layout.cursor.column))
        let printed =
            rows.dropLast().map { $0.print + ($0.wraps ? "" : "\r\n") } + rows.suffix(1).map(\.print)
        writeAll(
            hideCursor + erasure(size) + printed.joined() + up(painted.rowsBelow)
                + "\u{1b}[\(painted.place.column + 1)G" + showCursor, to: output)
        painting = painted
    }

    /// Takes the line off the screen and leaves the cursor where it began.
    func erase() {
        writeAll(erasure(TerminalInfo.size(output)), to: output)
        painting = nil
    }

    /// Leaves the line on the screen and goes to the row below.
    func moveBelow() {
        guard let painting else { return }
        let down = painting.rowsBelow
        writeAll((down > 0 ? "\u{1b}[\(down)B" : "") + "\r\n", to: output)
        self.painting = nil
    }

    func clearScreen() {
        writeAll("\u{1b}[H\u{1b}[2J", to: output)
        painting = nil
    }

    func printRows(_ rows: [String]) {
        let rows = rows.joined(separator: "\n").split(separator: "\n", omittingEmptySubsequences: false)
        writeAll(rows.joined(separator: "\r\n") + "\r\n", to: output)
    }

    /// The cursor must be where a line of text may begin.
    func printPosted() {
        let lines = notifier.takePosted()
        if !lines.isEmpty { printRows(lines) }
    }

    /// Begins a row of its own for the prompt.
    func startRow() {
        // Keys typed while no line was edited were echoed by the terminal; they are shown again.
        if readable([input], timeout: 0) == [true] { writeAll("\r\u{1b}[K", to: output) }
        // Output that did not end its line is kept: after it the spaces reach the next row, else they do not.
        let spaces = String(repeating: " ", count: TerminalInfo.size(output).columns - 1)
        writeAll("⏎\(spaces)\r\u{1b}[K", to: output)
    }

    func startOver() {
        writeAll(clearFromHere, to: output)
        painting = nil
    }

    private func erasure(_ size: TerminalInfo.Size) -> String {
        guard let painting else { return "" }
        let isSame = painting.size.columns == size.columns
        let row = isSame ? painting.place.row : painting.rowOfCursor(columns: size.columns)
        return up(min(row, size.rows - 1)) + clearFromHere
    }

    private func up(_ rows: Int) -> String { rows > 0 ? "\u{1b}[\(rows)A" : "" }
}

/// From the screen's first cell tmux takes ESC[J for a new page and keeps the old one in its history, so
/// it is sent from the second.
let clearFromHere = "\r\u{1b}[K\u{1b}[C\u{1b}[J\r"

private let hideCursor = "\u{1b}[?25l"
private let showCursor = "\u{1b}[?25h"
