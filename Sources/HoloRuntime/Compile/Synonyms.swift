/// What other shells call things.
enum Synonyms {
    private static let commands = [
        "quit": "exit", "q": "exit", "bye": "exit", "echo": "print", "cls": "clear", "sleep": "wait",
        "head": "take", "limit": "take", "filter": "where", "order": "sort", "list": "jobs",
        "ps": "jobs", "info": "status",
    ]
    /// Not commands of holo, but programs that everyone has.
    private static let programs: Set = [
        "ls", "dir", "cat", "cd", "pwd", "grep", "less", "vi", "vim", "nano", "cp", "mv", "rm", "mkdir",
        "curl",
        "git", "top", "date", "env",
    ]

    /// What is said of a command that is not there, and what is typed in its place.
    static func advice(for name: String) -> (hint: String, replacement: String)? {
        if name == "version" { return ("holo says it itself", "!holo --version") }
        if programs.contains(name) { return ("other programs are run with !", "!\(name)") }
        return commands[name.lowercased()].map { ("did you mean \($0)?", $0) }
    }
}
