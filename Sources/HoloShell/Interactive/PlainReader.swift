import HoloTerm

/// Where a session's lines come from.
protocol LineReader {
    func readLine(prompt: @escaping () -> Prompt) -> Input
}

extension LineEditor: LineReader {}

/// Lines from a terminal that cannot move its cursor.
struct PlainReader: LineReader {
    let output: Output
    let needsMore: (String) -> Bool

    func readLine(prompt: @escaping () -> Prompt) -> Input {
        let prompt = prompt()
        output.write(VisibleText(prompt.left.plain, .shown))
        var text = ""
        while let line = Swift.readLine() {
            text += text.isEmpty ? line : "\n" + line
            guard needsMore(text) else { return .line(text) }
            output.write(VisibleText(prompt.continuation.plain, .shown))
        }
        return text.isEmpty ? .endOfInput : .line(text)
    }
}
