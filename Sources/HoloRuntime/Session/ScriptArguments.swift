import HoloLang

/// The words after a script, as its parameters read them.
struct ScriptArguments {
    /// By the parameter's variable.
    private(set) var values: [(slot: Int, value: Value)] = []
    /// The words that belong to no parameter: `$args`.
    private(set) var rest: [String] = []

    private let script: String
    private let parameters: [BoundParameter]

    /// - Throws: what is missing, unknown or of another type.
    init(_ words: [String], for parameters: [BoundParameter], of script: String) throws(Stop) {
        self.script = script
        self.parameters = parameters
        guard !parameters.isEmpty else {
            rest = words
            return
        }
        var words = words[...]
        while let word = words.popFirst() {
            if word == "--" {
                rest += words
                break
            }
            try take(word, &words)
        }
        try checkRequired()
    }

    private mutating func take(_ word: String, _ words: inout ArraySlice<String>) throws(Stop) {
        guard word.hasPrefix("--") else {
            rest.append(word)
            return
        }
        let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts[0]).replacing("-", with: "_")
        guard let bound = parameters.first(where: { $0.parameter.name.text == name }) else {
            if parts.count == 1, let bound = negated(name) { return set(bound, to: .bool(false)) }
            throw unknown(name)
        }
        let kind = bound.parameter.kind
        if kind == .bool, parts.count == 1 { return set(bound, to: .bool(true)) }
        guard let text = parts.count == 2 ? String(parts[1]) : words.popFirst() else {
            throw usage("--\(bound.option) needs \(kind.expected)")
        }
        guard let value = kind.value(of: text) else {
            throw usage("--\(bound.option) takes \(kind.expected), not \(quoted(text))")
        }
        set(bound, to: value)
    }

    /// `--no-NAME`
    private func negated(_ name: String) -> BoundParameter? {
        guard name.hasPrefix("no_") else { return nil }
        return parameters.first { $0.parameter.kind == .bool && $0.parameter.name.text == name.dropFirst(3) }
    }

    /// The last one counts; a list takes them all.
    private mutating func set(_ bound: BoundParameter, to value: Value) {
        guard let index = values.firstIndex(where: { $0.slot == bound.slot }) else {
            values.append((bound.slot, value))
            return
        }
        if case .list(let old) = values[index].value, case .list(let new) = value {
            values[index].value = .list(old + new)
        } else {
            values[index].value = value
        }
    }

    private func checkRequired() throws(Stop) {
        for bound in parameters where bound.standard == nil {
            guard !values.contains(where: { $0.slot == bound.slot }) else { continue }
            throw usage("--\(bound.option) is missing")
        }
    }

    private func unknown(_ name: String) -> Stop {
        let meant = nearest(to: name, in: parameters.map(\.parameter.name.text))
        let option = name.replacing("_", with: "-")
        let hint = meant.map { "did you mean --\($0.replacing("_", with: "-"))?" }
        return .failed(
            "USAGE", "\(script) has no parameter --\(option)", next: hint ?? "holo \(script) --help")
    }

    private func usage(_ message: String) -> Stop {
        .failed("USAGE", message, next: "holo \(script) --help")
    }
}

extension BoundParameter {
    /// `max-rows`
    var option: String { parameter.name.text.replacing("_", with: "-") }

    fileprivate var usage: String {
        parameter.kind == .bool ? "--\(option)" : "--\(option) \(parameter.kind.placeholder)"
    }
}

/// What `holo FILE --help` says.
func scriptHelp(_ script: String, _ parameters: [BoundParameter]) -> String {
    let required = parameters.filter { $0.standard == nil }
    let usage =
        ["holo \(script)"] + required.map(\.usage) + (required.count < parameters.count ? ["[OPTIONS]"] : [])
    let width = parameters.map(\.usage.count).max() ?? 0
    let lines = parameters.map { bound in
        let standard = bound.standard.map(\.asDefault) ?? "(required)"
        let help = [bound.parameter.help, standard].filter { !$0.isEmpty }.joined(separator: " ")
        guard !help.isEmpty else { return "  \(bound.usage)" }
        return "  \(bound.usage)\(String(repeating: " ", count: width - bound.usage.count))  \(help)"
    }
    return ([usage.joined(separator: " "), ""] + lines).joined(separator: "\n")
}

extension Value {
    /// `(default 10)`; nothing where leaving it out is nothing special.
    fileprivate var asDefault: String {
        switch self {
        case .null, .bool(false), .list([]), .string(""): ""
        default: "(default \(shortText))"
        }
    }
}
