import HoloLang
import HoloRuntime
import HolocronAPI

/// Takes out of a text what must not be shown: keys, what is personal, and the way to the home folder.
struct Hiding: Sendable {
    private let anonymizer: Anonymizer
    private let home: String?

    init(_ context: Context, _ script: DemoScript) {
        anonymizer = context.anonymizer()
        for literal in parse(script.source).literals {
            if let key = literal.key { anonymizer.learn([key: .string(literal.text)]) }
        }
        home = context.environment["HOME"].flatMap { $0.count > 1 ? $0 : nil }
    }

    @Sendable func callAsFunction(_ text: String) -> String {
        let text = anonymizer.text(text).replacing(/\b(?:ak-|ask_)[A-Za-z0-9_-]{8,}/, with: "redacted")
        return home.map { text.replacing($0, with: "~") } ?? text
    }

    /// The value without what is personal, before its texts are cut to fit; that is so in every text from now on.
    func clean(_ value: Value) -> Value { anonymizer.value(value) }

    /// What is personal in a request or an answer is so in every text from now on.
    @Sendable func learn(_ body: JSON) { anonymizer.learn(body) }
}
