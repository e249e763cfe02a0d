/// A part of the line being edited and how it is shown.
package struct StyledSpan: Sendable, Equatable {
    /// In UTF-8 bytes from the start of the text.
    package var range: Range<Int>
    package var style: Style

    package init(_ range: Range<Int>, _ style: Style) {
        self.range = range
        self.style = style
    }
}
