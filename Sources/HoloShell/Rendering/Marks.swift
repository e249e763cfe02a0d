import HoloTerm

extension VisibleText {
    /// What a line begins with, in the colour of what it means.
    func marked(colour: Bool) -> VisibleText {
        guard let (mark, style) = VisibleText.marks.first(where: { string.hasPrefix($0.0) }) else {
            return self
        }
        return styled(style, upTo: mark.count, colour: colour)
    }

    private static let marks: [(String, Style)] = [
        ("✓", .green), ("✗", .red), ("error:", .red), ("ok   ", .green), ("warn ", .yellow), ("fail ", .red),
    ]
}
