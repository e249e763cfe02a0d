import CEditline
import Glibc

/// Waiting for keys: the line is drawn, and other text printed, when there are none.
extension LineEditor {
    private static let suspendKey: Unicode.Scalar = "\u{1A}"
    /// Milliseconds that the rest of a character or of a paste's mark may take; ESC alone waits as long.
    private static let patience: Int32 = 50

    /// The next character for libedit, or nil when the terminal is gone.
    func nextCharacter() -> Unicode.Scalar? {
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
            paint()
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
        if wakes.contains(.continued) { resume() }
        if wakes.contains(.posted) {
            erase()
            printPosted()
        }
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
        startOver()
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
