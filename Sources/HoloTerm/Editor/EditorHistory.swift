/// Where the arrows are in history.
struct Browsing {
    /// What was typed before, which lines have to begin with.
    let typed: String
    var index: Int
    /// What is in the editor now.
    var line: String
    /// Where the cursor was left; nil before libedit has put it in its place.
    var cursor: Int?
}

/// History by the arrows: only lines that begin with what was typed.
extension LineEditor {
    func browse(older: Bool) -> UInt8 {
        let now = browsing ?? begun
        guard let next = older ? now.older(in: history) : now.newer(in: history) else { return beep() }
        browsing = next
        replaceText(next.line)
        return Self.done
    }

    private var begun: Browsing {
        let text = string(currentLine.scalars)
        return Browsing(typed: text, index: history.count, line: text)
    }
}

extension Browsing {
    func older(in history: HistoryLines) -> Browsing? {
        history.newest(before: index, beginning: typed, otherThan: line).map { moved(to: $0.index, $0.line) }
    }

    /// Back towards the text that was typed, which comes after the newest line.
    func newer(in history: HistoryLines) -> Browsing? {
        let count = history.count
        guard index < count else { return nil }
        for next in (index + 1)..<max(count, index + 1) {
            let line = history[next]
            if line.hasPrefix(typed), line != self.line { return moved(to: next, line) }
        }
        return moved(to: count, typed)
    }

    private func moved(to index: Int, _ line: String) -> Browsing {
        var moved = self
        (moved.index, moved.line, moved.cursor) = (index, line, nil)
        return moved
    }
}
