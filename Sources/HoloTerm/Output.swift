import Glibc
import Synchronization

/// A place to write to, passed in wherever something is printed.
package struct Output: Sendable {
    private let send: @Sendable (String) -> Void
    package var isTerminal: Bool
    package var look: TerminalLook
    /// What its terminal makes of sequences that not all know.
    package var features = TerminalFeatures()
    /// Where there is no terminal: whether what is written is kept for someone who looks later.
    package var isLog = false
    package var columns: @Sendable () -> Int
    package var rows: @Sendable () -> Int
    /// True once a write failed for good, for instance because the reader of a pipe has gone.
    package var isBroken: @Sendable () -> Bool
    let descriptor: Int32
    /// What the locale needs done to a text.
    private var encode: @Sendable (String) -> String = { $0 }
    /// What is done to everything, wherever it goes.
    private var change: @Sendable (String) -> String = { $0 }

    package init(
        isTerminal: Bool = false, colour: Bool = false, columns: @escaping @Sendable () -> Int = { 80 },
        rows: @escaping @Sendable () -> Int = { 24 }, descriptor: Int32 = -1,
        isBroken: @escaping @Sendable () -> Bool = { false }, write: @escaping @Sendable (String) -> Void
    ) {
        send = write
        self.isTerminal = isTerminal
        look = TerminalLook(colour: colour, takesEscapes: isTerminal)
        self.columns = columns
        self.rows = rows
        self.descriptor = descriptor
        self.isBroken = isBroken
    }

    package var colour: Bool { look.colour }

    /// A terminal that can go back and write over a line, and is wanted to.
    package var canRepaint: Bool { look.takesEscapes }

    package func write(_ text: VisibleText) { send(encoded(text).string) }

    /// Passes on what was written to another output, which made it visible.
    package func relay(_ text: String) { write(VisibleText(made: text)) }

    /// Writes what a program is to read as it is; on a terminal everything is made visible.
    package func write(data text: String) { send(change(isTerminal ? encode(visible(text)) : text)) }

    /// The text as this output writes it, for a program that writes to the same terminal.
    package func encoded(_ text: VisibleText) -> VisibleText {
        VisibleText(made: change(encode(text.string)))
    }

    /// The same place, where everything is changed before it is written.
    package func changing(_ change: @escaping @Sendable (String) -> String) -> Output {
        var output = self
        let before = self.change
        output.change = { change(before($0)) }
        return output
    }

    /// Data: a pipe or a file gets it as it is, whatever the locale.
    package static func standardOutput(_ wishes: TerminalLook.Wishes = .init()) -> Output {
        file(STDOUT_FILENO, wishes)
    }

    /// Notes and errors: a log gets their marks as the locale can show them.
    package static func standardError(_ wishes: TerminalLook.Wishes = .init()) -> Output {
        var output = file(STDERR_FILENO, wishes)
        if !output.isTerminal, !output.look.isUTF8 { output.encode = plainMarks }
        return output
    }

    /// Each write goes out whole; SIGPIPE must be ignored for a closed pipe to be reported instead of fatal.
    package static func file(_ fd: Int32, _ wishes: TerminalLook.Wishes = .init()) -> Output {
        let isTerminal = TerminalInfo.isTerminal(fd)
        let target = FileTarget(fd)
        let look = TerminalLook(isTerminal: isTerminal, wishes)
        var output = Output(
            isTerminal: isTerminal, columns: { TerminalInfo.size(fd).columns },
            rows: { TerminalInfo.size(fd).rows }, descriptor: fd,
            isBroken: { target.broken.withLock { $0 } },
            write: target.write)
        if isTerminal, !look.isUTF8 { output.encode = plainASCII }
        output.look = look
        output.isLog = FileKind(fd).isLog
        if look.takesEscapes {
            output.features = TerminalFeatures { TerminalInfo.environmentVariable($0) }
        }
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
