/// One status line that is repainted in place on a terminal.
///
/// Elsewhere it writes nothing, or a plain line now and then when `plainEvery` is set.
package struct LiveLine {
    private static let frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"]
    private static let frameTime = Duration.milliseconds(100)

    private let output: Output
    private let plainEvery: Duration?
    private var painted = ""
    private var nextPlain: Duration?

    package init(output: Output, plainEvery: Duration? = nil) {
        self.output = output
        self.plainEvery = plainEvery
        nextPlain = plainEvery
    }

    /// Shows `text`; `elapsed` is the time since what it tells of began.
    package mutating func update(_ text: String, elapsed: Duration) {
        let text = visible(text, .shown)
        guard output.canRepaint else { return updatePlain(text, elapsed) }
        let frame = Self.frames[Int(elapsed / Self.frameTime) % Self.frames.count]
        let line = truncated("\(frame) \(text)", to: output.columns() - 1)
        guard line != painted else { return }
        output.write("\r\(line)\u{1b}[K")
        painted = line
    }

    /// Takes the line away; call it before anything else is written to the same terminal.
    package mutating func clear() {
        guard !painted.isEmpty else { return }
        output.write("\r\u{1b}[K")
        painted = ""
    }

    private mutating func updatePlain(_ text: String, _ elapsed: Duration) {
        guard let plainEvery, let next = nextPlain, elapsed >= next else { return }
        output.write(text + "\n")
        nextPlain = elapsed + plainEvery
    }
}
