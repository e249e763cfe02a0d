import CEditline

/// What the editor's own keys do. Each returns what libedit shall do next.
extension LineEditor {
    private static let done = UInt8(CC_REFRESH)

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
        let text = string(currentLine.scalars)
        if needsMore(text) {
            insert("\n")
            return Self.done
        }
        paint()
        outcome = .line(text)
        return UInt8(CC_NEWLINE)
    }

    func interrupt() -> UInt8 {
        el_cursor(el, Int32(currentLine.scalars.count))
        paint()
        writeAll("^C", to: output)
        outcome = .interrupted
        return UInt8(CC_NEWLINE)
    }

    func endOrDelete() -> UInt8 {
        let line = currentLine
        if line.scalars.isEmpty {
            paint()
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

    func backspace() -> UInt8 {
        el_deletestr(el, lengthBefore)
        return Self.done
    }

    func delete() -> UInt8 {
        let length = lengthAfter
        el_cursor(el, length)
        el_deletestr(el, length)
        return Self.done
    }

    func moveLeft() -> UInt8 {
        el_cursor(el, -lengthBefore)
        return Self.done
    }

    func moveRight() -> UInt8 {
        el_cursor(el, lengthAfter)
        return Self.done
    }

    /// How many scalars the character before the cursor has: libedit would take a family of emoji apart.
    private var lengthBefore: Int32 {
        let line = currentLine
        return Int32(string(line.scalars[..<line.cursor]).last?.unicodeScalars.count ?? 0)
    }

    private var lengthAfter: Int32 {
        let line = currentLine
        return Int32(string(line.scalars[line.cursor...]).first?.unicodeScalars.count ?? 0)
    }

    private func insert(_ text: String) { el_winsertstr(el, wideCharacters(text.unicodeScalars)) }

    private func beep() -> UInt8 {
        writeAll("\u{7}", to: output)
        return Self.done
    }

    func completeWord() -> UInt8 {
        let line = currentLine
        let text = string(line.scalars)
        let before = string(line.scalars[..<line.cursor])
        let completions = complete(text, before.utf8.count)
        let common = completions.commonPrefix
        let head = String(before.utf8.prefix(completions.start)) ?? before
        let typed = String(before.dropFirst(head.count))
        if completions.candidates.isEmpty { return beep() }
        if completions.candidates.count == 1 || common.count > typed.count {
            el_deletestr(el, Int32(line.cursor - head.unicodeScalars.count))
            insert(pastedText(common))
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
        printRows(completions.listing(width: size.columns - 1, rows: max(4, size.rows - 4)))
        return Self.done
    }
}
