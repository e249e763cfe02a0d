/// What the editor has on the screen.
struct Painting {
    var prompt: Prompt
    var edited: EditedText
    var size: TerminalInfo.Size
    var rows: [EditLayout.Row]
    /// Counted from the first row painted.
    var place: (row: Int, column: Int)
    var showsGhost: Bool

    init(_ prompt: Prompt, _ edited: EditedText, _ size: TerminalInfo.Size, colour: Bool, isUTF8: Bool) {
        (self.prompt, self.edited, self.size) = (prompt, edited, size)
        let layout = EditLayout(prompt, edited, columns: size.columns, colour: colour, isUTF8: isUTF8)
        let below = edited.status.map { [layout.row($0)] } ?? []
        let room = max(1, size.rows - below.count)
        // Of a text taller than the screen, the rows up to the cursor's.
        let top = max(0, layout.cursor.row + 1 - room)
        rows = layout.rows[top...].prefix(room) + below
        place = (layout.cursor.row - top, layout.cursor.column)
        showsGhost = layout.showsGhost
        // The row above the status ends with a line feed, not by being full.
        if !below.isEmpty { rows[rows.count - 2].wraps = false }
    }

    var rowsBelow: Int { rows.count - 1 - place.row }

    var print: String {
        rows.dropLast().map { $0.print + ($0.wraps ? "" : "\r\n") }.joined() + (rows.last?.print ?? "")
    }

    /// Where the cursor is after the terminal has laid the rows out again for another width.
    func reflowedPlace(columns: Int) -> (row: Int, column: Int) {
        var above = 0
        var run = 0
        for row in rows.prefix(place.row) {
            run += row.width
            if row.wraps { continue }
            above += max(1, (run + columns - 1) / columns)
            run = 0
        }
        return (above + (run + place.column) / columns, (run + place.column) % columns)
    }
}

/// Drawing. libedit only edits: its own updates lose count at wide and combining characters.
extension LineEditor {
    /// Longer texts are shown without colours and suggestions, whose cost grows with the text.
    private static let decoratedLength = 16_384

    /// Shows the line as it is now; `isFinal` leaves out what stands besides it, as nothing will take that away.
    func paint(isFinal: Bool = false) {
        let edited = edited(isFinal: isFinal)
        let size = TerminalInfo.size(output)
        var prompt = prompt
        // What it tells of will have changed when the line is read again.
        if isFinal { prompt.right = "" }
        if let painting, painting.edited == edited, painting.size == size, painting.prompt == prompt {
            return
        }
        let painted = Painting(prompt, edited, size, colour: colour, isUTF8: isUTF8)
        let erasure = erasure(size)
        // Rows laid out for a window that is not there any more could not be found again.
        guard TerminalInfo.size(output) == size else { return paint(isFinal: isFinal) }
        writeAll(
            hideCursor + erasure + painted.print + up(painted.rowsBelow)
                + "\u{1b}[\(painted.place.column + 1)G" + showCursor, to: output)
        painting = painted
    }

    private func edited(isFinal: Bool) -> EditedText {
        let line = currentLine
        let isSearching = search != nil && !isFinal
        var edited = EditedText(text: line.scalars, cursor: line.cursor)
        if let search, isSearching { edited = search.shown }
        let (text, cursor) = (edited.text, edited.cursor)
        guard colour, text.count <= Self.decoratedLength else { return edited }
        let isSame = painting.map { $0.edited.text == text && !$0.edited.spans.isEmpty } ?? false
        edited.spans = isSame ? painting?.edited.spans ?? [] : highlight(string(text))
        if !isFinal, !isSearching, cursor == text.count, browsing?.line != string(text) {
            edited.ghost = text.isEmpty ? offer() ?? "" : suggest(string(text))
        }
        return edited
    }

    /// What can be seen behind the cursor as a suggestion.
    var ghost: String {
        guard let painting, painting.showsGhost, painting.edited.text == currentLine.scalars else {
            return ""
        }
        return painting.edited.ghost
    }

    /// Takes the line off the screen and leaves the cursor where it began.
    func erase() {
        writeAll(erasure(TerminalInfo.size(output)), to: output)
        painting = nil
    }

    /// Leaves the line on the screen and goes to the row below.
    func moveBelow() {
        guard painting != nil else { return }
        paint(isFinal: true)
        let down = painting?.rowsBelow ?? 0
        writeAll((down > 0 ? "\u{1b}[\(down)B" : "") + "\r\n", to: output)
        painting = nil
    }

    func clearScreen() {
        writeAll("\u{1b}[H\u{1b}[2J", to: output)
        painting = nil
    }

    func printRows(_ rows: [String]) {
        let rows = rows.joined(separator: "\n").split(separator: "\n", omittingEmptySubsequences: false)
        let text = hide(rows.joined(separator: "\r\n")) + "\r\n"
        writeAll(isUTF8 ? text : plainASCII(text), to: output)
    }

    /// Prints what was posted; the cursor must be where a line of text may begin.
    package func printPosted() {
        let lines = notifier.takePosted()
        if !lines.isEmpty { printRows(lines) }
    }

    /// Begins a row of its own for the prompt.
    func startRow() {
        // Keys typed while no line was edited were echoed by the terminal; they are shown again.
        if readable([input], timeout: 0) == [true] { writeAll("\r\u{1b}[K", to: output) }
        // Output that did not end its line is kept: after it the spaces reach the next row, else they do not.
        let spaces = String(repeating: " ", count: TerminalInfo.size(output).columns - 1)
        writeAll("\(isUTF8 ? "⏎" : "$")\(spaces)\r\u{1b}[K", to: output)
    }

    func startOver() {
        writeAll(clearFromHere, to: output)
        painting = nil
    }

    private func erasure(_ size: TerminalInfo.Size) -> String {
        guard let painting else { return "" }
        let isSame = painting.size.columns == size.columns
        let row = isSame ? painting.place.row : rowOfCursor(in: painting, columns: size.columns)
        return up(min(row, size.rows - 1)) + clearFromHere
    }

    private func up(_ rows: Int) -> String { rows > 0 ? "\u{1b}[\(rows)A" : "" }
}

/// From the screen's first cell tmux takes ESC[J for a new page and keeps the old one in its history, so
/// it is sent from the second.
let clearFromHere = "\r\u{1b}[K\u{1b}[C\u{1b}[J\r"

private let hideCursor = "\u{1b}[?25l"
private let showCursor = "\u{1b}[?25h"
