import CEditline

/// Going through the text, by what a person sees as one character: libedit would take a family of emoji apart.
extension LineEditor {
    func backspace() -> UInt8 {
        el_deletestr(el, Int32(lengthBefore))
        return Self.done
    }

    func delete() -> UInt8 {
        let length = Int32(lengthAfter)
        el_cursor(el, length)
        el_deletestr(el, length)
        return Self.done
    }

    func moveLeft() -> UInt8 {
        el_cursor(el, Int32(-lengthBefore))
        return Self.done
    }

    func moveRight() -> UInt8 {
        if currentLine.cursor == currentLine.scalars.count { return takeGhost { $0 } }
        el_cursor(el, Int32(lengthAfter))
        return Self.done
    }

    func moveWordLeft() -> UInt8 {
        el_cursor(el, Int32(-wordLengthBefore(isWord)))
        return Self.done
    }

    func moveWordRight() -> UInt8 {
        if currentLine.cursor == currentLine.scalars.count { return takeGhost(firstWord) }
        el_cursor(el, Int32(wordLengthAfter))
        return Self.done
    }

    func moveToRowStart() -> UInt8 {
        moveCursor(to: row.lowerBound)
        return Self.done
    }

    func moveToRowEnd() -> UInt8 {
        if currentLine.cursor == currentLine.scalars.count { return takeGhost { $0 } }
        moveCursor(to: row.upperBound)
        return Self.done
    }

    func moveToStart() -> UInt8 {
        moveCursor(to: 0)
        return Self.done
    }

    func moveToEnd() -> UInt8 {
        moveCursor(to: currentLine.scalars.count)
        return Self.done
    }

    /// Inserts what `part` takes of the suggestion.
    private func takeGhost(_ part: (String) -> String) -> UInt8 {
        insert(pastedText(part(ghost)))
        return Self.done
    }

    private func firstWord(of text: String) -> String {
        String(text.prefix(length(of: text) { isWord($0) }))
    }

    /// The place of the cursor's row, a line feed not counted.
    var row: Range<Int> {
        let line = currentLine
        let start = line.scalars[..<line.cursor].lastIndex(of: "\n").map { $0 + 1 } ?? 0
        return start..<(line.scalars[line.cursor...].firstIndex(of: "\n") ?? line.scalars.count)
    }

    func moveUp() -> UInt8 {
        guard browsing == nil, row.lowerBound > 0 else { return browse(older: true) }
        let end = row.lowerBound - 1
        return moveVertically(to: end) { $0[..<end].lastIndex(of: "\n").map { $0 + 1 } ?? 0 }
    }

    func moveDown() -> UInt8 {
        let end = row.upperBound
        guard browsing == nil, end < currentLine.scalars.count else { return browse(older: false) }
        return moveVertically(to: currentLine.scalars[(end + 1)...].firstIndex(of: "\n")) { _ in end + 1 }
    }

    /// To the place in another row that is as far to the right as the first of several such moves began.
    private func moveVertically(to end: Int?, _ start: ([Unicode.Scalar]) -> Int) -> UInt8 {
        let line = currentLine
        var column = displayWidth(string(line.scalars[row.lowerBound..<line.cursor]))
        if case .vertical(let wanted) = action { column = wanted }
        let first = start(line.scalars)
        var place = first
        var width = 0
        for character in string(line.scalars[first..<(end ?? line.scalars.count)]) {
            width += displayWidth(character)
            if width > column { break }
            place += character.unicodeScalars.count
        }
        moveCursor(to: place)
        action = .vertical(column: column)
        return Self.done
    }
}

/// Lengths in scalars, which is how libedit counts.
extension LineEditor {
    func isWord(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_"
    }

    var before: String {
        let line = currentLine
        return string(line.scalars[..<line.cursor])
    }

    var after: String {
        let line = currentLine
        return string(line.scalars[line.cursor...])
    }

    private var lengthBefore: Int { before.last?.unicodeScalars.count ?? 0 }

    private var lengthAfter: Int { after.first?.unicodeScalars.count ?? 0 }

    /// Back over what is between words, then over the word.
    func wordLengthBefore(_ isWord: (Character) -> Bool) -> Int {
        let before = before
        let kept = before[...].droppingEnd { !isWord($0) }.droppingEnd(isWord)
        return before.unicodeScalars.count - kept.unicodeScalars.count
    }

    var wordLengthAfter: Int {
        let after = after
        return String(after.prefix(length(of: after, isWord))).unicodeScalars.count
    }

    /// Over what is between words, then over the word; in characters.
    private func length(of text: String, _ isWord: (Character) -> Bool) -> Int {
        let gap = text.prefix { !isWord($0) }
        return gap.count + text.dropFirst(gap.count).prefix(while: isWord).count
    }
}

extension Substring {
    fileprivate func droppingEnd(_ drops: (Character) -> Bool) -> Substring {
        var rest = self
        while let last = rest.last, drops(last) { rest.removeLast() }
        return rest
    }
}
