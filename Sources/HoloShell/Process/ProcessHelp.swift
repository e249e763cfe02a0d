import HoloRuntime

enum ProcessHelp {
    static let version = "0.1.0"
    /// The day that the manual page names.
    static let released = "2026-11-24"

    static func text(_ table: CommandTable) -> String {
        let rows = ProcessOptions.rows.map { row in
            (name: "--\(row.name)\(row.value.map { " \($0)" } ?? "")", help: row.help)
        }
        let width = rows.map(\.name.count).max() ?? 0
        let options = rows.map { row in
            "  \(row.name)\(String(repeating: " ", count: width - row.name.count))  \(row.help)"
        }
        return """
            holo [OPTIONS]                  the shell
            holo [OPTIONS] FILE [ARG…]      run a script
            holo [OPTIONS] -c 'COMMANDS'    run commands
            holo [OPTIONS] -                run what comes in
            holo [OPTIONS] COMMAND [ARG…]   run one command: holo help lists them

            \(options.joined(separator: "\n"))

            """
    }
}
