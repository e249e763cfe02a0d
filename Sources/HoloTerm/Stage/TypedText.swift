/// A statement on its way onto the screen, painted where and as the editor would paint it.
package struct TypedText {
    private let prompt: Prompt
    private let columns: Int
    private let colour: Bool
    private let isUTF8: Bool
    private let highlight: (String) -> [StyledSpan]
    private var rows: [EditLayout.Row] = []

    /// - Parameter highlight: what the editor colours a text by.
    package init(
        _ prompt: Prompt, columns: Int, look: TerminalLook, highlight: @escaping (String) -> [StyledSpan]
    ) {
        self.prompt = prompt
        self.columns = columns
        colour = look.colour
        isUTF8 = look.isUTF8
        self.highlight = highlight
    }

    /// What to write so that the screen shows `text` behind the prompt, and the cursor behind it.
    package mutating func showing(_ text: String) -> String {
        let scalars = Array(text.unicodeScalars)
        let edited = EditedText(text: scalars, cursor: scalars.count, spans: highlight(text))
        let layout = EditLayout(prompt, edited, columns: columns, colour: colour, isUTF8: isUTF8)
        let same = zip(rows, layout.rows).prefix { $0 == $1 }.count
        defer { rows = layout.rows }
        if let more = appended(layout.rows) { return more }
        let first = min(same, max(0, rows.count - 1))
        let up = rows.count - 1 - first
        return (up > 0 ? "\u{1b}[\(up)A" : "") + printed(layout.rows[first...])
    }

    /// The text that only made the last row longer.
    private func appended(_ new: [EditLayout.Row]) -> String? {
        guard let old = rows.last, let last = new.last, rows.count == new.count, !old.print.isEmpty,
            last.print.hasPrefix(old.print), !old.print.hasSuffix("\r")
        else { return nil }
        return String(last.print.dropFirst(old.print.count))
    }

    private func printed(_ rows: ArraySlice<EditLayout.Row>) -> String {
        var text = ""
        var isOnNewRow = true
        for (index, row) in zip(rows.indices, rows) {
            text += (isOnNewRow ? "\r\u{1b}[K" : "") + row.print
            isOnNewRow = !row.wraps
            if index < rows.endIndex - 1, !row.wraps { text += "\r\n" }
        }
        return text
    }
}
