import Glibc

/// A process started with posix_spawn: Foundation's own way is not safe on many threads at once, and lets a child
/// inherit the signals that the threads of tests block.
final class Child: Sendable {
    let id: pid_t

    /// - Parameters:
    ///   - files: what the child's descriptors 0, 1 and 2 are.
    ///   - terminal: the path of a terminal that is all three of them, in a session of the child's own, as a terminal
    ///     window starts a program.
    init(
        _ words: [String], environment: [String: String], files: [Int32] = [], terminal: String? = nil
    ) throws {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        // 0x80 is POSIX_SPAWN_SETSID, which the importer leaves out.
        let session: Int16 = terminal == nil ? 0 : 0x80
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK) | session)
        if let terminal {
            for descriptor in Int32(0)...2 {
                posix_spawn_file_actions_addopen(&actions, descriptor, terminal, O_RDWR, 0)
            }
        }
        for (descriptor, file) in files.enumerated() {
            posix_spawn_file_actions_adddup2(&actions, file, Int32(descriptor))
        }
        let arguments = words.map { strdup($0) } + [nil]
        let variables = environment.map { strdup("\($0)=\($1)") } + [nil]
        defer { for text in arguments + variables { free(text) } }
        var process: pid_t = 0
        let result = posix_spawn(&process, words[0], &actions, &attributes, arguments, variables)
        guard result == 0 else { throw ChildError(words: words, code: result) }
        id = process
    }

    /// Its exit code, or the negative of the signal that ended it.
    func ended() async throws -> Int32 {
        var status: Int32 = 0
        while waitpid(id, &status, WNOHANG) == 0 { try await Task.sleep(for: .milliseconds(2)) }
        return status & 0x7F == 0 ? status >> 8 & 0xFF : -(status & 0x7F)
    }

    /// Ends it and waits until it is gone.
    func kill(_ signal: Int32 = SIGKILL) {
        var status: Int32 = 0
        if Glibc.kill(id, signal) == 0 { waitpid(id, &status, 0) }
    }
}

struct ChildError: Error {
    let words: [String]
    let code: Int32
}
