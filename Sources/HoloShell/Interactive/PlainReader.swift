import Glibc
import HoloRuntime
import HoloTerm

/// Where a session's lines come from.
protocol LineReader {
    func readLine(prompt: @escaping () -> Prompt) -> Input
}

extension LineEditor: LineReader {}

/// Lines from a terminal that cannot move its cursor, or is not to: as the terminal itself edits them.
final class PlainReader: LineReader {
    /// Milliseconds: nobody ends a line so soon behind another.
    private static let gap: Int32 = 20

    private let output: Output
    private let interrupt: Interrupt
    private let needsMore: (String) -> Bool
    private let runsUnseen: (String) -> Bool
    /// Read and not given yet.
    private var bytes: [UInt8] = []

    /// - Parameter runsUnseen: whether a text may run that came all at once with more behind it, or before the prompt;
    ///   another one waits for an Enter of its own.
    init(
        output: Output, interrupt: Interrupt, needsMore: @escaping (String) -> Bool,
        runsUnseen: @escaping (String) -> Bool
    ) {
        self.output = output
        self.interrupt = interrupt
        self.needsMore = needsMore
        self.runsUnseen = runsUnseen
    }

    private func shown(_ prompt: StyledText) -> VisibleText {
        VisibleText(output.look.isPlain ? plainMarks(prompt.plain) : prompt.plain, .shown)
    }

    /// A statement on its way.
    private struct Reading {
        var lines: [String] = []
        /// It came before the prompt, so that what the terminal showed of it stands elsewhere.
        var isEarly: Bool
        /// Its lines come all at once, or came before the prompt.
        var isBurst: Bool
        /// It is not run before an Enter of its own.
        var isHeld = false

        var text: String { lines.joined(separator: "\n") }
    }

    func readLine(prompt: @escaping () -> Prompt) -> Input {
        interrupt.clear()
        let prompt = prompt()
        let isEarly = hasInput(within: 0)
        var reading = Reading(isEarly: isEarly, isBurst: isEarly)
        output.write(shown(prompt.left))
        while true {
            switch nextLine() {
            case .line(let line):
                if take(line, &reading) { return .line(reading.text) }
            case .interrupted:
                output.write("\n")
                return .interrupted
            case .endOfInput:
                output.write("\n")
                return reading.lines.isEmpty || reading.isHeld ? .endOfInput : .line(reading.text)
            }
            // Between lines that are shown already it would stand alone.
            if reading.isEarly || !reading.isBurst { output.write("> ") }
        }
    }

    /// - Returns: whether the statement is complete and runs.
    private func take(_ line: String, _ reading: inout Reading) -> Bool {
        if reading.isEarly { output.write(VisibleText(line) + "\n") }
        let hasMore = hasInput(within: PlainReader.gap)
        let isUnseen = reading.isBurst || hasMore
        (reading.isBurst, reading.isEarly) = (isUnseen && hasMore, reading.isEarly && hasMore)
        if reading.isHeld, line.isEmpty, !isUnseen { return true }
        reading.lines.append(line)
        if !reading.isHeld {
            if needsMore(reading.text) { return false }
            guard isUnseen, !runsUnseen(reading.text) else { return true }
            reading.isHeld = true
        }
        // The terminal may show the beginning of another line, of which nobody can know.
        if !hasMore { output.write("\n" + VisibleText(UnseenLines.note) + "\n") }
        return false
    }

    private func hasInput(within time: Int32) -> Bool {
        if bytes.contains(UInt8(ascii: "\n")) { return true }
        var ready = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        return unsafe poll(&ready, 1, time) > 0
    }

    /// Waits for a whole line. What is not UTF-8 is shown as the character that stands for it, not left out.
    private func nextLine() -> Input {
        while true {
            if let end = bytes.firstIndex(of: UInt8(ascii: "\n")) {
                defer { bytes.removeSubrange(...end) }
                return .line(String(decoding: bytes[..<end], as: UTF8.self))
            }
            // A signal may be taken by another thread, so that nothing ends the wait.
            var ready = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
            let count = unsafe poll(&ready, 1, 100)
            if interrupt.isPending {
                interrupt.clear()
                bytes = []
                return .interrupted
            }
            guard count > 0 else { continue }
            var piece = [UInt8](repeating: 0, count: 4096)
            let got = unsafe read(STDIN_FILENO, &piece, piece.count)
            if got < 0, errno == EINTR || errno == EAGAIN { continue }
            guard got > 0 else {
                defer { bytes = [] }
                return bytes.isEmpty ? .endOfInput : .line(String(decoding: bytes, as: UTF8.self))
            }
            bytes += piece.prefix(got)
        }
    }
}
