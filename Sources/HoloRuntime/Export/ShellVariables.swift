import HolocronAPI
import OrderedCollections

/// What is personal in requests, as variables of a shell that have to be given: a stand-in would be submitted and paid for.
struct ShellVariables {
    let anonymizer: Anonymizer
    /// Those that are used, in the order of their first use.
    private(set) var names: [String] = []
    /// By what each stands for.
    private var known: [String: String] = [:]

    init(anonymizer: Anonymizer) { self.anonymizer = anonymizer }

    /// What a shell has for its own purposes, so that it would not have to be given.
    private static let taken: Set = [
        "ANAKIN_API_KEY", "USER", "HOME", "PATH", "PWD", "OLDPWD", "LANG", "SHELL", "TERM", "NAME",
        "HOSTNAME",
        "LOGNAME", "MAIL", "IFS", "UID", "EUID", "PPID", "PS1", "PS2", "PS4", "ENV", "TZ", "DISPLAY",
        "EDITOR",
        "HOST", "HOSTTYPE", "GROUPS", "RANDOM", "SECONDS", "LINES", "COLUMNS", "OPTIND", "OPTARG",
    ]

    /// The body of a submit as one word of a shell.
    mutating func body(of submit: SessionLog.Submit) -> String {
        let params = marked(anonymizer.json(submit.params), submit.params, "value")
        let body: JSON = ["action_id": .string(submit.action), "params": params]
        var word = "'" + anonymizer.text(body.encoded()).replacing("'", with: "'\\''") + "'"
        for name in names {
            let given = "'\"${\(name):?}\"'"
            word = word.replacing("\"\(Mark.number)\(name)\(Mark.end)\"", with: given)
            word = word.replacing("\(Mark.text)\(name)\(Mark.end)", with: given)
        }
        return word
    }

    /// Around the name of a variable, until the whole is quoted. No program text has them.
    private enum Mark {
        static let text = "\u{E000}"
        static let number = "\u{E001}"
        static let end = "\u{E002}"
    }

    /// The value with a mark wherever the anonymizer put a stand-in.
    private mutating func marked(_ clean: JSON, _ value: JSON, _ field: String) -> JSON {
        switch (clean, value) {
        case (.object(let fields), .object(let originals)) where fields.count == originals.count:
            var result: OrderedDictionary<String, JSON> = [:]
            for ((name, clean), (original, value)) in zip(fields, originals) {
                result[marked(name, original, "field")] = marked(clean, value, original)
            }
            return .object(result)
        case (.array(let items), .array(let originals)) where items.count == originals.count:
            return .array(zip(items, originals).map { marked($0, $1, field) })
        case (.string(let text), .string(let original)): return .string(marked(text, original, field))
        case (let clean, let value) where clean != value:
            return .string("\(Mark.number)\(name(for: field, value.encoded()))\(Mark.end)")
        default: return value
        }
    }

    private mutating func marked(_ clean: String, _ original: String, _ field: String) -> String {
        guard clean != original else { return clean }
        let standIn = /redacted-[0-9]+@example\.invalid|redacted-[0-9]+|redacted|\+10000[0-9]+|1900-01-01/
        var result = ""
        var rest = clean[...]
        while let match = rest.firstMatch(of: standIn) {
            let isOwn =
                match.output.contains("-") && match.output != "1900-01-01" || match.output.hasPrefix("+")
            let name = name(for: field, isOwn ? String(match.output) : original)
            result += rest[..<match.range.lowerBound] + "\(Mark.text)\(name)\(Mark.end)"
            rest = rest[match.range.upperBound...]
        }
        guard !result.isEmpty else { return "\(Mark.text)\(name(for: field, original))\(Mark.end)" }
        return result + rest
    }

    /// `EMAIL` for `email`; the same for the same value.
    private mutating func name(for field: String, _ value: String) -> String {
        if let name = known[value] { return name }
        let word = String(
            field.uppercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
        let isName = word.first?.isLetter == true && !ShellVariables.taken.contains(word)
        let base = isName ? word : "THE_\(word)"
        var name = base
        var count = 2
        while names.contains(name) {
            name = "\(base)_\(count)"
            count += 1
        }
        names.append(name)
        known[value] = name
        return name
    }
}
