/// What a text says, as far as it could be read, and everything that is wrong with it.
package struct Parsed: Sendable {
    package var script: Script
    package var diagnostics: [Diagnostic]
    var tokens: [Token] = []

    /// The text only breaks off too early: a shell asks for another line.
    package var isIncomplete: Bool { diagnostics.first?.isIncomplete ?? false }

    /// Where the comments are, in order, from the `#` on; those inside what could not be read too.
    package var comments: [SourceRange] { tokens.filter { $0.kind == .comment }.map(\.range) }
}

/// Reads a whole program. A statement that cannot be read is left out and reported once; the ones
/// after it are read as if it were right.
package func parse(_ source: Source) -> Parsed {
    guard source.bytes.count <= Source.maximumSize else {
        return Parsed(
            script: Script(source: source, statements: []), diagnostics: [.tooLarge(source.name)])
    }
    var parser = Parser(source)
    let version = parser.recovering { parser throws(Failure) in try parser.version() }
    let statements = parser.statements()
    let script = Script(source: source, version: version ?? nil, statements: statements)
    return Parsed(script: script, diagnostics: parser.diagnostics, tokens: parser.tokens)
}

enum Limit {
    /// Commands, arguments, expressions, `if` and `for` inside one another: what walks the tree recurses.
    static let depth = 64
    /// Bytes of one word, string, number or name.
    static let token = 64 << 10
}
