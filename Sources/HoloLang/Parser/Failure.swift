/// Carries a diagnostic to where the next statement is looked for. It is a reference because each `try`
/// has room for an error on the stack, and the parser recurses.
final class Failure: Error {
    let diagnostic: Diagnostic

    init(_ diagnostic: Diagnostic) { self.diagnostic = diagnostic }
}

extension Parser {
    mutating func report(_ failure: Failure) {
        guard !isLost else { return }
        diagnostics.append(failure.diagnostic)
    }

    func failure(
        _ message: String, at range: SourceRange, hint: String? = nil, replacement: String? = nil,
        isIncomplete: Bool = false
    ) -> Failure {
        Failure(
            Diagnostic(
                message, in: source, at: range, hint: hint, replacement: replacement,
                isIncomplete: isIncomplete))
    }

    /// Something else stands here than `what`. At the end of the text the innermost open bracket is
    /// what is wrong, or more input could help if the statement `mayContinue` on another line.
    func expected(_ what: String, hint: String? = nil, mayContinue: Bool = true) -> Failure {
        if peek == nil, let bracket = open.last { return unclosed(bracket.range) }
        if let strayBackslash { return strayBackslash }
        return failure(
            "expected \(what), found \(found.text)", at: found.range, hint: hint,
            isIncomplete: peek == nil && mayContinue)
    }

    /// The thing at `position` as a person would call it: a name, a number, a single character.
    var found: (text: String, range: SourceRange) {
        var end = self
        end.skip(while: \.isKeyPart)
        if end.position == position {
            guard let byte = peek, !byte.isNewline else {
                return ("the end of the line", SourceRange(position, position))
            }
            let text = source.text(SourceRange(position, min(position + 64, bytes.count)))
            end.position += text.first?.utf8.count ?? 1
        }
        let range = SourceRange(position, min(end.position, position + 64))
        return (source.text(range), range)
    }

    var quotingHint: String { "text is written in quotes: '…'" }

    /// Where the run of characters that are not blank ends.
    var wordEnd: Int {
        var end = self
        end.skip { !$0.endsWord }
        return end.position
    }

    /// Source text for a message.
    func shortened(_ range: SourceRange) -> String {
        let text = source.text(SourceRange(range.start, min(range.end, range.start + 4 * 60)))
        return text.count > 60 || range.end - range.start > 4 * 60 ? text.prefix(59) + "…" : text
    }

    func tooLarge(_ range: SourceRange) -> Failure {
        failure("\(shortened(range)) is too large", at: range)
    }

    /// A backslash joins lines and escapes inside "…"; anywhere else it is a mistake.
    var strayBackslash: Failure? {
        guard "\\" ~= peek else { return nil }
        var end = self
        end.position += 1
        end.skip(while: \.isBlank)
        let range = SourceRange(position, position + 1)
        if end.peek?.isNewline ?? true {
            if end.peek(1) == nil {
                return failure(
                    "the line after \\ is missing", at: range, hint: "add a line or remove the \\",
                    isIncomplete: true)
            }
            return failure(
                "\\ is not the last character of its line", at: range, hint: "remove the space after it")
        }
        return failure("\\ means nothing outside quotes", at: range, hint: quotingHint)
    }
}
