/// Why a text was not formatted: what is wrong with it.
package struct Malformed: Error, Sendable {
    package var diagnostics: [Diagnostic]
}

/// The same program in the one style: a statement a line, four spaces a level, one space around
/// operators, at most one blank line. Line breaks within a statement, strings and comments stay.
package func formatted(_ source: Source) throws(Malformed) -> String {
    let parsed = parse(source)
    guard parsed.diagnostics.isEmpty else { throw Malformed(diagnostics: parsed.diagnostics) }
    var formatter = Formatter(Layout(source, parsed.tokens))
    let text = formatter.text()
    guard text.utf8.count <= Source.maximumSize else {
        throw Malformed(diagnostics: [.tooLarge(source.name)])
    }
    return text
}
