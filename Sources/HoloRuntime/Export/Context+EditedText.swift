extension Context {
    /// The statements of this session that did something, as one text to edit; empty where there are none.
    package var sessionText: String {
        guard let export = try? SessionExport(self) else { return "" }
        return export.entries.map { $0.source + "\n" }.joined()
    }
}
