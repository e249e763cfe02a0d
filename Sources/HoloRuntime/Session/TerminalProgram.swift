import Glibc
import Subprocess
import Synchronization
import SystemPackage

/// A program that is given the terminal until it ends, such as an editor.
package struct TerminalProgram: Sendable {
    /// As a person writes it for a shell, such as `code --wait`.
    let command: String

    package init(_ command: String) { self.command = command }

    /// Ctrl-C is the program's own meanwhile. It does not see the API key.
    /// - Parameter order: raised when the program is to end: it is told so, and killed where it does not.
    /// - Returns: its exit code; 128 and more when a signal ended it.
    package func run(with file: String, until order: Interrupt) throws(Stop) -> Int {
        // The shell in between outlives a Ctrl-C that the program takes.
        let script = "trap : INT QUIT; \(command) \"$1\""
        let watch = EndWatch(order)
        defer { watch.end() }
        // Nobody raises this one.
        return try Interrupt().waiting { () async throws(Stop) in
            do {
                let ended = try await Subprocess.run(
                    .path("/bin/sh"), arguments: ["-c", script, "holo", file],
                    environment: .inherit.updating(["ANAKIN_API_KEY": nil]),
                    input: .fileDescriptor(.standardInput, closeAfterSpawningProcess: false),
                    output: .fileDescriptor(.standardOutput, closeAfterSpawningProcess: false),
                    error: .fileDescriptor(.standardError, closeAfterSpawningProcess: false)
                ) { execution in
                    watch.begin(execution.processIdentifier.value)
                }
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

/// Ends the programs of a shell when there is an order to.
private final class EndWatch: Sendable {
    private static let patience = Duration.seconds(2)
    private let order: Interrupt
    private let hasEnded = Atomic<Bool>(false)

    init(_ order: Interrupt) { self.order = order }

    func begin(_ shell: pid_t) {
        Worker.start { [self] in
            while !order.isPending {
                if hasEnded.load(ordering: .relaxed) { return }
                Worker.sleep(.milliseconds(20))
            }
            guard !hasEnded.load(ordering: .relaxed) else { return }
            tell(SIGTERM, shell)
            // An interactive shell heeds no other.
            tell(SIGHUP, shell)
            let end = ContinuousClock.now + EndWatch.patience
            while !hasEnded.load(ordering: .relaxed) {
                if ContinuousClock.now >= end { tell(SIGKILL, shell) }
                Worker.sleep(.milliseconds(20))
            }
        }
    }

    func end() { hasEnded.store(true, ordering: .relaxed) }

    /// The shell itself ends with what it runs; where it runs nothing it is that program.
    private func tell(_ number: Int32, _ shell: pid_t) {
        let programs = EndWatch.children(of: shell)
        for program in programs.isEmpty ? [shell] : programs { kill(program, number) }
    }

    /// All that a process started and what those started.
    private static func children(of process: pid_t) -> [pid_t] {
        guard let text = try? Files().readText("/proc/\(process)/task/\(process)/children") else { return [] }
        return text.split(separator: " ").compactMap { pid_t($0) }.flatMap { children(of: $0) + [$0] }
    }
}
