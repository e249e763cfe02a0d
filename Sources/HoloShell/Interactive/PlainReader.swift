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
    private let output: Output
    private let interrupt: Interrupt
    private let needsMore: (String) -> Bool
    /// Read and not given yet.
    private var bytes: [UInt8] = []

    init(output: Output, interrupt: Interrupt, needsMore: @escaping (String) -> Bool) {
        self.output = output
        self.interrupt = interrupt
        self.needsMore = needsMore
    }

    private func shown(_ prompt: StyledText) -> VisibleText {
        VisibleText(output.look.isPlain ? plainMarks(prompt.plain) : prompt.plain, .shown)
    }

    func readLine(prompt: @escaping () -> Prompt) -> Input {
        interrupt.clear()
        let prompt = prompt()
        output.write(shown(prompt.left))
        var text = ""
        while true {
            switch nextLine() {
            case .line(let line): text += text.isEmpty ? line : "\n" + line
            case .interrupted:
                output.write("\n")
                return .interrupted
            case .endOfInput:
                output.write("\n")
                return text.isEmpty ? .endOfInput : .line(text)
            }
            guard needsMore(text) else { return .line(text) }
            output.write("> ")
        }
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
