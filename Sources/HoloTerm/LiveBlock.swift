/// A few lines that are repainted in place on a terminal while something is waited for.
///
/// Elsewhere it writes nothing, or in a log its first line now and then when `plainEvery` is set.
package struct LiveBlock {
    private static let frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"]
    private static let frameTime = Duration.milliseconds(100)

    private struct Painted {
        var lines: [VisibleText]
        var columns: Int
    }

    private let output: Output
    private let plainEvery: Duration?
    private var painted: Painted?
    private var shownProgress: TerminalProgress?
    private var nextPlain: Duration?
    private var hidesTyping = false

    package init(output: Output, plainEvery: Duration? = nil) {
        self.output = output
        self.plainEvery = plainEvery
        nextPlain = plainEvery
    }

    /// Shows lines; of a line the first of its texts that fits.
    /// - Parameter elapsed: the time since what they tell of began.
    package mutating func update(
        _ lines: [[VisibleText]], _ progress: TerminalProgress? = nil, elapsed: Duration
    ) {
        guard output.canRepaint else { return updatePlain(lines, elapsed) }
        // The block was taken away behind our back while the program was stopped.
        if painted != nil, ScreenState.isClear { (painted, shownProgress) = (nil, nil) }
        hideTyping()
        let columns = output.columns()
        let frame = Self.frames[Int(elapsed / Self.frameTime) % Self.frames.count]
        let rows = lines.prefix(max(1, output.rows() - 1)).enumerated().map { index, texts in
            let mark: VisibleText = index == 0 ? "\(frame) " : "  "
            let texts = texts.map { mark + $0 }
            // The terminal shows ^C behind the line, which must not wrap.
            let room = columns - 3
            return (texts.first { $0.width <= room } ?? texts.last ?? "").truncated(to: max(1, room))
        }
        let sequence = sequence(for: progress)
        guard rows != painted?.lines || columns != painted?.columns || !sequence.isEmpty else { return }
        ScreenState.set(output.descriptor, rowsAbove: rows.count - 1, hasProgress: shownProgress != nil)
        let start: VisibleText = painted == nil ? "\u{1b}[?25l\r" : up(columns) + "\r"
        // A terminal that shows the members of a family of emoji one by one needs more room than there is.
        let text = "\u{1b}[?7l" + rows.map { $0 + "\u{1b}[K" }.joined(separator: "\r\n") + "\u{1b}[?7h"
        output.write(start + text + (rows.count < rowsPainted(columns) ? "\u{1b}[J" : "") + sequence)
        painted = Painted(lines: rows, columns: columns)
    }

    /// Takes the lines away; call it before anything else is written to the same terminal.
    /// - Parameter ends: nothing is waited for any more.
    package mutating func clear(ends: Bool = true) {
        // Another block may be on the screen, which is not to be forgotten.
        guard painted != nil || shownProgress != nil else { return }
        if painted != nil, !ScreenState.isClear {
            output.write(up(output.columns()) + VisibleText(made: clearFromHere) + "\u{1b}[?25h")
        }
        painted = nil
        if ends, hidesTyping {
            hidesTyping = false
            TypingShown.release(output.descriptor)
        }
        if ends, shownProgress != nil {
            output.write(TerminalProgress.none.sequence)
            shownProgress = nil
        }
        // Until the next line the terminal still shows progress.
        ScreenState.set(output.descriptor, rowsAbove: nil, hasProgress: shownProgress != nil)
    }

    /// What the terminal showed of it would stand in the middle of what is repainted.
    private mutating func hideTyping() {
        if hidesTyping { return TypingShown.again(output.descriptor) }
        hidesTyping = true
        TypingShown.hold(output.descriptor)
    }

    /// How many rows the painted lines take after the terminal has laid them out again for another width.
    private func rowsPainted(_ columns: Int) -> Int {
        guard let painted else { return 0 }
        guard painted.columns != columns else { return painted.lines.count }
        return painted.lines.reduce(0) { $0 + max(1, ($1.width + columns - 1) / columns) }
    }

    private func up(_ columns: Int) -> VisibleText {
        let rows = min(rowsPainted(columns), output.rows()) - 1
        return rows > 0 ? "\u{1b}[\(rows)A" : ""
    }

    private mutating func sequence(for progress: TerminalProgress?) -> VisibleText {
        guard output.features.progress, let progress, progress != shownProgress else { return "" }
        shownProgress = progress
        return progress.sequence
    }

    private mutating func updatePlain(_ lines: [[VisibleText]], _ elapsed: Duration) {
        guard let plainEvery, let next = nextPlain, elapsed >= next, let line = lines.first?.first else {
            return
        }
        output.write(line + "\n")
        nextPlain = elapsed + plainEvery
    }
}

/// How far something is, as OSC 9;4 says it to the window and the task bar.
package enum TerminalProgress: Sendable, Equatable {
    case none
    case busy
    case percent(Int)

    var sequence: VisibleText {
        switch self {
        case .none: "\u{1b}]9;4;0\u{7}"
        case .busy: "\u{1b}]9;4;3\u{7}"
        case .percent(let percent): "\u{1b}]9;4;1;\(max(0, min(100, percent)))\u{7}"
        }
    }
}
