import HoloTerm

extension Prompt {
    /// A statement behind the prompt as it was typed, for where no editor paints it.
    func plainLines(of text: String) -> String {
        let rows = text.split(separator: "\n", omittingEmptySubsequences: false)
        return left.plain + rows.joined(separator: "\n" + continuation.plain) + "\n"
    }
}
