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
            let (text, regex) = (try given[text], try expression(try given[pattern], for: "regex"))
            return (try? regex.firstMatch(in: text)).flatMap { $0 }.map { .record($0.record) } ?? .null
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
            let (text, regex) = (try given[text], try expression(try given[pattern], for: "regex_all"))
            return try .within(text.matches(of: regex).map { .record($0.record) })
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
            let (text, new) = (try given[text], try given[new])
            let regex = try expression(try given[pattern], for: "regex_replace")
            return try .within(text.replacing(regex) { filled(new, from: $0.record) })
        }
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
