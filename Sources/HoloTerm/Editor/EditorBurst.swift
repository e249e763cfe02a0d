/// Keys that came all at once, or before the prompt was there: a paste that the terminal does not mark, keys typed ahead.
struct Burst {
    /// Such keys are being read.
    var isOn = false
    /// An Enter among them was not taken for one, so that the text waits for another.
    var holds = false
}

extension LineEditor {
    /// Milliseconds: nobody presses another key so soon behind Enter.
    private static let gap: Int32 = 20
    /// Milliseconds of silence that end a burst.
    private static let silence: Int32 = 40

    /// Whether nobody pressed the Enter that is acted on now by itself, at a prompt that could be seen.
    func isUnseenEnter() -> Bool {
        if hasFollower() { burst.isOn = true }
        return burst.isOn
    }

    /// The text stays as it is, and waits for an Enter of its own.
    func hold() -> UInt8 {
        burst.holds = true
        if hasFollower() { insert("\n") }
        return Self.done
    }

    private func hasFollower() -> Bool {
        decoder.hasMore || readable([input], timeout: Self.gap) == [true]
    }

    /// Nothing came for a moment: what comes next is typed by somebody who sees the line.
    func endBurst() {
        guard burst.isOn, !decoder.hasMore, readable([input], timeout: Self.silence) == [false] else {
            return
        }
        let holds = burst.holds
        burst = Burst()
        guard holds, !heldNote.isEmpty else { return }
        erase()
        printRows([heldNote])
    }
}
