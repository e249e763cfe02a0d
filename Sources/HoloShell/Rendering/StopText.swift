import HoloLang
import HoloRuntime
import HoloTerm
import HolocronAPI
import OrderedCollections

extension Stop {
    /// What the person reads: what went wrong, where, and what to type next. Empty for an exit.
    func rendered(colour: Bool, isPlain: Bool = false, form: (String) -> String = { $0 }) -> VisibleText {
        let text =
            switch self {
            case .diagnostics(let all):
                all.map { $0.rendered(isPlain: isPlain, form: $0.source.name.isEmpty ? form : { $0 }) }
                    .joined(separator: "\n")
            case .failure(let failure): failure.rendered(isPlain: isPlain, form: form)
            case .interrupted: "stopped"
            case .exit: ""
            }
        return VisibleText(text).lines.map { $0.marked(colour: colour) }.joined(separator: "\n")
    }

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
    fileprivate func rendered(isPlain: Bool, form: (String) -> String) -> String {
        guard let place, exit != .interrupted else {
            return
                (["error: \(message)"] + (next?.split(separator: "\n") ?? []).map { "  \(form(String($0)))" })
                .joined(separator: "\n")
        }
        let text = Diagnostic(message, in: place.source, at: place.range, hint: next)
            .rendered(isPlain: isPlain, form: form)
        return ([text] + calls.map(\.line) + (calls.count < Failure.mostCallsKept ? [] : ["  …"]))
            .joined(separator: "\n")
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
