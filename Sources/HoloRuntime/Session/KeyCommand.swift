import Glibc
import HolocronClient
import Subprocess
import Synchronization
import SystemPackage

/// The program that prints a profile's API key: a password manager, usually.
///
/// It runs when the first request needs the key, at most once a session, and ends after a minute. What it says on
/// standard error is shown; its output is kept in memory and nowhere else.
struct KeyCommand: Sendable {
    static let patience = Duration.seconds(60)

    /// The program and its arguments, run as they stand.
    let words: [String]
    let patience: Duration
    /// Gets what it says on standard error, line by line.
    let note: @Sendable (String) -> Void

    init(_ words: [String], patience: Duration = patience, note: @escaping @Sendable (String) -> Void) {
        self.words = words
        self.patience = patience
        self.note = note
    }

    /// The first line of the output, without white space around it.
    func key() async throws(Stop) -> String {
        let (output, errors) = (try Outlet(), try Outlet())
        let ended = try await end(output, errors)
        say(errors, isWhole: true)
        guard ended == 0 else { throw refused("it ended with \(ended)") }
        let text = String(decoding: output.bytes, as: UTF8.self).trimmed
        guard let line = text.split(whereSeparator: \.isNewline).first else {
            throw refused("it printed nothing")
        }
        return String(line).trimmed
    }

    private func end(_ output: Outlet, _ errors: Outlet) async throws(Stop) -> Int32 {
        do {
            return try await withThrowingTaskGroup(of: Int32?.self) { group in
                group.addTask { try await run(output, errors) }
                group.addTask {
                    let end = ContinuousClock.now + patience
                    while ContinuousClock.now < end {
                        try await Task.sleep(for: .milliseconds(100))
                        say(errors, isWhole: false)
                        _ = output.bytes
                    }
                    return nil
                }
                defer { group.cancelAll() }
                guard let ended = try await group.next() ?? nil else {
                    throw refused("it took longer than \(patience.inSeconds)")
                }
                return ended
            }
        } catch let stop as Stop {
            throw stop
        } catch let error as SubprocessError where error.code == .executableNotFound {
            throw refused("there is no program \(words[0])")
        } catch is CancellationError {
            throw .interrupted
        } catch {
            throw refused("\(words[0]) could not be run")
        }
    }

    /// It may need all of the environment to find its agent, but never a key of ours.
    private func run(_ output: Outlet, _ errors: Outlet) async throws -> Int32 {
        var options = PlatformOptions()
        options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .milliseconds(200))]
        let ended = try await Subprocess.run(
            .name(words[0]), arguments: Arguments(Array(words.dropFirst())),
            environment: .inherit.updating(["ANAKIN_API_KEY": nil]), platformOptions: options, input: .none,
            output: .fileDescriptor(output.descriptor, closeAfterSpawningProcess: false),
            error: .fileDescriptor(errors.descriptor, closeAfterSpawningProcess: false))
        try Task.checkCancellation()
        return switch ended.terminationStatus {
        case .exited(let code): Int32(code)
        case .signaled(let signal): 128 + Int32(signal)
        }
    }

    private func say(_ errors: Outlet, isWhole: Bool) {
        for line in errors.newLines(isWhole: isWhole) where !line.isEmpty { note("key_command: \(line)") }
    }

    private func refused(_ why: String) -> Stop {
        .failed(
            "KEY_COMMAND", "key_command gave no key: \(why)",
            next: "!" + words.map { "'\($0.replacing("'", with: "'\\''"))'" }.joined(separator: " "),
            exit: .authentication)
    }
}

/// What a program writes, taken as it comes: its end is not waited for, which a program started by it could put off.
private final class Outlet: Sendable {
    private static let largest = 64 << 10

    /// What the program writes to.
    let descriptor: FileDescriptor
    private let readEnd: Int32
    private let taken = Mutex<(bytes: [UInt8], told: Int)>(([], 0))

    init() throws(Stop) {
        var ends: [Int32] = [-1, -1]
        guard unsafe pipe(&ends) == 0 else {
            throw .failed(
                "KEY_COMMAND", "key_command could not be run: \(reasonWords(errno))", next: "doctor")
        }
        (readEnd, descriptor) = (ends[0], FileDescriptor(rawValue: ends[1]))
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        _ = fcntl(readEnd, F_SETFL, O_NONBLOCK)
    }

    deinit {
        close(readEnd)
        close(descriptor.rawValue)
    }

    /// All that came so far.
    var bytes: [UInt8] {
        taken.withLock { taken in
            take(into: &taken.bytes)
            return taken.bytes
        }
    }

    /// The lines that were not given yet; the last one too when no more will come.
    func newLines(isWhole: Bool) -> [String] {
        taken.withLock { taken in
            take(into: &taken.bytes)
            let rest = taken.bytes.dropFirst(taken.told)
            let end = isWhole ? rest.endIndex : rest.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 }
            guard let end, end > rest.startIndex else { return [] }
            taken.told = end
            return String(decoding: rest[..<end], as: UTF8.self).split(whereSeparator: \.isNewline)
                .map(String.init)
        }
    }

    private func take(into bytes: inout [UInt8]) {
        var piece = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = unsafe read(readEnd, &piece, piece.count)
            guard count > 0 else { return }
            if bytes.count < Outlet.largest { bytes += piece.prefix(count) }
        }
    }
}
