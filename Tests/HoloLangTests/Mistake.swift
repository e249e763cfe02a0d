import Testing

@testable import HoloLang

/// A text with one mistake, its range between ⟨ and ⟩, and what is said about it.
struct Mistake: Sendable, CustomTestStringConvertible {
    var marked: String
    var message: String
    var hint: String?

    init(_ marked: String, _ message: String, _ hint: String? = nil) {
        self.marked = marked
        self.message = message
        self.hint = hint
    }

    var testDescription: String { marked }
}

func unmarked(_ marked: String) -> (String, SourceRange) {
    let parts = marked.split(separator: "⟨", omittingEmptySubsequences: false)
    let inside = parts[1].split(separator: "⟩", omittingEmptySubsequences: false)
    let start = parts[0].utf8.count
    return (parts[0] + inside.joined(), SourceRange(start, start + inside[0].utf8.count))
}
