import HoloLang
import HoloRuntime

/// What may run without an Enter of its own: of a paste that the terminal does not mark, or typed before the prompt.
struct UnseenLines {
    let vocabulary: Vocabulary

    static let note = "not run yet: a paste, or typed too early. Enter runs it, Ctrl-C drops it"

    /// Commands that do more than look, beside those that submit.
    private static let acting: Set<String> = [
        "append", "connect", "edit", "export", "fmt", "login", "logout", "notify", "resume", "save", "tour",
        Command.program,
    ]

    /// Whether the text pays for nothing and changes nothing outside of the session.
    func mayRun(_ text: String) -> Bool {
        let source = Source(name: "", text: text)
        return sketch(source).parts.allSatisfy { part in
            let word = source.text(part.range)
            return switch part.kind {
            case .command: onlyLooks(word)
            case .keyword: word != Keyword.include.rawValue && word != Keyword.test.rawValue
            default: true
            }
        }
    }

    /// An unknown command is found before anything runs; a function of the session may do whatever it likes.
    private func onlyLooks(_ name: String) -> Bool {
        guard !UnseenLines.acting.contains(name), !vocabulary.session.functionNames.contains(name) else {
            return false
        }
        return vocabulary.rows[name].map { $0.need != .action && $0.group != .process } ?? true
    }
}
