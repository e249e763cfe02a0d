import CEditline
import Glibc
import Synchronization

/// The side of a ``LineEditor`` that other threads and tasks may use.
package final class EditorNotifier: Sendable {
    enum Wake: UInt8 {
        case posted = 0x70
        case changed = 0x72
        case resized = 0x77
        case continued = 0x63
    }

    let readEnd: Int32
    let writeEnd: Int32
    private let posted = Mutex<[String]>([])
    private let modes: TerminalModes
    private let output: Int32

    init?(output: Int32, modes: TerminalModes) {
        var ends: [Int32] = [-1, -1]
        guard he_pipe(&ends) == 0 else { return nil }
        (readEnd, writeEnd) = (ends[0], ends[1])
        self.output = output
        self.modes = modes
    }

    deinit {
        close(readEnd)
        close(writeEnd)
    }

    /// Prints `text` above the line being typed, or before the next prompt when none is.
    package func post(_ text: VisibleText) {
        posted.withLock { $0.append(text.string) }
        wake(.posted)
    }

    /// Something that the prompt tells of is different now.
    package func promptChanged() { wake(.changed) }

    /// Lays the line out again; the editor does it by itself on SIGWINCH.
    package func resized() { wake(.resized) }

    /// Puts the terminal back as it was before the editor, for a program about to end on another thread.
    package func restoreTerminal() {
        writeAll(bracketedPasteOff, to: output)
        modes.restore()
    }

    /// The same for the editor that watches signals; safe to call from a signal handler.
    package static func restoreTerminalAtOnce() { he_restore_terminal() }

    func takePosted() -> [String] {
        posted.withLock { lines in
            defer { lines = [] }
            return lines
        }
    }

    func takeWakes() -> Set<Wake> {
        guard case .bytes(let bytes) = readSome(readEnd) else { return [] }
        return Set(bytes.compactMap { Wake(rawValue: $0) })
    }

    private func wake(_ reason: Wake) {
        var byte = reason.rawValue
        _ = write(writeEnd, &byte, 1)
    }
}

let bracketedPasteOn = "\u{1b}[?2004h"
let bracketedPasteOff = "\u{1b}[?2004l"
