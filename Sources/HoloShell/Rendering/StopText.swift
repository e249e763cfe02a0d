import HoloLang
import HoloRuntime
import HoloTerm
import HolocronAPI
import OrderedCollections

/// How errors are written for their reader.
struct StopStyle {
    var colour = false
    var isPlain = false
    /// In columns; nil where nothing has to fit.
    var width: Int?
    /// For where what is typed next is typed in the person's own shell.
    var form: PasteForm?
}

extension Stop {
    /// What the person reads: what went wrong, where, and what to type next. Empty for an exit.
    func rendered(_ style: StopStyle = StopStyle()) -> VisibleText {
        switch self {
        case .diagnostics(let all):
            all.map { style.text($0.lines(style.layout), inShell: $0.source.isTyped) }
                .joined(separator: "\n")
        case .failure(let failure): failure.rendered(style)
        case .interrupted: "stopped"
        case .exit: ""
        }
    }

    /// Ctrl-C brought it about.
    var isInterruption: Bool { exitCode == ExitCode.interrupted.rawValue }

    /// The same for a program: `{"errors":[{"code","message","next","source","line","column"}]}`.
    var json: JSON {
        let errors: [JSON] =
            switch self {
            case .diagnostics(let all):
                all.map { Stop.json("CHECK", $0.message, $0.hint, $0.source, $0.range) }
            case .failure(let failure):
                [
                    Stop.json(
                        failure.code, failure.message, failure.next, failure.place?.source,
                        failure.place?.range, failure.calls)
                ]
            case .interrupted: [Stop.json("INTERRUPTED", "stopped", nil, nil, nil)]
            case .exit: []
            }
        return ["errors": .array(errors)]
    }

    private static func json(
        _ code: String, _ message: String, _ next: String?, _ source: Source?, _ range: SourceRange?,
        _ calls: [Failure.Call] = []
    ) -> JSON {
        var fields: OrderedDictionary<String, JSON> = ["code": .string(code), "message": .string(message)]
        if let next { fields["next"] = .string(next) }
        if let source, let range {
            let position = source.position(of: range.start)
            fields["source"] = .string(source.name)
            fields["line"] = .integer(Int64(position.line))
            fields["column"] = .integer(Int64(position.column))
        }
        if !calls.isEmpty {
            fields["calls"] = .array(
                calls.map { call in
                    let line = call.place.source.position(of: call.place.range.start).line
                    return ["function": .string(call.function), "line": .integer(Int64(line))]
                })
        }
        return .object(fields)
    }
}

extension Failure {
    fileprivate func rendered(_ style: StopStyle) -> VisibleText {
        guard let place, exit != .interrupted else {
            let advice = next?.split(separator: "\n") ?? []
            return style.text([.message(message)] + advice.map { .advice(String($0)) }, inShell: true)
        }
        let lines = Diagnostic(message, in: place.source, at: place.range, hint: next).lines(style.layout)
        let more = calls.map(\.line) + (calls.count < Failure.mostCallsKept ? [] : ["  …"])
        return ([style.text(lines, inShell: true)] + more.map { VisibleText($0) }).joined(separator: "\n")
    }
}

extension StopStyle {
    fileprivate var layout: DiagnosticLayout { DiagnosticLayout(isPlain: isPlain, width: width) }

    /// - Parameter inShell: what is to be typed is typed in the person's shell, where there is no prompt, and not put
    ///   into a script.
    fileprivate func text(_ lines: [DiagnosticLine], inShell: Bool) -> VisibleText {
        lines.flatMap { line -> [VisibleText] in
            switch line {
            case .message(let message): self.message(message)
            case .place, .source: [VisibleText(line.text)]
            case .marks(let gutter, let marks):
                [
                    VisibleText("  \(gutter)")
                        + VisibleText(marks).styled(.red, upTo: marks.count, colour: colour)
                ]
            case .advice(let text): advice(inShell ? form?.text(text) ?? text : text)
            case .correction(let text):
                [VisibleText("  " + (inShell ? form?.line(text) ?? text : text))]
            }
        }.joined(separator: "\n")
    }

    /// Broken at words, and what the server calls the request on a line of its own.
    private func message(_ message: String) -> [VisibleText] {
        var (message, request) = (message, "")
        if width != nil, message.hasSuffix(")"), let start = message.firstRange(of: " (request ") {
            request = String(message[start.upperBound...].dropLast())
            message = String(message[..<start.lowerBound])
        }
        let lines = folded(VisibleText("error: \(message)"), behind: "").map { $0.marked(colour: colour) }
        guard !request.isEmpty else { return lines }
        let text = VisibleText("  request \(request)")
        return lines + [text.styled(.dim, upTo: text.string.count, colour: colour)]
    }

    private func advice(_ text: String) -> [VisibleText] {
        let line = VisibleText(text)
        return Advice.isLine(text) ? ["  " + line] : folded(line, behind: "  ")
    }

    private func folded(_ text: VisibleText, behind indent: VisibleText) -> [VisibleText] {
        guard let width else { return text.lines.map { indent + $0 } }
        return text.lines.flatMap { $0.wrappedAtSpaces(to: max(8, width - indent.width)) }
            .map { indent + $0 }
    }
}

extension Failure.Call {
    /// `  in half(), called in line 7 of report.holo`
    fileprivate var line: String {
        let line = place.source.position(of: place.range.start).line
        let name = place.source.name
        return
            "  in \(function)(), called in line \(line)\(name.isEmpty ? "" : " of \(visible(name, .shown))")"
    }
}
