import Glibc

/// A program that is run without a shell: fed some bytes, its output taken whole.
struct ChildProgram {
    struct Result {
        /// Its exit code; 128 and more when a signal ended it.
        var code: Int32
        var output: [UInt8] = []
        var errors: [UInt8] = []
    }

    /// Its name, looked for in PATH, and what follows it.
    let arguments: [String]

    /// - Throws: ``Stop/interrupted`` at Ctrl-C, after ending the program; code NO_PROGRAM where there is none.
    func run(_ input: [UInt8], _ interrupt: Interrupt) throws(Stop) -> Result {
        let feed = try ChildProgram.file(with: input)
        defer { close(feed) }
        let output = try Pipe()
        let errors = try Pipe()
        let child = try start(feed, output, errors)
        output.closeWriting()
        errors.closeWriting()
        var result = Result(code: 0)
        do throws(Stop) {
            try ChildProgram.collect(output, errors, into: &result, interrupt)
        } catch {
            kill(child, SIGTERM)
            _ = ChildProgram.wait(for: child)
            throw error
        }
        result.code = ChildProgram.wait(for: child)
        return result
    }

    /// A file without a name, so that a program that reads slowly and writes much cannot block.
    private static func file(with bytes: [UInt8]) throws(Stop) -> Int32 {
        var name = Array("/tmp/holo-XXXXXX".utf8CString)
        let file = unsafe mkstemp(&name)
        guard file >= 0 else {
            throw .failed("PROGRAM", "there is no room in /tmp for what a program is to read")
        }
        unsafe unlink(name)
        _ = fcntl(file, F_SETFD, FD_CLOEXEC)
        try Files.write(bytes, to: file, "what a program is to read")
        lseek(file, 0, SEEK_SET)
        return file
    }

    private func start(_ input: Int32, _ output: borrowing Pipe, _ errors: borrowing Pipe) throws(Stop)
        -> pid_t
    {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_adddup2(&actions, input, 0)
        unsafe posix_spawn_file_actions_adddup2(&actions, output.writing, 1)
        unsafe posix_spawn_file_actions_adddup2(&actions, errors.writing, 2)
        var words = unsafe arguments.map { unsafe strdup($0) } + [nil]
        defer {
            for index in unsafe words.indices { unsafe free(words[index]) }
        }
        var attributes = ChildProgram.attributes()
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        var environment = unsafe ChildProgram.environment.map { unsafe strdup($0) } + [nil]
        defer {
            for index in unsafe environment.indices { unsafe free(environment[index]) }
        }
        var child: pid_t = 0
        guard unsafe posix_spawnp(&child, arguments[0], &actions, &attributes, &words, &environment) == 0
        else {
            throw .failed("NO_PROGRAM", "there is no program \(arguments[0])")
        }
        return child
    }

    /// Signals as any program expects to find them.
    private static func attributes() -> posix_spawnattr_t {
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe posix_spawnattr_setsigmask(&attributes, &signals)
        for signal in [SIGPIPE, SIGINT, SIGTERM, SIGHUP, SIGQUIT] { unsafe sigaddset(&signals, signal) }
        unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
        unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        return attributes
    }

    /// All of it but the API key, which leaves towards the server only.
    private static var environment: [String] {
        var all: [String] = []
        var next = unsafe environ
        while let entry = unsafe next.pointee {
            let text = unsafe String(cString: entry)
            if !text.hasPrefix("ANAKIN_API_KEY=") { all.append(text) }
            unsafe next += 1
        }
        return all
    }

    private static func collect(
        _ output: borrowing Pipe, _ errors: borrowing Pipe, into result: inout Result, _ interrupt: Interrupt
    ) throws(Stop) {
        var ends = [
            pollfd(fd: output.reading, events: Int16(POLLIN), revents: 0),
            pollfd(fd: errors.reading, events: Int16(POLLIN), revents: 0),
        ]
        while ends.contains(where: { $0.fd >= 0 }) {
            unsafe poll(&ends, 2, 50)
            try interrupt.check()
            for index in ends.indices where ends[index].fd >= 0 && ends[index].revents != 0 {
                let piece = piece(of: ends[index].fd)
                if piece.isEmpty { ends[index].fd = -1 }
                if index == 0 { result.output += piece } else { result.errors += piece }
            }
            guard result.output.count <= Files.maximumSize else {
                throw .failed("TOO_LONG", "the program gives more than \(Files.maximumSize >> 30) GiB")
            }
        }
    }

    private static func piece(of file: Int32) -> [UInt8] {
        let size = 1 << 16
        return unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            count = unsafe max(0, read(file, buffer.baseAddress, size))
        }
    }

    private static func wait(for child: pid_t) -> Int32 {
        var status: Int32 = 0
        while unsafe waitpid(child, &status, 0) < 0, errno == EINTR {}
        return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + (status & 0x7F)
    }
}

/// Two ends that close with it.
private struct Pipe: ~Copyable {
    let reading: Int32
    let writing: Int32

    init() throws(Stop) {
        var ends: [Int32] = [-1, -1]
        guard unsafe pipe(&ends) == 0 else {
            throw .failed("PROGRAM", "no more files can be opened", next: "ulimit -n says how many may be")
        }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        (reading, writing) = (ends[0], ends[1])
    }

    borrowing func closeWriting() { close(writing) }

    deinit { close(reading) }
}
