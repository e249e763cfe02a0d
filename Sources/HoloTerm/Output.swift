import Glibc
import Synchronization

/// A place to write to, passed in wherever something is printed.
package struct Output: Sendable {
    package var write: @Sendable (String) -> Void
    package var isTerminal: Bool
    /// A terminal that can go back and write over a line.
    package var canRepaint: Bool
    package var columns: @Sendable () -> Int
    package var colour: Bool
    /// True once a write failed for good, for instance because the reader of a pipe has gone.
    package var isBroken: @Sendable () -> Bool

    package init(
        isTerminal: Bool = false, colour: Bool = false, columns: @escaping @Sendable () -> Int = { 80 },
        isBroken: @escaping @Sendable () -> Bool = { false }, write: @escaping @Sendable (String) -> Void
    ) {
        self.write = write
        self.isTerminal = isTerminal
        canRepaint = isTerminal
        self.columns = columns
        self.colour = colour
        self.isBroken = isBroken
    }

    package static func standardOutput(noColorFlag: Bool = false) -> Output {
        file(STDOUT_FILENO, noColorFlag: noColorFlag)
    }

    package static func standardError(noColorFlag: Bool = false) -> Output {
        file(STDERR_FILENO, noColorFlag: noColorFlag)
    }

    /// Each write goes out whole; SIGPIPE must be ignored for a closed pipe to be reported instead of fatal.
    package static func file(_ fd: Int32, noColorFlag: Bool = false) -> Output {
        let isTerminal = TerminalInfo.isTerminal(fd)
        let target = FileTarget(fd)
        var output = Output(
            isTerminal: isTerminal,
            colour: TerminalInfo.allowsColour(isTerminal: isTerminal, noColorFlag: noColorFlag),
            columns: { TerminalInfo.size(fd).columns },
            isBroken: { target.broken.withLock { $0 } },
            write: target.write)
        output.canRepaint = isTerminal && !TerminalInfo.isDumb()
        return output
    }
}

private final class FileTarget: Sendable {
    let broken = Mutex(false)
    private let fd: Int32

    init(_ fd: Int32) { self.fd = fd }

    /// The lock is held over the write, so texts of several tasks do not mix.
    @Sendable func write(_ text: String) {
        broken.withLock { broken in
            if !broken { broken = !writeAll(text, to: fd) }
        }
    }
}
