/// What is wrong with program text, where, and what to type instead.
package struct Diagnostic: Error, Sendable {
    package var message: String
    package var source: Source
    package var range: SourceRange
    /// The next step, as a sentence or as text that can be pasted: `did you mean $name?`.
    package var hint: String?
    /// What stands in the place of the range in a line that would be right.
    package var replacement: String?
    /// What the replacement takes the place of, where that is not the range.
    package var replaced: SourceRange?
    /// More input could make the text right: an open string, bracket or block at the end.
    package var isIncomplete: Bool

    package init(
        _ message: String, in source: Source, at range: SourceRange, hint: String? = nil,
        replacement: String? = nil, replaced: SourceRange? = nil, isIncomplete: Bool = false
    ) {
        self.message = message
        self.source = source
        self.range = range
        self.hint = hint
        self.replacement = replacement
        self.replaced = replaced
        self.isIncomplete = isIncomplete
    }
}
