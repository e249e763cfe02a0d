import Foundation
import Glibc

/// A program that runs beside the tests, with whatever it starts; gone with this object.
final class Child: Sendable {
    enum Ending: Sendable, Equatable {
        case exit(Int32)
        case signal(Int32)
    }

    let output: String
    let errors: String
    private let process: pid_t

    init(_ words: [String], _ environment: [String: String], in folder: String) throws {
        let name = "\(folder)/.child-\(UInt32.random(in: 0...UInt32.max))"
        (output, errors) = (name + ".out", name + ".err")
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        // The tests' threads block signals, and a child would inherit that.
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        // 0x80 is POSIX_SPAWN_SETSID, which the importer leaves out.
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK) | 0x80)
        // A socket that a child inherits stays open here after it was closed.
        _ = Child.closeFrom?(&actions, 3)
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        // What a killed one leaves behind goes with the folder.
        let whole = environment.merging(["TMPDIR": folder]) { own, _ in own }
        let variables = whole.map { strdup("\($0)=\($1)") } + [nil]
        let arguments = words.map { strdup($0) } + [nil]
        defer { for text in arguments + variables { free(text) } }
        var process: pid_t = 0
        let result = posix_spawnp(&process, words[0], &actions, &attributes, arguments, variables)
        guard result == 0 else { throw FaultError("\(words[0]): \(String(cString: strerror(result)))") }
        self.process = process
    }

    /// `posix_spawn_file_actions_addclosefrom_np`, which the importer leaves out.
    private static let closeFrom: CloseFrom? =
        dlsym(nil, "posix_spawn_file_actions_addclosefrom_np").map { unsafeBitCast($0, to: CloseFrom.self) }
    private typealias CloseFrom =
        @convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, Int32) -> Int32

    deinit {
        var status: Int32 = 0
        // It led a session of its own; a process that has been waited for is gone, and its number may be another's.
        guard waitpid(process, &status, WNOHANG) == 0 else { return }
        Glibc.kill(-process, SIGKILL)
        waitpid(process, &status, 0)
    }

    func kill() { send(SIGKILL) }

    func send(_ signal: Int32) { Glibc.kill(-process, signal) }

    /// Waits until it has ended.
    func ending(within limit: Duration = .seconds(60)) async throws -> Ending {
        let deadline = ContinuousClock.now + limit
        var status: Int32 = 0
        while waitpid(process, &status, WNOHANG) == 0 {
            if ContinuousClock.now > deadline {
                kill()
                throw FaultError("it did not end: \(text(errors))")
            }
            try await Task.sleep(for: .milliseconds(2))
        }
        return status & 0x7F == 0 ? .exit(status >> 8 & 0xFF) : .signal(status & 0x7F)
    }

    /// The first line of its output, once it is there.
    func firstLine() async throws -> String {
        let deadline = ContinuousClock.now + .seconds(20)
        while true {
            let text = text(output)
            if text.contains("\n") { return String(text.prefix { $0 != "\n" }) }
            guard ContinuousClock.now < deadline else {
                throw FaultError("it said nothing: \(self.text(errors))")
            }
            try await Task.sleep(for: .milliseconds(2))
        }
    }

    func text(_ path: String) -> String { (try? String(contentsOfFile: path, encoding: .utf8)) ?? "" }
}

enum Built {
    static let holo = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(
        path: "holo"
    ).path
}
