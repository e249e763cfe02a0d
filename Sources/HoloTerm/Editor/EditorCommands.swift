import CEditline

/// What the editor's own keys do. Each returns what libedit shall do next.
extension LineEditor {
    static let done = UInt8(CC_REFRESH)

    /// The editor that a callback of libedit belongs to.
    static func owning(_ el: OpaquePointer?) -> LineEditor {
        guard let owner = he_owner(el) else { preconditionFailure("an EditLine without its editor") }
        return Unmanaged<LineEditor>.fromOpaque(owner).takeUnretainedValue()
    }

    /// The buffer as libedit has it.
    var currentLine: (scalars: [Unicode.Scalar], cursor: Int) {
        guard let line = el_wline(el)?.pointee, let start = line.buffer else { return ([], 0) }
        return (
            scalars(UnsafeBufferPointer(start: start, count: line.lastchar - start)), line.cursor - start
        )
    }

    func enter() -> UInt8 {
        let isUnseen = isUnseenEnter()
        var text = string(currentLine.scalars)
        if text.isEmpty, isUnseen { return Self.done }
        if text.isEmpty, let line = offer() {
            replaceText(line)
            text = line
        }
        if needsMore(text) { return newline() }
        if isUnseen, !runsUnseen(text) { return hold() }
        paint(isFinal: true)
        outcome = .line(text)
        return UInt8(CC_NEWLINE)
    }

    func newline() -> UInt8 {
        insert("\n")
        return Self.done
    }

    func interrupt() -> UInt8 {
        moveCursor(to: currentLine.scalars.count)
        paint(isFinal: true)
        writeAll("^C", to: output)
        outcome = .interrupted
        return UInt8(CC_NEWLINE)
    }

    func endOrDelete() -> UInt8 {
        let line = currentLine
        if line.scalars.isEmpty {
            paint(isFinal: true)
            outcome = .endOfInput
            return UInt8(CC_EOF)
        }
        return line.cursor < line.scalars.count ? delete() : completeWord()
    }

    func paste() -> UInt8 {
        if !pastes.isEmpty { insert(pastes.removeFirst()) }
        return Self.done
    }

    func clear() -> UInt8 {
        clearScreen()
        return Self.done
    }

    func insert(_ text: String) { el_winsertstr(el, wideCharacters(text.unicodeScalars)) }

    func moveCursor(to place: Int) { el_cursor(el, Int32(place - currentLine.cursor)) }

    /// Takes the place of the whole text; the cursor goes to its end, or so many scalars before that.
    func replaceText(_ text: String, cursorFromEnd: Int = 0) {
        let count = currentLine.scalars.count
        moveCursor(to: count)
        el_deletestr(el, Int32(count))
        insert(text)
        el_cursor(el, Int32(-cursorFromEnd))
    }

    func beep() -> UInt8 {
        writeAll("\u{7}", to: output)
        return Self.done
    }

    func completeWord() -> UInt8 {
        let line = currentLine
        let text = string(line.scalars)
        let before = string(line.scalars[..<line.cursor])
        let completions = complete(text, before.utf8.count)
        let head = String(before.utf8.prefix(completions.start)) ?? before
        let typed = String(before.dropFirst(head.count))
        if completions.candidates.isEmpty { return beep() }
        if let insertion = completions.insertion, insertion != typed {
            el_deletestr(el, Int32(line.cursor - head.unicodeScalars.count))
            insert(pastedText(insertion))
            lastTab = tabState
            return Self.done
        }
        return list(completions)
    }

    private var tabState: (text: String, cursor: Int) {
        let line = currentLine
        return (string(line.scalars), line.cursor)
    }

    private func list(_ completions: Completions) -> UInt8 {
        let state = tabState
        guard let lastTab, lastTab == state else {
            lastTab = state
            return beep()
        }
        let size = TerminalInfo.size(output)
        paint()
        moveBelow()
        printRows(
            completions.listing(width: size.columns - 1, rows: max(4, size.rows - 4), colour: colour))
        return Self.done
    }
}
