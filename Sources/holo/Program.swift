import Glibc
import HoloRuntime
import HoloShell

/// Wires the shell to the local Holocron and runs it.
///
/// Not in main.swift, where everything would belong to the main actor.
func holo() -> Int32 {
    let launch = Launch(
        words: Array(CommandLine.arguments.dropFirst()), environment: environmentVariables(),
        local: { LocalService(dataFile: $0.localData) }, rows: [.serve])
    return launch.run()
}

private func environmentVariables() -> [String: String] {
    var variables: [String: String] = [:]
    var entry = unsafe environ
    while let text = unsafe entry.pointee {
        let parts = unsafe String(cString: text).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        if parts.count == 2 { variables[String(parts[0])] = String(parts[1]) }
        unsafe entry += 1
    }
    return variables
}
