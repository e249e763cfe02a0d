import Glibc
import Subprocess
import SystemPackage

/// A program that is run without a shell: fed some bytes, its output taken whole.
struct ChildProgram {
    struct Result: Sendable {
        /// Its exit code; 128 and more when a signal ended it.
        var code: Int
        var output: [UInt8]
        var errors: [UInt8]
    }

    private static let mostOutput = 256 << 20
    private static let mostErrors = 1 << 20

    /// Its name, looked for in PATH, and what follows it.
    let arguments: [String]

    /// Ctrl-C ends the program with it.
    /// - Throws: code NO_PROGRAM where there is none of that name.
    func run(_ input: [UInt8], _ interrupt: Interrupt) throws(Stop) -> Result {
        let arguments = arguments
        let file = try ChildProgram.file(with: input)
        defer { close(file) }
        return try interrupt.waiting { () async throws(Stop) in
            do {
                return try await ChildProgram.run(arguments, FileDescriptor(rawValue: file))
            } catch let error as SubprocessError {
                throw ChildProgram.failure(error, arguments[0])
            } catch {
                throw .interrupted
            }
        }
    }

    /// A file without a name: writing into a pipe traps in the library when the program does not read to the end.
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

    /// It sees all of the environment but the API key, which leaves towards the server only.
    private static func run(_ arguments: [String], _ input: FileDescriptor) async throws -> Result {
        let ended = try await Subprocess.run(
            .program(arguments[0]), arguments: Arguments(Array(arguments.dropFirst())),
            environment: .inherit.updating(["ANAKIN_API_KEY": nil]),
            input: .fileDescriptor(input, closeAfterSpawningProcess: false),
            output: .bytes(limit: mostOutput), error: .bytes(limit: mostErrors))
        try Task.checkCancellation()
        let code =
            switch ended.terminationStatus {
            case .exited(let code): Int(code)
            case .signaled(let signal): 128 + Int(signal)
            }
        return Result(code: code, output: ended.standardOutput, errors: ended.standardError)
    }

    private static func failure(_ error: SubprocessError, _ name: String) -> Stop {
        switch error.code {
        case .executableNotFound: .failed("NO_PROGRAM", "there is no program \(name)")
        case .outputLimitExceeded:
            .failed(
                "TOO_LARGE", "\(name) gives more than \(mostOutput >> 20) MiB", next: "let it write to a file"
            )
        default: .failed("PROGRAM", "\(name) could not be run: \(error)")
        }
    }
}

extension Executable {
    /// A program by its path, or by its name in PATH.
    static func program(_ name: String) -> Executable {
        name.contains("/") ? .path(FilePath(name)) : .name(name)
    }
}
