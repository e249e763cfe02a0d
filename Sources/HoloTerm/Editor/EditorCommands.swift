import CEditline

/// What the editor's own keys do. Each returns what libedit shall do next.
extension LineEditor {
    private static let done = UInt8(CC_NORM)
    private static let refresh = UInt8(CC_REFRESH)
    private static let beep = UInt8(CC_ERROR)

    /// The editor that a callback of libedit belongs to.
    static func owning(_ el: OpaquePointer?) -> LineEditor {
        guard let owner = he_owner(el) else { preconditionFailure("an EditLine without its editor") }
        return Unmanaged<LineEditor>.fromOpaque(owner).takeUnretainedValue()
    }

    /// The buffer as libedit has it, marks included.
    var currentLine: (scalars: [Unicode.Scalar], cursor: Int) {
        guard let line = el_wline(el)?.pointee, let start = line.buffer else { return ([], 0) }
        return (
            scalars(UnsafeBufferPointer(start: start, count: line.lastchar - start)), line.cursor - start
        )
    }

    func enter() -> UInt8 {
        let text = gutter.decode(currentLine.scalars)
        if needsMore(text) {
            insert("\n")
            return Self.refresh
        }
        return finish(.line(text))
    }

    func interrupt() -> UInt8 {
        el_cursor(el, Int32(currentLine.scalars.count))
        insert("^C")
        return finish(.interrupted)
    }

    func endOrDelete() -> UInt8 {
        let line = currentLine
        if line.scalars.isEmpty {
            outcome = .endOfInput
            return UInt8(CC_EOF)
        }
        return line.cursor < line.scalars.count ? delete() : completeWord()
    }

    func paste() -> UInt8 {
        guard !pastes.isEmpty else { return Self.done }
        insert(pastes.removeFirst())
        return Self.refresh
    }

    func backspace() -> UInt8 {
        let line = currentLine
        guard line.cursor > 0 else { return Self.beep }
        el_deletestr(el, Int32(1 + gutter.marksBefore(line.cursor, in: line.scalars)))
        return Self.refresh
    }

    func delete() -> UInt8 {
        guard step(1) else { return Self.beep }
        return backspace()
    }

    func moveLeft() -> UInt8 { step(-1) ? Self.refresh : Self.beep }

    func moveRight() -> UInt8 { step(1) ? Self.refresh : Self.beep }

    /// Marks are passed over with their line feed.
    private func step(_ direction: Int) -> Bool {
        let line = currentLine
        guard direction > 0 ? line.cursor < line.scalars.count : line.cursor > 0 else { return false }
        let marks =
            direction > 0
            ? gutter.marksAfter(line.cursor, in: line.scalars)
            : gutter.marksBefore(line.cursor, in: line.scalars)
        el_cursor(el, Int32(direction * (1 + marks)))
        return true
    }

    /// libedit's own Enter goes below the line first, which returning CC_NEWLINE from here would not.
    private func finish(_ result: Input) -> UInt8 {
        outcome = result
        el_wpush(el, wideCharacters([Self.acceptKey]))
        return Self.refresh
    }

    private func insert(_ text: String) {
        el_winsertstr(el, wideCharacters(gutter.encode(text)))
    }

    func completeWord() -> UInt8 {
        let line = currentLine
        let text = gutter.decode(line.scalars)
        let before = gutter.decode(line.scalars[..<line.cursor])
        let completions = complete(text, before.utf8.count)
        let common = completions.commonPrefix
        let head = String(before.utf8.prefix(completions.start)) ?? before
        let typed = String(before.dropFirst(head.count))
        if completions.candidates.isEmpty { return Self.beep }
        if completions.candidates.count == 1 || common.count > typed.count {
            el_deletestr(el, Int32(line.cursor - gutter.encode(head).count))
            insert(pastedText(common))
            lastTab = tabState
            return Self.refresh
        }
        return list(completions)
    }

    private var tabState: (text: String, cursor: Int) {
        let line = currentLine
        return (gutter.decode(line.scalars), line.cursor)
    }

    private func list(_ completions: Completions) -> UInt8 {
        let state = tabState
        guard let lastTab, lastTab == state else {
            lastTab = state
            return Self.beep
        }
        let size = TerminalInfo.size(output)
        listing = completions.listing(width: size.columns - 1, rows: max(4, size.rows - 4))
        return Self.refresh
    }
}
