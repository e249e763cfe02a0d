import OrderedCollections

extension FunctionRow {
    static let patterns: [FunctionRow] = [.regex, .regexAll, .regexReplace]

    static let regex = FunctionRow(
        "regex", .regex,
        "Finds the first match of a regular expression: its text, and each group by name or number; else null.",
        examples: [
            "regex 'tel 030-1234' '(?<area>\\d+)-(\\d+)' # {\"match\":\"030-1234\",\"area\":\"030\",\"2\":\"1234\"}",
            "regex('abc', 'x') # null",
        ]
    ) { parameters in
        let text = parameters.required("TEXT", .text)
        let pattern = parameters.required("PATTERN", .text)
        return { (given) throws(Stop) in
            try given.searching(try given[text], for: try given[pattern]) { text, regex in
                (try? regex.firstMatch(in: text)).flatMap { $0 }.map { .record($0.record) } ?? .null
            }
        }
    }

    static let regexAll = FunctionRow(
        "regex_all", .regex, "Lists all matches of a regular expression, as regex gives one.",
        examples: [
            "regex_all 'a1b22' '\\d+' | get match # [\"1\",\"22\"]", "regex_all('abc', 'x') # []",
        ]
    ) { parameters in
        let text = parameters.required("TEXT", .text)
        let pattern = parameters.required("PATTERN", .text)
        return { (given) throws(Stop) in
            try given.searching(try given[text], for: try given[pattern]) { (text, regex) throws(Stop) in
                try .within(text.matches(of: regex).map { .record($0.record) })
            }
        }
    }

    static let regexReplace = FunctionRow(
        "regex_replace", .regex,
        "Puts a text in the place of every match; $1 or $name in it is that group, $$ a dollar.",
        examples: [
            "regex_replace 'Ada Lovelace' '(\\w+) (\\w+)' '$2, $1' # Lovelace, Ada",
            "regex_replace('a  b', '\\s+', ' ') # a b",
        ]
    ) { parameters in
        let text = parameters.required("TEXT", .text)
        let pattern = parameters.required("PATTERN", .text)
        let new = parameters.required("NEW", .text)
        return { (given) throws(Stop) in
            let new = try given[new]
            return try given.searching(try given[text], for: try given[pattern]) {
                (text, regex) throws(Stop) in
                var size = 0
                let text = text.replacing(regex) { match in
                    // What is too long anyway grows no further.
                    let piece = size <= Value.maximumText ? filled(new, from: match.record) : ""
                    size += piece.utf8.count
                    return piece
                }
                guard size <= Value.maximumText else { throw .tooLarge }
                return try .within(text)
            }
        }
    }
}

extension FunctionArguments {
    /// Looks for a pattern in a text, on a thread of its own if that may take long.
    fileprivate func searching(
        _ text: String, for pattern: String,
        _ body: @escaping @Sendable (String, Regex<AnyRegexOutput>) throws(Stop) -> Value
    ) throws(Stop) -> Value {
        let name = call.name
        let search = { @Sendable () throws(Stop) in try body(text, try expression(pattern, for: name)) }
        guard MatchEffort.mayTakeLong(pattern, in: text) else { return try search() }
        return try interrupt.leaving(search)
    }
}

private func expression(_ pattern: String, for name: String) throws(Stop) -> Regex<AnyRegexOutput> {
    do {
        return try Regex(pattern)
    } catch {
        throw .failed("REGEX", "\(name): \(Value.string(pattern).described) is not a regular expression")
    }
}

extension Regex<AnyRegexOutput>.Match {
    fileprivate var record: Record {
        var fields: Record = [:]
        for (index, group) in output.enumerated() {
            let name = index == 0 ? "match" : group.name ?? "\(index)"
            fields[name] = group.substring.map { .string(String($0)) } ?? .null
        }
        return fields
    }
}

/// The replacement with the groups that it names.
private func filled(_ template: String, from groups: Record) -> String {
    var text = ""
    var rest = template[...]
    while let character = rest.popFirst() {
        guard character == "$" else {
            text.append(character)
            continue
        }
        let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        if rest.first == "$" {
            text.append("$")
            rest.removeFirst()
        } else if let value = groups[name == "0" ? "match" : String(name)] {
            text += value.text
            rest.removeFirst(name.count)
        } else {
            text.append("$")
        }
    }
    return text
}
