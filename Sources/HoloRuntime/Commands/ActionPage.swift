import OrderedCollections

/// What `describe` gives, as a page for a terminal.
@Sendable func actionPage(_ value: Value, _ layout: Layout) -> String {
    guard case .record(let page) = value else { return value.text }
    let credits = page.oneLine("credits")
    let head = [page.oneLine("action"), credits.isEmpty ? "" : "\(credits) cr", page.oneLine("site")]
    var lines = head.filter { !$0.isEmpty }.joined(separator: " · ").hanging(behind: "", layout.width)
    lines += page.oneLine("description").hanging(behind: "", layout.width)
    lines += parameterLines(page, layout)
    let connection = page.oneLine("connection")
    if connection != "not needed" { lines += [""] + layout.lines("connection", 10, connection) }
    return (lines + ["", "  \(page.oneLine("example"))"]).joined(separator: "\n")
}

private func parameterLines(_ page: Record, _ layout: Layout) -> [String] {
    guard case .list(let items)? = page["parameters"] else { return [] }
    let rows: [Record] = items.compactMap { if case .record(let row) = $0 { row } else { nil } }
    let longest = rows.map { $0.oneLine("name").count }.max() ?? 0
    return [""] + rows.flatMap { layout.lines("  \($0.oneLine("name"))", longest + 2, note($0)) }
}

/// `string, required · Profile to scrape · one of a b · default 10`
private func note(_ row: Record) -> String {
    let isRequired = row.oneLine("required") == "yes"
    let (choices, standard) = (row.oneLine("one of"), row.oneLine("default"))
    return [
        row.oneLine("type") + (isRequired ? ", required" : ""), row.oneLine("description").withoutFullStop,
        choices.isEmpty ? "" : "one of \(choices)", standard.isEmpty ? "" : "default \(standard)",
    ].filter { !$0.isEmpty }.joined(separator: " · ")
}

extension Record {
    /// A field as text, empty for null; what a server breaks into lines is one here.
    fileprivate func oneLine(_ name: String) -> String {
        guard let value = self[name], value != .null else { return "" }
        return value.text.split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}

extension String {
    /// A sentence as a part of a line.
    package var withoutFullStop: String { hasSuffix(".") ? String(dropLast()) : self }
}
