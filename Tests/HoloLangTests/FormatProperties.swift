import Testing

@testable import HoloLang

/// What formatting breaks in a well-formed program, or nothing.
func formatFault(_ source: Source) -> String? {
    let before = parse(source)
    guard let text = try? formatted(source) else { return "it is not formatted" }
    let after = Source(name: source.name, text: text)
    guard (try? formatted(after)) == text else { return "it is formatted again" }
    let parsed = parse(after)
    guard tree(before.script) == tree(parsed.script) else { return "it means something else" }
    let comments = before.comments.map { source.text($0) }
    guard parsed.comments.map({ after.text($0) }) == comments else { return "a comment is lost" }
    return nil
}

/// A syntax tree without its places, found by reflection so that no node is forgotten.
private func tree(_ value: Any) -> String {
    if value is SourceRange || value is Source { return "" }
    let children = Mirror(reflecting: value).children
    if children.isEmpty { return "\(value)" }
    return "(" + children.map { "\($0.label ?? "") \(tree($0.value))" }.joined(separator: ",") + ")"
}

@Suite struct FormatProperties {
    @Test func `formatting keeps what a program means and all its comments, and is done once`() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var programs = RandomPrograms(seed)
        let end = ContinuousClock.now + .seconds(1)
        while ContinuousClock.now < end {
            let (text, comments) = programs.next()
            let source = Source(name: "random", text: text)
            let words = (try? formatted(source))?.split { $0.isWhitespace } ?? []
            let isWhole = words.count { $0.hasPrefix("#c") } == comments
            let fault = formatFault(source) ?? (isWhole ? nil : "a comment is lost")
            #expect(fault == nil, "seed \(seed): \(text.debugDescription)")
            if fault != nil { return }
        }
    }
}
