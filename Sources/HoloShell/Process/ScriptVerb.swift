import HoloRuntime

/// Which words behind a command such as `demo` are its own. The others belong to the script that it names first, but
/// for the options of the process.
struct ScriptVerb {
    private static let names: Set = ["plan", "demo"]

    private let options: [Parameter]
    private(set) var hasFile = false
    /// The next word is the value of the command's own option.
    private var isValue = false

    /// Nil for a command whose words are all its own.
    init?(_ row: CommandRow) {
        guard ScriptVerb.names.contains(row.name) else { return nil }
        options = row.signature.parameters.filter { $0.kind == .option || $0.kind == .flag }
    }

    /// Whether the command takes the next word itself.
    mutating func takes(_ word: String) -> Bool {
        if isValue {
            isValue = false
            return true
        }
        if word.hasPrefix("--") {
            let name = word.dropFirst(2).prefix { $0 != "=" }
            guard let option = options.first(where: { $0.name == name }) else { return !hasFile }
            isValue = option.kind == .option && !word.contains("=")
            return true
        }
        defer { hasFile = true }
        return !hasFile
    }
}
