import HoloRuntime

/// Takes out of a text what must not be shown: keys, and the way to the home folder.
struct Hiding: Sendable {
    private let secrets: [String]
    private let home: String?

    init(_ context: Context) {
        secrets = [context.environment["ANAKIN_API_KEY"]].compactMap(\.self)
        home = context.environment["HOME"].flatMap { $0.count > 1 ? $0 : nil }
    }

    @Sendable func callAsFunction(_ text: String) -> String {
        var text = text
        for secret in secrets { text = text.replacing(secret, with: "redacted") }
        text = text.replacing(/\b(?:ak-|ask_)[A-Za-z0-9_-]{8,}/, with: "redacted")
        return home.map { text.replacing($0, with: "~") } ?? text
    }
}
