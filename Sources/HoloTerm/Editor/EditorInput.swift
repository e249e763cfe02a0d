import CEditline
import Glibc

/// Waiting for keys: libedit asks for one after it has drawn the line, so other text is printed from here.
extension LineEditor {
    private static let suspendKey: Unicode.Scalar = "\u{1A}"
    /// Milliseconds that the rest of a character or of a paste's mark may take; ESC alone waits as long.
    private static let patience: Int32 = 50

    /// The next character for libedit, or nil when the terminal is gone.
    func nextCharacter() -> Unicode.Scalar? {
        printListing()
        repairWideLine()
        var waited = false
        while true {
            while let key = decoder.next(waited: waited) {
                waited = false
                switch key {
                case .character(Self.suspendKey): suspend()
                case .character(let scalar): return scalar
                case .paste(let text):
                    pastes.append(text)
                    return Self.pasteKey
                }
            }
            // The line on screen is current and nothing is typed: the place to paint over it.
            let timeout = decoder.isWaiting ? Self.patience : -1
            let ready = readable([input, notifier.readEnd], timeout: timeout)
            waited = timeout >= 0 && ready == [false, false]
            if ready[1] { wake() }
            if ready[0], !takeInput() { return nil }
        }
    }

    private func takeInput() -> Bool {
        switch readSome(input) {
        case .bytes(let bytes): decoder.push(bytes)
        case .wouldBlock: break
        case .closed: return false
        }
        return true
    }

    private func wake() {
        let wakes = notifier.takeWakes()
        if wakes.contains(.continued) {
            resume()
        } else if wakes.contains(.resized) {
            clear()
            el_resize(el)
            he_redraw(el)
        }
        if wakes.contains(.posted) {
            clear()
            printPosted()
            he_redraw(el)
        }
    }

    /// The cursor must be where a line of text may begin.
    func printPosted() {
        let lines = notifier.takePosted()
        if !lines.isEmpty { printRows(lines) }
    }

    private func printListing() {
        guard !listing.isEmpty else { return }
        moveBelow()
        printRows(listing)
        listing = []
        he_redraw(el)
    }

    private func printRows(_ rows: [String]) {
        let text = rows.joined(separator: "\n").split(separator: "\n", omittingEmptySubsequences: false)
        writeAll(text.joined(separator: "\r\n") + "\r\n", to: output)
    }

    /// Takes prompt and line off the screen and leaves the cursor where they began.
    private func clear() {
        let up = min(layout.cursorRow, TerminalInfo.size(output).rows - 1)
        if up > 0 { writeAll("\u{1b}[\(up)A", to: output) }
        clearFromHere()
    }

    /// From the screen's first cell tmux takes ESC[J for a new page and keeps the old one in its history, so
    /// it is sent from the second.
    private func clearFromHere() { writeAll("\r\u{1b}[K\u{1b}[C\u{1b}[J\r", to: output) }

    private func moveBelow() {
        let down = layout.lastRow - layout.cursorRow
        writeAll((down > 0 ? "\u{1b}[\(down)B" : "") + "\r\n", to: output)
    }

    /// libedit's update of a changed row can split a wide character and lose the cursor's column.
    ///
    /// So a line with any is drawn anew, unless it only grew at its end.
    private func repairWideLine() {
        let (scalars, cursor) = currentLine
        defer { drawn = scalars }
        let onlyGrew = cursor == scalars.count && scalars.starts(with: drawn)
        guard scalars != drawn, !onlyGrew, (scalars + drawn).contains(where: isWide) else { return }
        clear()
        he_redraw(el)
    }

    private func isWide(_ scalar: Unicode.Scalar) -> Bool {
        !scalar.isASCII && he_width(wchar_t(scalar.value)) > 1
    }

    private var layout: EditLayout {
        let line = currentLine
        return EditLayout(
            prompt: leftPlain, buffer: line.scalars, cursor: line.cursor,
            columns: TerminalInfo.size(output).columns)
    }
}

/// Stopping and going on. ^Z is a key here, because signals from keys are off while a line is edited.
extension LineEditor {
    private func suspend() {
        moveBelow()
        stopEditing()
        kill(0, SIGTSTP)
        // The stop may come a moment later, on another thread; until SIGCONT the terminal is the shell's.
        _ = readable([notifier.readEnd], timeout: 1000)
        _ = notifier.takeWakes()
        resume()
    }

    private func resume() {
        // libedit believes that the terminal is still raw, whatever the shell made of it.
        he_set_raw(el, 0)
        he_set_raw(el, 1)
        writeAll(bracketedPasteOn, to: output)
        clearFromHere()
        el_resize(el)
        printPosted()
        he_redraw(el)
    }

    /// Keys typed while no line was edited were echoed by the terminal; libedit shows them again.
    func clearEcho() {
        if readable([input], timeout: 0) == [true] { writeAll("\r\u{1b}[K", to: output) }
    }

    func stopEditing() {
        writeAll(bracketedPasteOff, to: output)
        he_set_raw(el, 0)
    }
}

func readKey(_ el: OpaquePointer?, _ character: UnsafeMutablePointer<wchar_t>?) -> Int32 {
    guard let scalar = LineEditor.owning(el).nextCharacter() else { return 0 }
    character?.pointee = wchar_t(scalar.value)
    return 1
}
