import Glibc

/// Finding the line again in a window of another width.
///
/// Most terminals then lay their rows out again, others cut them, and they differ in where a cursor behind a full row
/// goes. The column that the cursor is in tells which it was.
extension LineEditor {
    /// A terminal that has not answered twice by then is taken for one that lays out again.
    private static let answerTime = Duration.milliseconds(500)

    /// The cursor's row, counted from the first one painted.
    func rowOfCursor(in painting: Painting, columns: Int) -> Int {
        let stayed = (row: painting.place.row, column: min(painting.place.column, columns - 1))
        if reflows == false { return stayed.row }
        let moved = painting.reflowedPlace(columns: columns)
        let isAtEdge = moved.row > 0 && moved.column == 0
        guard moved.row != stayed.row, unanswered < 2, reflows == nil || isAtEdge else { return moved.row }
        guard let column = askedColumn() else {
            unanswered += 1
            if unanswered > 1 { reflows = true }
            return moved.row
        }
        let isBehindFullRow = isAtEdge && column == columns - 1
        if reflows == nil, moved.column != stayed.column {
            if column == stayed.column { reflows = false }
            if column == moved.column || isBehindFullRow { reflows = true }
        }
        if reflows == false { return stayed.row }
        return isBehindFullRow ? moved.row - 1 : moved.row
    }

    private func askedColumn() -> Int? {
        decoder.awaitPlace()
        writeAll("\u{1b}[6n", to: output)
        let end = ContinuousClock.now + Self.answerTime
        while decoder.cursorColumn == nil {
            let left = Int32((end - .now) / .milliseconds(1))
            guard left > 0, readable([input], timeout: left) == [true], takeInput() else { break }
        }
        return decoder.cursorColumn
    }
}
