import HoloLang
import HoloRuntime

/// What the words after `holo` ask for.
struct ProcessLine: Sendable {
    enum Job: Sendable, Equatable {
        case shell
        case file(String)
        case standardInput
        case text(String)
        /// A command of the table and its arguments.
        case command([String])
    }

    var options = ProcessOptions()
    var job = Job.shell
    /// What belongs to the script.
    var arguments: [String] = []

    /// - Throws: a failure for an option that is not there or has no value.
    init(_ words: [String], table: CommandTable) throws(Stop) {
        var words = words[...]
        var verb: [String] = []
        var script = ScriptVerb?.none
        while let word = words.popFirst() {
            if word == "--" {
                if script?.hasFile == true { arguments += words } else { verb += words }
                break
            }
            if try option(word, &words) { continue }
            if word == "-c" {
                guard let text = words.popFirst() else {
                    throw .failed("USAGE", "-c needs commands", next: "holo -c 'print 1'")
                }
                job = .text(text)
            } else if script != nil {
                if script?.takes(word) == true { verb.append(word) } else { arguments.append(word) }
            } else if !verb.isEmpty {
                verb.append(word)
            } else if job != .shell {
                arguments.append(word)
            } else if let row = table[word] {
                verb = [word]
                script = ScriptVerb(row)
            } else if word.hasPrefix("-"), word != "-" {
                throw .failed("USAGE", "unknown option \(word)", next: ProcessLine.hint(for: word))
            } else {
                job = word == "-" ? .standardInput : .file(word)
                arguments = Array(words)
                return
            }
        }
        if !verb.isEmpty { job = .command(verb) }
    }

    /// Takes an option of the process; false when the word is none.
    private mutating func option(_ word: String, _ rest: inout ArraySlice<String>) throws(Stop)
        -> Bool
    {
        if word == "-h" {
            options.wantsHelp = true
            return true
        }
        guard word.hasPrefix("--") else { return false }
        let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard let row = ProcessOptions.rows.first(where: { $0.name == parts[0] }) else { return false }
        guard let value = row.value else {
            guard parts.count == 1 else {
                throw .failed("USAGE", "--\(row.name) takes no value", next: "holo --help")
            }
            row.set(&options, "")
            return true
        }
        guard let text = parts.count == 2 ? String(parts[1]) : rest.popFirst(), !text.isEmpty else {
            throw .failed("USAGE", "--\(row.name) needs a value", next: "holo --\(row.name) \(value)")
        }
        row.set(&options, text)
        return true
    }

    private static func hint(for word: String) -> String {
        let names = ProcessOptions.rows.map { "--\($0.name)" }
        return nearest(to: word, in: names).map { "did you mean \($0)?" } ?? "holo --help"
    }
}

extension ProcessLine.Job {
    /// What the cassette of this is called: the script's name, or `session`.
    var cassetteName: String {
        let scripts: [String] =
            switch self {
            case .file(let name): [name]
            case .command(let words):
                words.dropFirst().filter { $0.hasSuffix(".holo") || $0.hasSuffix(".holot") }
            case .shell, .standardInput, .text: []
            }
        return scripts.first.map(TestFile.cassetteName) ?? "session"
    }

    /// The words behind `holo` that ask for it, as far as they can be shown.
    var words: String {
        switch self {
        case .file(let name): name
        case .command(let words): words.joined(separator: " ")
        case .text: "-c '…'"
        case .standardInput: "-"
        case .shell: ""
        }
    }
}

extension ProcessLine {
    /// `holo COMMAND --help` asks for the command's help.
    var asked: Job {
        if options.wantsHelp, case .command(let words) = job { .command(["help", words[0]]) } else { job }
    }

    /// The words of a command as program text, which a typed line with the same meaning would be.
    static func programText(_ words: [String]) -> String {
        ([words[0]] + words.dropFirst().map(programWord)).joined(separator: " ")
    }

    private static func programWord(_ word: String) -> String {
        for mark in [":=@", ":=", "=@", "="] {
            guard let range = word.firstRange(of: mark), isName(word[..<range.lowerBound]) else { continue }
            let value = String(word[range.upperBound...])
            return word[..<range.upperBound] + (mark == ":=" || value.isEmpty ? value : quoted(value))
        }
        return word.hasPrefix("--") && isName(word.dropFirst(2)) ? word : quoted(word)
    }

    private static func isName(_ text: Substring) -> Bool {
        guard let first = text.first(where: { $0 != "-" }), first.isLetter || first == "_" else {
            return false
        }
        return text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_-.[]".contains($0)) }
    }
}
