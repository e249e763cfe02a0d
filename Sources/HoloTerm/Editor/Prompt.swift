/// What stands around the line while it is typed.
package struct Prompt: Sendable, Equatable {
    package var left: StyledText
    /// Ends the first row; hidden while the text reaches it.
    package var right: StyledText
    /// Stands before each further row of a statement.
    package var continuation: StyledText

    package init(
        _ left: StyledText, right: StyledText = "", continuation: StyledText = StyledText("… ", .dim)
    ) {
        self.left = left
        self.right = right
        self.continuation = continuation
    }
}
