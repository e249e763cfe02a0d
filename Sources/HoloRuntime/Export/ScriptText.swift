import HoloLang
import HolocronAPI

/// A session as a script that does the same: repeated texts are `param`s, and so is what is personal or secret, which
/// then has to be given.
struct ScriptText {
    private let export: SessionExport
    /// By the text that is lifted.
    private var params: [(text: String, name: String, isKept: Bool)] = []
    private var taken: Set<String>
    /// The variable of each job that a later statement names by its id.
    private var jobs: [String: String] = [:]

    init(_ export: SessionExport) {
        self.export = export
        taken = ScriptText.names(in: export.entries)
        liftLiterals()
        nameJobs()
    }

    /// In the one style.
    func text() -> String {
        let head = ["#!/usr/bin/env holo", "# A session of holo: \(export.summary).", ""]
        let declared = params.map { param in
            param.isKept
                ? "param \(param.name) = \(quotedText(param.text))"
                : "param \(param.name) # was not kept: it is personal or a key"
        }
        let body = export.entries.map(statement)
        let text = (head + declared + (declared.isEmpty ? [] : [""]) + body).joined(separator: "\n") + "\n"
        return (try? formatted(Source(name: "", text: text))) ?? text
    }

    private mutating func liftLiterals() {
        var counts: [String: Int] = [:]
        let all = export.entries.flatMap { $0.liftable }
        for literal in all { counts[literal.text, default: 0] += 1 }
        for literal in all where !params.contains(where: { $0.text == literal.text }) {
            let isPersonal = isPersonal(literal)
            let isRepeated =
                counts[literal.text, default: 0] > 1 && (literal.key != nil || literal.text.count > 2)
            guard isPersonal || isRepeated else { continue }
            params.append((literal.text, name(for: literal), !isPersonal))
        }
    }

    private func isPersonal(_ literal: Literal) -> Bool {
        let isNamedSo = literal.key.map { export.anonymizer.isPersonal(field: $0) } ?? false
        return !literal.text.isEmpty
            && (isNamedSo || export.anonymizer.text(literal.text) != literal.text
                || looksSecret(literal.text))
    }

    private mutating func name(for literal: Literal) -> String {
        let wanted = (literal.key ?? "text").map { $0.isLetter || $0.isNumber ? $0 : "_" }
        let base = wanted.first?.isLetter == true ? String(wanted) : "text"
        var name = base
        var count = 2
        while taken.contains(name) {
            name = "\(base)_\(count)"
            count += 1
        }
        taken.insert(name)
        return name
    }

    /// A job that is named by its id becomes a variable, as the next run has another one.
    private mutating func nameJobs() {
        for (index, entry) in export.entries.enumerated() {
            guard let id = entry.submits.last?.id, entry.isPlainSubmit else { continue }
            let later = export.entries[(index + 1)...].flatMap { $0.literals }
            guard later.contains(where: { $0.names(id) }) else { continue }
            var count = jobs.count + 1
            while taken.contains("job\(count)") { count += 1 }
            taken.insert("job\(count)")
            jobs[id] = "job\(count)"
        }
    }

    private func statement(_ entry: SessionLog.Entry) -> String {
        var bytes = Array(entry.source.utf8)
        for literal in entry.literals.reversed() {
            guard let name = variable(for: literal, in: entry) else { continue }
            bytes.replaceSubrange(literal.range.start..<literal.range.end, with: "$\(name)".utf8)
        }
        let text = String(decoding: bytes, as: UTF8.self)
        guard entry.isPlainSubmit, let id = entry.submits.last?.id, let name = jobs[id] else { return text }
        return "let \(name) = \(text)"
    }

    private func variable(for literal: Literal, in entry: SessionLog.Entry) -> String? {
        if let job = jobs.first(where: { literal.names($0.key) }) { return job.value }
        guard entry.liftable.contains(literal) else { return nil }
        return params.first { $0.text == literal.text }?.name
    }

    /// Every word of the statements, as a name must not be one of them.
    private static func names(in entries: [SessionLog.Entry]) -> Set<String> {
        var names = Compiler.givenNames
        for entry in entries {
            names.formUnion(
                entry.source.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init).filter {
                    entry.source.contains("$\($0)") || entry.source.contains("let \($0)")
                        || entry.source.contains("for \($0)") || entry.source.contains("fn \($0)")
                })
        }
        return names
    }
}

/// What looks like a key of the API.
func looksSecret(_ text: String) -> Bool {
    text.contains(/(?:^|[^A-Za-z0-9])(?:ak-|ask_)[A-Za-z0-9_-]{8,}/)
}

/// A text in quotes, also where it is a plain word.
private func quotedText(_ text: String) -> String {
    let short = quoted(text)
    return short.hasPrefix("'") || short.hasPrefix("\"") ? short : "'\(text)'"
}

extension SessionLog.Entry {
    /// All literals; none where the statement takes no variables in their place.
    fileprivate var literals: [Literal] {
        let parsed = parse(Source(name: "", text: source))
        switch parsed.script.statements.first?.kind {
        case .include, .parameter, nil: return []
        default: return parsed.literals
        }
    }

    /// Texts that a variable can take the place of: values of parameters, and what is quoted.
    fileprivate var liftable: [Literal] { literals.filter { $0.key != nil || $0.isQuoted } }

    /// `submit …` alone.
    fileprivate var isPlainSubmit: Bool {
        guard
            case .value(.pipeline(let pipeline))? = parse(Source(name: "", text: source)).script
                .statements.first?.kind,
            pipeline.stages.count == 1, case .command(let command) = pipeline.stages[0]
        else { return false }
        return command.name.text == "submit"
    }
}

extension Literal {
    /// It is a job's id, or the beginning of one.
    fileprivate func names(_ id: String) -> Bool {
        key == nil && text.count >= 4 && id.hasPrefix(text)
    }
}
