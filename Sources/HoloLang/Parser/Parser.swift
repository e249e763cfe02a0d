/// Reads a source once, front to back; which kind of token comes next depends on where it stands, so
/// there is no separate lexer. Every method leaves `position` right behind what it read.
struct Parser {
    let source: Source
    let bytes: [UInt8]
    var position = 0
    var diagnostics: [Diagnostic] = []
    /// What was read so far, in order, and whether a statement starts with what comes next.
    var tokens: [Token] = []
    var startsStatement = false
    /// The brackets and strings that `position` is inside of, innermost last.
    var open: [Bracket] = []
    /// How deep the node being read is, and how deep the deepest below it was.
    var depth = 0
    var deepest = 0
    /// Something never ends, so nothing more can be said about the brackets around it.
    var isLost = false
    /// What is taken down where the text is read for a cursor at its end.
    var trace: Trace?

    init(_ source: Source) {
        self.source = source
        self.bytes = source.bytes
    }

    var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    func peek(_ ahead: Int) -> UInt8? {
        position + ahead < bytes.count ? bytes[position + ahead] : nil
    }

    func at(_ text: String) -> Bool {
        bytes[position...].starts(with: text.utf8)
    }

    /// Whether a whole word stands here, as `in` and not `inner`.
    func atKeyword(_ word: String) -> Bool {
        at(word) && peek(word.utf8.count)?.isKeyPart != true
    }

    mutating func skip(while matches: (UInt8) -> Bool) {
        while let byte = peek, matches(byte) { position += 1 }
    }

    func range(from start: Int) -> SourceRange { SourceRange(start, position) }

    /// Counts one node deeper; every call is paired with ``leave(_:)``.
    mutating func enter() throws(Failure) -> Int {
        guard depth < Limit.depth else { throw tooDeep() }
        let outer = deepest
        depth += 1
        deepest = depth
        return outer
    }

    mutating func leave(_ outer: Int) {
        depth -= 1
        deepest = max(deepest, outer)
    }

    /// A node is being put over another one that reached down to `below`, as in `a + b + c`.
    mutating func grow(over below: Int) throws(Failure) {
        deepest = max(deepest, below + 1)
        guard deepest <= Limit.depth else { throw tooDeep() }
    }

    private func tooDeep() -> Failure {
        failure(
            "this is nested more than \(Limit.depth) deep", at: found.range,
            hint: "give a part of it a name with let")
    }

    mutating func checkSize(from start: Int) {
        guard position - start > Limit.token else { return }
        report(
            failure(
                "this is longer than 64 KiB", at: range(from: start),
                hint: "put the text into a file: key=@file"))
    }
}
