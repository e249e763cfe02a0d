import HoloLang

/// What a comment such as `#@ pause 800ms` asks of a demo.
package enum DemoDirection: Sendable, Equatable {
    /// Waits for a key of the person who shows it.
    case key
    /// A caption above what comes next.
    case say(String)
    /// The time from one key to the next, from here on.
    case type(Duration)
    case pause(Duration)
    /// What follows is run without being shown, up to `show`.
    case hide, show

    package static let mark = "#@"

    static let names = ["key", "say", "type", "pause", "hide", "show"]

    init(_ comment: SourceRange, in source: Source) throws(Diagnostic) {
        let text = source.text(comment).dropFirst(DemoDirection.mark.count).drop(while: \.isWhitespace)
        let word = text.prefix { !$0.isWhitespace }
        let rest = String(text.dropFirst(word.count).drop(while: \.isWhitespace))
        func mistake(_ message: String, _ hint: String) -> Diagnostic {
            Diagnostic(message, in: source, at: comment, hint: hint)
        }
        func duration() throws(Diagnostic) -> Duration {
            guard let milliseconds = ArgumentType.milliseconds(rest) else {
                throw mistake("\(word) takes a duration", "#@ \(word) 800ms")
            }
            return .milliseconds(milliseconds)
        }
        switch word {
        case "type": self = .type(try duration())
        case "pause": self = .pause(try duration())
        case "say":
            guard !rest.isEmpty else {
                throw mistake("say takes what to say", "#@ say This is the first step.")
            }
            self = .say(rest)
        case "key", "hide", "show":
            guard rest.isEmpty else { throw mistake("\(word) takes nothing", "#@ \(word)") }
            self = word == "key" ? .key : word == "hide" ? .hide : .show
        default:
            let near = nearest(to: String(word), in: DemoDirection.names).map { "did you mean #@ \($0)?" }
            throw mistake(
                "a demo knows no direction \(word.isEmpty ? "without a name" : String(word))",
                near ?? "#@ key, say, type, pause, hide or show")
        }
    }
}
