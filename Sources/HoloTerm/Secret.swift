import Glibc

/// What came of asking for a secret.
package enum SecretInput: Sendable, Equatable {
    case text(String)
    /// ^C, or ^D on an empty line.
    case stopped
    case noTerminal

    package var text: String? {
        if case .text(let text) = self { text } else { nil }
    }
}

/// Reads a line that is not shown, from the terminal even where standard input is something else.
package func readSecret(prompt: String, fd: Int32? = nil) -> SecretInput {
    if let fd { return readSecret(prompt, fd) }
    let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC)
    guard terminal >= 0 else { return readSecret(prompt, STDIN_FILENO) }
    defer { close(terminal) }
    return readSecret(prompt, terminal)
}

private func readSecret(_ prompt: String, _ fd: Int32) -> SecretInput {
    guard let modes = TerminalModes(fd) else { return .noTerminal }
    modes.hideTyping()
    defer { modes.restore() }
    writeAll(visible(prompt), to: fd)
    defer { writeAll("\n", to: fd) }
    var line = SecretLine()
    while true {
        _ = readable([fd], timeout: -1)
        switch readSome(fd) {
        case .bytes(let bytes):
            for byte in bytes {
                if let end = line.take(byte) { return end.text.map { .text($0) } ?? .stopped }
            }
        case .wouldBlock: continue
        case .closed: return .noTerminal
        }
    }
}

/// The editing of a hidden line, byte by byte.
struct SecretLine {
    struct End: Equatable { var text: String? }

    private enum Escape { case none, begun, sequence }

    private var bytes: [UInt8] = []
    private var escape = Escape.none

    mutating func take(_ byte: UInt8) -> End? {
        if skipsArrow(byte) { return nil }
        switch byte {
        case 0x0A, 0x0D: return End(text: String(decoding: bytes, as: UTF8.self))
        case 0x03: return End(text: nil)
        case 0x04: return bytes.isEmpty ? End(text: nil) : nil
        case 0x08, 0x7F: removeLastScalar()
        case 0x15: bytes = []
        case 0x20...: bytes.append(byte)
        default: break
        }
        return nil
    }

    /// Arrows and other keys that send several characters are no part of a secret.
    private mutating func skipsArrow(_ byte: UInt8) -> Bool {
        switch (escape, byte) {
        case (_, 0x1B): escape = .begun
        case (.begun, UInt8(ascii: "[")), (.begun, UInt8(ascii: "O")): escape = .sequence
        case (.sequence, 0x20...0x3F): break
        case (.sequence, 0x40...0x7E): escape = .none
        default:
            escape = .none
            return false
        }
        return true
    }

    private mutating func removeLastScalar() {
        while let last = bytes.popLast(), last & 0xC0 == 0x80 {}
    }
}
