import HoloTerm

extension Prompt {
    /// A statement behind the prompt as it was typed, for where no editor paints it.
    func plainLines(of text: String) -> VisibleText {
        VisibleText(left.plain, .shown)
            + VisibleText(text).lines.joined(separator: "\n" + VisibleText(continuation.plain, .shown)) + "\n"
    }
}
