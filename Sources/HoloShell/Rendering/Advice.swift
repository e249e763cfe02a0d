import HoloRuntime

/// Tells a line that is typed as it stands from a sentence.
enum Advice {
    static func isLine(_ text: String) -> Bool {
        guard let first = text.first, !text.contains("…") else { return false }
        if "!$([{'\"".contains(first) { return true }
        let word = text.prefix { $0 != " " && $0 != "(" }
        let rest = text[word.endIndex...]
        // `take(LIST, N)` is how a function is called, `take([1, 2], 1)` calls it.
        if rest.first == "(" {
            return functions.contains(String(word)) && rest.dropFirst().first?.isUppercase != true
        }
        if let sign = signs[String(word)] { return rest.contains(sign) }
        return commands.contains(String(word))
    }

    private static let functions = Set(
        CommandTable.standardRows.filter { $0.group == .functions }.map(\.name))

    private static let commands = Set(
        CommandTable.shellRows.filter { $0.group != .functions }.map(\.name)
            + ["holo", "serve", "action", "budget"])
    /// Words that begin sentences too, and what is in the statements that they begin.
    private static let signs = [
        "let": " = ", "for": " in ", "if": "{", "while": "{", "try": "{", "include": "'",
    ]
}
