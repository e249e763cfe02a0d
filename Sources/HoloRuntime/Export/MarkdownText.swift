import HolocronAPI

/// A session as Markdown: each statement with what it showed.
struct MarkdownText {
    private let export: SessionExport
    /// Lines of one output.
    private static let mostLines = 20

    init(_ export: SessionExport) { self.export = export }

    func text() -> String {
        (["# A session of holo", "", "\(export.summary).", ""] + export.entries.flatMap(section))
            .joined(separator: "\n")
    }

    private func section(_ entry: SessionLog.Entry) -> [String] {
        let source = export.anonymizer.text(entry.source)
        var output = entry.output.prefix(MarkdownText.mostLines).map { export.anonymizer.text($0) }
        if entry.output.count > MarkdownText.mostLines { output.append("…") }
        return fenced([source], "holo") + (output.isEmpty ? [] : fenced(output, "text"))
    }

    /// Longer than every row of backticks in it, so that a result cannot end it.
    private func fenced(_ lines: [String], _ kind: String) -> [String] {
        let longest = lines.joined(separator: "\n").split { $0 != "`" }.map(\.count).max() ?? 0
        let fence = String(repeating: "`", count: max(3, longest + 1))
        return ["\(fence)\(kind)"] + lines + [fence, ""]
    }
}
