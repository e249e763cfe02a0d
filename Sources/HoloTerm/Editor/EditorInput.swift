import CEditline
import Glibc

/// Waiting for keys: the line is drawn, and other text printed, when there are none.
extension LineEditor {
    private static let suspendKey: Unicode.Scalar = "\u{1A}"
    /// Milliseconds that the rest of a character or of a paste's mark may take; ESC alone waits as long.
    private static let patience: Int32 = 50
    /// Milliseconds of silence after which keys do not belong to a paste any more.
    private static let pasteGap: Int32 = 2
    /// After so long without its end a paste may be given up with ^C.
    private static let pastePatience = Duration.milliseconds(500)

    /// The next character for libedit, or nil when the terminal is gone.
    func nextCharacter() -> Unicode.Scalar? {
        noteChange()
        var waited = false
        while true {
            while let key = decoder.next(waited: waited) {
                waited = false
                if let character = take(key) { return character }
            }
            if decoder.hasJustPasted, !decoder.isWaiting, readable([input], timeout: Self.pasteGap) == [false]
            {
                decoder.endPaste()
            }
            endBurst()
            if readable([input], timeout: 0) == [false] { paint() }
            let timeout = decoder.isWaiting ? Self.patience : -1
            let ready = readable([input, notifier.readEnd], timeout: timeout)
            waited = timeout >= 0 && ready == [false, false]
            if ready[1] { wake() }
            if ready[0], !takeInput() { return nil }
        }
    }

    /// What libedit is to act on, or nil where it is nothing to libedit.
    private func take(_ key: Key) -> Unicode.Scalar? {
        switch key {
        case .character(Self.suspendKey): suspend()
        case .character(let scalar):
            if search == nil || searchTakes(scalar) == false { return scalar }
        case .paste(let text):
            endSearch(taking: true)
            pastes.append(text)
            return Self.pasteKey
        }
        return nil
    }

    func takeInput() -> Bool {
        switch readSome(input) {
        case .bytes(let bytes):
            let now = ContinuousClock.now
            // The end of a paste can get lost on the way; then ^C is not part of it.
            if decoder.isPasting, bytes == [0x03], now - lastInput > Self.pastePatience {
                decoder.abandonPaste()
            }
            lastInput = now
            decoder.push(bytes)
        case .wouldBlock: break
        case .closed: return false
        }
        return true
    }

    private func wake() {
        let wakes = notifier.takeWakes()
        if wakes.contains(.continued) { resume() }
        prompt = makePrompt()
        guard wakes.contains(.posted) else { return }
        erase()
        printPosted()
        // What is pressed at this moment still means what stands there, such as a suggestion.
        paint()
    }
}

/// Leaving the terminal to what a line runs.
extension LineEditor {
    private static let signals: [Unicode.Scalar: Int32] = [
        "\u{3}": SIGINT, "\u{1A}": SIGTSTP, "\u{1C}": SIGQUIT,
    ]

    /// Makes keys signals again. Those that came before, behind Enter, are for what runs now.
    func stopListening() {
        he_set_edits(false)
        willReturn()
        he_set_raw(el, 0)
        guard case .line = outcome else { return }
        while readable([input], timeout: 0) == [true], takeInput() {}
        while let key = decoder.takeKey(from: Self.signals.keys) {
            if let signal = Self.signals[key] { sendSignal(signal) }
        }
    }
}

/// Stopping and going on. ^Z is a key here, because signals from keys are off while a line is edited.
extension LineEditor {
    private func suspend() {
        moveBelow()
        writeAll(bracketedPasteOff, to: output)
        he_set_raw(el, 0)
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
        startOver()
    }
}

func readKey(_ el: OpaquePointer?, _ character: UnsafeMutablePointer<wchar_t>?) -> Int32 {
    guard let scalar = LineEditor.owning(el).nextCharacter() else { return 0 }
    character?.pointee = wchar_t(scalar.value)
    return 1
}
