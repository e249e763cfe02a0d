import Glibc
import Synchronization

/// A place to write to, passed in wherever something is printed.
package struct Output: Sendable {
    package var write: @Sendable (String) -> Void
    package var isTerminal: Bool
    package var look: TerminalLook
    package var columns: @Sendable () -> Int
    /// True once a write failed for good, for instance because the reader of a pipe has gone.
    package var isBroken: @Sendable () -> Bool

    package init(
        isTerminal: Bool = false, colour: Bool = false, columns: @escaping @Sendable () -> Int = { 80 },
        isBroken: @escaping @Sendable () -> Bool = { false }, write: @escaping @Sendable (String) -> Void
    ) {
        self.write = write
        self.isTerminal = isTerminal
        look = TerminalLook(colour: colour, takesEscapes: isTerminal)
        self.columns = columns
        self.isBroken = isBroken
    }

    package var colour: Bool { look.colour }

    /// A terminal that can go back and write over a line, and is wanted to.
    package var canRepaint: Bool { look.takesEscapes }

    /// Data: a pipe or a file gets it as it is, whatever the locale.
    package static func standardOutput(_ wishes: TerminalLook.Wishes = .init()) -> Output {
        file(STDOUT_FILENO, wishes)
    }

    /// Notes and errors: a log gets their marks as the locale can show them.
    package static func standardError(_ wishes: TerminalLook.Wishes = .init()) -> Output {
        var output = file(STDERR_FILENO, wishes)
        if !output.isTerminal, !output.look.isUTF8 {
            let write = output.write
            output.write = { write(plainMarks($0)) }
        }
        return output
    }

    /// Each write goes out whole; SIGPIPE must be ignored for a closed pipe to be reported instead of fatal.
    package static func file(_ fd: Int32, _ wishes: TerminalLook.Wishes = .init()) -> Output {
        let isTerminal = TerminalInfo.isTerminal(fd)
        let target = FileTarget(fd)
        let look = TerminalLook(isTerminal: isTerminal, wishes)
        var output = Output(
            isTerminal: isTerminal, columns: { TerminalInfo.size(fd).columns },
            isBroken: { target.broken.withLock { $0 } },
            write: target.write)
        if isTerminal, !look.isUTF8 { output.write = { target.write(plainASCII($0)) } }
        output.look = look
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
