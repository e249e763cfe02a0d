import HoloLang
package import HolocronAPI
import OrderedCollections

/// Holds the parameters of a submit against what the action takes.
struct ParameterCheck {
    let action: Action

    /// Names that stand in the text, before anything runs.
    func diagnostics(for use: ActionUse) -> [Diagnostic] {
        let wrong = use.parameters.compactMap { diagnostic(for: $0, in: use.source) }
        let missing = action.parameters.filter { parameter in
            parameter.isRequired && !use.parameters.contains { $0.name.text == parameter.name }
        }
        guard wrong.isEmpty, !use.spreads, !missing.isEmpty else { return wrong }
        return [
            use.isOneLine
                ? Diagnostic(
                    ParameterCheck.missingText(action, missing), in: use.source, at: use.action.range,
                    replacement: " " + missing.map(\.assignment).joined(separator: " "),
                    replaced: SourceRange(use.command.end, use.command.end))
                : Diagnostic(
                    ParameterCheck.missingText(action, missing), in: use.source, at: use.action.range,
                    hint: "add " + missing.map(\.assignment).joined(separator: " "))
        ]
    }

    /// What is wrong with a name, or with a text that stands in the program.
    private func diagnostic(for given: ActionUse.Parameter, in source: Source) -> Diagnostic? {
        var range = given.name.range
        do throws(Stop) {
            try check(name: given.name.text)
            range = given.value ?? range
            if let text = given.text, let parameter = parameter(given.name.text) {
                try check(parameter.typed(text).json, parameter)
            }
            return nil
        } catch {
            guard case .failure(let failure) = error else { return nil }
            let wrong = given.value.flatMap { value in
                self.parameter(given.name.text).map { ($0, SourceRange(given.name.range.start, value.end)) }
            }
            // A slip in the value has a hint of its own; else the value is one that it takes.
            guard let wrong, failure.next?.hasPrefix("did you mean") != true else {
                return Diagnostic(failure.message, in: source, at: range, hint: failure.next)
            }
            return Diagnostic(
                failure.message, in: source, at: range, replacement: wrong.0.assignment, replaced: wrong.1)
        }
    }

    /// The whole record, just before it is sent.
    func check(_ params: Record) throws(Stop) {
        for name in params.keys { try check(name: name) }
        let missing = action.parameters.filter { $0.isRequired && params[$0.name] == nil }
        guard missing.isEmpty else {
            throw .failed(
                "PARAMETER", ParameterCheck.missingText(action, missing),
                next: action.example(after: "run"))
        }
        for parameter in action.parameters {
            guard let value = params[parameter.name] else { continue }
            try check(value.json, parameter)
        }
    }

    private func check(name: String) throws(Stop) {
        guard parameter(name) == nil else { return }
        throw .failed("PARAMETER", "\(action.id) has no parameter \(name)", next: hint(for: name))
    }

    private func check(_ value: JSON, _ parameter: ActionParameter) throws(Stop) {
        guard parameter.takes(value) else {
            throw .failed(
                "PARAMETER", "\(parameter.name) takes \(parameter.expected), not \(Value(value).shortText)",
                next: "\(parameter.example)\n\(action.example(after: "run", with: parameter))")
        }
        guard parameter.choices.isEmpty || parameter.choices.contains(value) else {
            let choices = parameter.choices.map { Value($0).text }
            let meant = nearest(to: Value(value).text, in: choices).map { "did you mean \($0)?" }
            throw .failed(
                "PARAMETER", "\(parameter.name) is one of \(choices.joined(separator: ", "))",
                next: meant ?? action.example(after: "run", with: parameter))
        }
    }

    private func parameter(_ name: String) -> ActionParameter? { action.parameters.first { $0.name == name } }

    private func hint(for name: String) -> String {
        let names = action.parameters.map(\.name)
        if let near = nearest(to: name, in: names) { return "did you mean \(near)?" }
        let known = names.isEmpty ? "it takes none" : "it takes \(names.joined(separator: ", "))"
        return "\(known)\ndescribe \(quoted(action.id))"
    }

    private static func missingText(_ action: Action, _ missing: [ActionParameter]) -> String {
        "\(action.id) needs \(missing.map(\.name).joined(separator: ", "))"
    }
}

extension ActionParameter {
    /// Text from a command line as this parameter's type, where it is one.
    func typed(_ text: String) -> Value {
        switch type {
        case "integer": Int(text).map { .integer($0) } ?? .string(text)
        case "number":
            (try? JSON(parsing: text)).flatMap {
                if case .integer = $0 { $0 } else if case .decimal = $0 { $0 } else { nil }
            }
            .map { Value($0) } ?? .string(text)
        case "boolean": text == "true" ? .bool(true) : text == "false" ? .bool(false) : .string(text)
        default: .string(text)
        }
    }

    func takes(_ value: JSON) -> Bool {
        switch (type, value) {
        case ("string", .string), ("integer", .integer), ("number", .integer), ("number", .decimal),
            ("boolean", .bool), ("array", .array), ("object", .object), (_, .null):
            true
        case ("string", _), ("integer", _), ("number", _), ("boolean", _), ("array", _), ("object", _): false
        default: true
        }
    }

    /// How a value of its type is written.
    var example: String {
        switch type {
        case "integer", "number": "such as \(assignment)"
        case "boolean": "write \(name)=true or \(name)=false"
        default: "such as \(assignment)"
        }
    }

    /// What its type is called: where it is described, completed and refused.
    package var typeName: String {
        switch type {
        case "integer": "integer"
        case "number": "number"
        case "boolean": "true or false"
        case "array": "list"
        case "object": "record"
        default: "text"
        }
    }

    fileprivate var expected: String {
        switch typeName {
        case "text", "true or false": typeName
        case "integer": "an integer"
        default: "a \(typeName)"
        }
    }
}

extension Value {
    /// At most 40 characters of it, for a message.
    var shortText: String {
        let text = if case .string(let text) = self { quoted(text) } else { self.text }
        return text.count > 40 ? text.prefix(39) + "…" : text
    }
}

extension ActionUse {
    fileprivate var isOneLine: Bool { !source.text(command).contains("\n") }
}
