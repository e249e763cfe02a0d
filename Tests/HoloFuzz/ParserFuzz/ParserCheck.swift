import HoloLang

/// What reading and formatting may never do with any text.
package enum ParserCheck {
    /// What is wrong with how the bytes are read and formatted; nil where nothing is.
    package static func fault(_ bytes: [UInt8]) -> String? {
        let source: Source
        do {
            source = try Source(name: "fuzz", bytes: bytes)
        } catch {
            _ = error.rendered()
            return nil
        }
        return fault(source)
    }

    private static func fault(_ source: Source) -> String? {
        let parsed = parse(source)
        for diagnostic in parsed.diagnostics {
            _ = diagnostic.rendered()
            let range = diagnostic.range
            guard 0 <= range.start, range.start <= range.end, range.end <= source.bytes.count else {
                return "a mistake is outside of the text"
            }
        }
        guard parsed.diagnostics.isEmpty, let text = try? formatted(source) else { return nil }
        let again = Source(name: "fuzz", text: text)
        guard let second = try? formatted(again) else { return "what was formatted cannot be read" }
        guard second == text else { return "formatting twice changes something" }
        guard parse(again).script.statements.count == parsed.script.statements.count else {
            return "formatting changes how many statements there are"
        }
        return nil
    }
}
