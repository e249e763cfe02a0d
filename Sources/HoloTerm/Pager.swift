import Glibc

/// A program that shows text page by page on the terminal.
package struct Pager: Sendable {
    /// For the shell, as `PAGER` has it.
    package let command: String
    package let environment: [String]
    /// - Parameter environment: `NAME=value`, without what no other program should see.
    package init(command: String, environment: [String]) {
        self.command = command
        self.environment = environment
    }

    /// Shows what `write` writes, and returns when the person has seen enough.
    ///
    /// - Parameter write: gives text to what it is handed until that says false: the pager has gone.
    /// - Returns: false where the pager cannot be started.
    package func show(_ write: (_ take: @escaping (VisibleText) -> Bool) -> Void) -> Bool {
        guard let ends = Pager.pipe() else { return false }
        // Ctrl-C is for the pager: it is what the person sees.
        let interrupt = signal(SIGINT, SIG_IGN)
        let quit = signal(SIGQUIT, SIG_IGN)
        defer {
            _ = signal(SIGINT, interrupt)
            _ = signal(SIGQUIT, quit)
        }
        let process = spawn(command, 0, ends[0])
        close(ends[0])
        defer { if let process { wait(for: process) } }
        defer { close(ends[1]) }
        guard process != nil else { return false }
        write { writeAll($0.string, to: ends[1]) }
        return true
    }

    /// Starts it with one of its descriptors being another.
    private func spawn(_ command: String, _ descriptor: Int32, _ replaced: Int32) -> pid_t? {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        posix_spawn_file_actions_adddup2(&actions, replaced, descriptor)
        var usual = sigset_t()
        sigemptyset(&usual)
        posix_spawnattr_setsigmask(&attributes, &usual)
        for number in [SIGINT, SIGQUIT, SIGPIPE, SIGTERM, SIGHUP] { sigaddset(&usual, number) }
        posix_spawnattr_setsigdefault(&attributes, &usual)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        var process: pid_t = 0
        let words = ["/bin/sh", "-c", command]
        let result = withStrings(words) { words in
            withStrings(environment) { posix_spawn(&process, "/bin/sh", &actions, &attributes, words, $0) }
        }
        return result == 0 ? process : nil
    }

    /// Both ends are closed in programs that are started.
    private static func pipe() -> [Int32]? {
        var ends: [Int32] = [-1, -1]
        guard Glibc.pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return ends
    }

    private func wait(for process: pid_t) {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
    }
}

/// The texts as C has a list of them.
private func withStrings<T>(
    _ texts: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> T
) -> T {
    var pointers = texts.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    return pointers.withUnsafeMutableBufferPointer { body($0.baseAddress!) }
}

extension Pager {
    /// The pager that the environment asks for; nil where that is none.
    ///
    /// `HOLO_PAGER` goes before `setting`, that before `PAGER`, and without any of them it is less, or more.
    /// - Parameters:
    ///   - setting: what the configuration says: a command, or `off`.
    ///   - hidden: names of variables that it must not see.
    package static func chosen(
        setting: String?, hidden: Set<String>, environment: [String: String], exists: (String) -> Bool
    ) -> Pager? {
        let asked = [environment["HOLO_PAGER"], setting, environment["PAGER"]].compactMap { $0 }.first
        let command = asked ?? ["less", "more"].first(where: exists) ?? "off"
        guard !["", "off", "never"].contains(command) else { return nil }
        var variables = environment.filter { !hidden.contains($0.key) }
        // Quit where all fits, keep colours, leave the text on the screen: what git asks of it.
        if variables["LESS"] == nil { variables["LESS"] = "FRX" }
        if variables["LV"] == nil { variables["LV"] = "-c" }
        return Pager(command: command, environment: variables.map { "\($0)=\($1)" }.sorted())
    }

    /// Whether it passes OSC 8 on: less does since version 566.
    package func knowsLinks() -> Bool {
        let program = String(command.prefix { $0 != " " })
        guard program.split(separator: "/").last == "less" else { return false }
        guard let ends = Pager.pipe() else { return false }
        defer { close(ends[0]) }
        let process = spawn("exec \(program) --version", 1, ends[1])
        close(ends[1])
        guard let process, case .bytes(let bytes) = readSome(ends[0]) else { return false }
        wait(for: process)
        let words = String(decoding: bytes, as: UTF8.self).split { $0 == " " || $0 == "\n" }
        return words.count > 1 && words[0] == "less" && Int(words[1].prefix(while: \.isNumber)) ?? 0 >= 566
    }
}
