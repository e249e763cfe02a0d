import CEditline

/// Cutting, and bringing back what was cut.
extension LineEditor {
    func killWord() -> UInt8 { kill(after: wordLengthAfter) }

    func killWordLeft() -> UInt8 { kill(before: wordLengthBefore(isWord)) }

    func killSpaceWord() -> UInt8 { kill(before: wordLengthBefore { !$0.isWhitespace }) }

    /// At the end of a row its line feed goes.
    func killRowEnd() -> UInt8 {
        let line = currentLine
        let length = row.upperBound - line.cursor
        return kill(after: length == 0 ? min(1, line.scalars.count - line.cursor) : length)
    }

    func killRowStart() -> UInt8 {
        let cursor = currentLine.cursor
        let length = cursor - row.lowerBound
        return kill(before: length == 0 ? min(1, cursor) : length)
    }

    func yank() -> UInt8 {
        insert(string(killed))
        return Self.done
    }

    /// Swaps the characters around the cursor and goes on; at the end the two before it.
    func transpose() -> UInt8 {
        var before = before
        let after = after
        var second = after.first
        if second == nil || second == "\n" { second = before.popLast() }
        guard let second, let first = before.last, first != "\n" else { return beep() }
        let isAtEnd = after.first == nil || after.first == "\n"
        if !isAtEnd { el_cursor(el, Int32(second.unicodeScalars.count)) }
        el_deletestr(el, Int32(first.unicodeScalars.count + second.unicodeScalars.count))
        insert(String(second) + String(first))
        return Self.done
    }

    private func kill(after length: Int) -> UInt8 {
        let line = currentLine
        let cut = line.scalars[line.cursor..<line.cursor + length]
        killed = action == .kill ? killed + cut : Array(cut)
        el_cursor(el, Int32(length))
        el_deletestr(el, Int32(length))
        action = .kill
        return Self.done
    }

    private func kill(before length: Int) -> UInt8 {
        let line = currentLine
        let cut = line.scalars[line.cursor - length..<line.cursor]
        killed = action == .kill ? cut + killed : Array(cut)
        el_deletestr(el, Int32(length))
        action = .kill
        return Self.done
    }
}
