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
    package mutating func showing(_ text: String) -> VisibleText {
        let scalars = Array(text.unicodeScalars)
        let edited = EditedText(text: scalars, cursor: scalars.count, spans: highlight(text))
        let layout = EditLayout(prompt, edited, columns: columns, colour: colour, isUTF8: isUTF8)
        let same = zip(rows, layout.rows).prefix { $0 == $1 }.count
        defer { rows = layout.rows }
        if let more = appended(layout.rows) { return VisibleText(made: more) }
        let first = min(same, max(0, rows.count - 1))
        let up = rows.count - 1 - first
        return VisibleText(made: (up > 0 ? "\u{1b}[\(up)A" : "") + printed(layout.rows[first...]))
    }

    /// What only made the last row longer, in the style that the row ended in.
    private func appended(_ new: [EditLayout.Row]) -> String? {
        guard rows.count == new.count, rows.dropLast() == new.dropLast(), let old = rows.last?.print,
            let last = new.last?.print, !old.isEmpty, !old.hasSuffix("\r")
        else { return nil }
        let isStyled = old.hasSuffix(sgrReset)
        let kept = isStyled ? String(old.dropLast(sgrReset.count)) : old
        guard last.utf8.starts(with: kept.utf8) else { return nil }
        let more = String(decoding: last.utf8.dropFirst(kept.utf8.count), as: UTF8.self)
        guard isStyled else { return more }
        // Where the style ends here, its end was written already.
        if more.hasPrefix(sgrReset) { return String(more.dropFirst(sgrReset.count)) }
        return (kept.lastStyle ?? "") + more
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

extension String {
    /// The last escape that switches a style on.
    fileprivate var lastStyle: String? {
        guard let start = self[...].ranges(of: "\u{1b}[").last,
            let end = self[start.upperBound...].firstIndex(of: "m")
        else { return nil }
        return String(self[start.lowerBound...end])
    }
}
