/// An opened `(`, `[`, `{`, `${` or `"`.
struct Bracket {
    enum Kind {
        case group, list, record, block, interpolation, string
    }

    var kind: Kind
    var range: SourceRange

    var closer: Unicode.Scalar {
        switch kind {
        case .group: ")"
        case .list: "]"
        case .record, .block, .interpolation: "}"
        case .string: "\""
        }
    }
}

extension Parser {
    mutating func open(_ kind: Bracket.Kind) {
        let start = position
        position += kind == .interpolation ? 2 : 1
        open.append(Bracket(kind: kind, range: range(from: start)))
        mark(.open(kind), from: start)
    }

    var atCloser: Bool {
        guard let closer = open.last?.closer else { return false }
        return closer ~= peek
    }

    /// Reads the end of the innermost bracket, where `alternative` could have stood as well.
    mutating func close(or alternative: String? = nil, hint: String? = nil) throws(Failure) {
        skipSpace()
        guard let bracket = open.last, atCloser else {
            let closer = open.last.map { String($0.closer) } ?? ""
            throw expected(alternative.map { "\($0) or \(closer)" } ?? closer, hint: hint ?? closingHint)
        }
        open.removeLast()
        position += 1
        mark(.close(bracket.kind), from: position - 1)
    }

    /// Points at the bracket when it was opened on an earlier line, where the mistake usually is.
    private var closingHint: String? {
        if "|" ~= peek { return "a pipeline goes in ( )" }
        guard let bracket = open.last else { return nil }
        let line = source.lineIndex(of: bracket.range.start)
        guard line < source.lineIndex(of: position) else { return nil }
        return "the \(source.text(bracket.range)) of line \(line + 1) is still open"
    }

    func unclosed(_ range: SourceRange) -> Failure {
        let opener = source.text(range)
        let closer = ["(": ")", "[": "]", "{": "}", "${": "}"][opener] ?? opener
        return failure(
            "this \(opener) is never closed", at: range, hint: "close it with \(closer)", isIncomplete: true)
    }
}
