import Subprocess
import SystemPackage

/// A program that is given the terminal until it ends, such as an editor.
package struct TerminalProgram: Sendable {
    /// As a person writes it for a shell, such as `code --wait`.
    let command: String

    package init(_ command: String) { self.command = command }

    /// Ctrl-C is the program's own meanwhile. It does not see the API key.
    /// - Returns: its exit code; 128 and more when a signal ended it.
    package func run(with file: String) throws(Stop) -> Int {
        // The shell in between outlives a Ctrl-C that the program takes.
        let script = "trap : INT QUIT; \(command) \"$1\""
        // Nobody raises this one.
        return try Interrupt().waiting { () async throws(Stop) in
            do {
                let ended = try await Subprocess.run(
                    .path("/bin/sh"), arguments: ["-c", script, "holo", file],
                    environment: .inherit.updating(["ANAKIN_API_KEY": nil]),
                    input: .fileDescriptor(.standardInput, closeAfterSpawningProcess: false),
                    output: .fileDescriptor(.standardOutput, closeAfterSpawningProcess: false),
                    error: .fileDescriptor(.standardError, closeAfterSpawningProcess: false))
                return switch ended.terminationStatus {
                case .exited(let code): Int(code)
                case .signaled(let signal): 128 + Int(signal)
                }
            } catch {
                throw .failed("PROGRAM", "\(command) could not be run: \(error)")
            }
        }
    }
}
