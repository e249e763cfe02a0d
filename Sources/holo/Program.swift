import HoloRuntime
import HoloShell
import HolocronService

/// Wires the shell to the local Holocron and runs it.
///
/// Not in main.swift, where everything would belong to the main actor.
func holo() -> Int32 {
    let launch = Launch(
        words: Array(CommandLine.arguments.dropFirst()), environment: .process,
        local: { LocalService(dataFile: $0.localData) }, rows: [.serve, .action],
        topics: [
            HelpTopic("sandbox") { Guide.sandbox }, HelpTopic("faults") { Guide.faults },
            HelpTopic("actions-format") { Guide.actionsFormat },
        ])
    return launch.run()
}
