import Glibc

/// Questions to the terminal itself.
package enum TerminalQuery {
    package enum Answer: Sendable {
        case known, unknown
        /// It did not say.
        case silent
    }

    /// Whether the terminal can bracket what is pasted. What was typed meanwhile is lost.
    package static func bracketedPaste(_ fd: Int32 = STDIN_FILENO) -> Answer {
        // Every terminal answers the second question, so that nobody waits long for the first.
        guard let text = ask("\u{1b}[?2004$p\u{1b}[c", fd, until: { $0.hasSuffix("c") }),
            let mode = text.firstMatch(of: /\u{1b}\[\?2004;(?<state>[0-4])\$y/)?.output.state
        else { return .silent }
        return mode == "0" ? .unknown : .known
    }

    private static func ask(_ question: String, _ fd: Int32, until isWhole: (String) -> Bool) -> String? {
        guard let modes = TerminalModes(fd) else { return nil }
        modes.hideTyping()
        defer { modes.restore() }
        writeAll(question, to: fd)
        var text = ""
        while readable([fd], timeout: 300) == [true], case .bytes(let bytes) = readSome(fd) {
            text += String(decoding: bytes, as: UTF8.self)
            if isWhole(text) { return text }
        }
        return text.isEmpty ? nil : text
    }
}
