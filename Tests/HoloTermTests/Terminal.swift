import Foundation
import Glibc
import HoloTerm
import Synchronization
import TerminalScreen
import TestFolders
import Testing

/// An editor on the slave side of a pseudo terminal, and a user with a screen on the master side.
final class Terminal {
    private(set) var screen: Screen
    let slave: Int32
    let modesBefore: termios

    private var master: Int32
    private var hasFailed = false
    private let shared = Shared()

    /// The user's settings file for libedit: none until a test writes it.
    ///
    /// The environment is set once, as other threads read it.
    static let editrc: String = {
        let path = TestFolder.path("editrc")
        setenv("TERM", "xterm-256color", 1)
        setenv("EDITRC", path, 1)
        return path
    }()

    /// What the editor's thread and the test both touch.
    final class Shared: Sendable {
        let inputs = Mutex<[Input]>([])
        let notifier = Mutex<EditorNotifier?>(nil)
        let isFinished = Mutex(false)
    }

    init(
        columns: Int = 80, rows: Int = 24, prompt: Prompt = Prompt("> "), colour: Bool = true,
        prepare: @escaping @Sendable (LineEditor) -> Void = { _ in }
    ) throws {
        screen = Screen(columns: columns, rows: rows)
        var ends: (master: Int32, slave: Int32) = (-1, -1)
        var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        try #require(openpty(&ends.master, &ends.slave, nil, nil, &size) == 0)
        (master, slave) = ends
        modesBefore = modes(slave)
        _ = fcntl(master, F_SETFL, fcntl(master, F_GETFL) | O_NONBLOCK)
        _ = Self.editrc
        let (fd, shared) = (slave, shared)
        Thread.detachNewThread {
            Self.edit(fd, prompt, colour, shared, prepare)
            shared.isFinished.withLock { $0 = true }
        }
    }

    /// A loop as a shell has it; history holds every line.
    private static func edit(
        _ fd: Int32, _ prompt: Prompt, _ colour: Bool, _ shared: Shared, _ prepare: (LineEditor) -> Void
    ) {
        guard let editor = LineEditor(input: fd, output: fd, error: fd, colour: colour) else { return }
        prepare(editor)
        shared.notifier.withLock { $0 = editor.notifier }
        while true {
            let input = editor.readLine(prompt: prompt)
            if case .line(let line) = input { editor.history.append(line) }
            shared.inputs.withLock { $0.append(input) }
            if input == .endOfInput { return }
        }
    }

    var inputs: [Input] { shared.inputs.withLock { $0 } }
    var notifier: EditorNotifier? { shared.notifier.withLock { $0 } }

    /// Types once the editor listens: between two lines the terminal itself would echo.
    func type(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) {
        expect("the editor listens", sourceLocation: sourceLocation) { $0.isListening }
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
            if count > 0 { bytes = bytes.dropFirst(count) } else { receive() }
        }
    }

    /// Waits until the screen or the results fit, and says what was there when they never do.
    func expect(
        _ what: Comment? = nil, sourceLocation: SourceLocation = #_sourceLocation, _ fits: (Terminal) -> Bool
    ) {
        // What follows something that went wrong rarely goes right.
        let deadline = ContinuousClock.now + (hasFailed ? .seconds(2) : .seconds(60))
        while !fits(self) {
            receive()
            if ContinuousClock.now > deadline {
                hasFailed = true
                Issue.record(
                    "\(what ?? "never came") — at \(screen.row), \(screen.column), \(inputs)\n\(screen.text)",
                    sourceLocation: sourceLocation)
                return
            }
        }
    }

    /// Waits for these rows and, where given, the cursor's column.
    func expect(
        _ lines: [String], column: Int? = nil, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        expect("expected \(lines) \(column ?? -1)", sourceLocation: sourceLocation) {
            $0.screen.lines == lines && (column ?? $0.screen.column) == $0.screen.column
        }
    }

    func expect(_ inputs: [Input], sourceLocation: SourceLocation = #_sourceLocation) {
        expect("expected \(inputs)", sourceLocation: sourceLocation) { $0.inputs == inputs }
    }

    func resize(columns: Int) {
        var size = winsize(ws_row: UInt16(screen.rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(master, UInt(TIOCSWINSZ), &size)
        screen.resize(columns: columns)
        kill(getpid(), SIGWINCH)
    }

    /// What a shell does to the terminal while the program is stopped.
    func stopAndContinue() {
        var cooked = modesBefore
        tcsetattr(slave, TCSANOW, &cooked)
        kill(getpid(), SIGCONT)
    }

    func hangUp() {
        close(master)
        master = -1
    }

    /// Ends the editor as ^D does and waits for its thread.
    func finish(sourceLocation: SourceLocation = #_sourceLocation) {
        type("\u{3}\u{4}")
        expect("the editor ends", sourceLocation: sourceLocation) { $0.shared.isFinished.withLock { $0 } }
    }

    deinit {
        if master >= 0 { close(master) }
        close(slave)
    }

    private var isListening: Bool {
        modes(slave).c_lflag & tcflag_t(ICANON) == 0
    }

    private func receive() {
        var ready = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        guard poll(&ready, 1, 20) > 0 else { return }
        var buffer = [UInt8](repeating: 0, count: 8192)
        let count = read(master, &buffer, buffer.count)
        if count > 0 { screen.write(Array(buffer[..<count])) }
    }
}

func modes(_ fd: Int32) -> termios {
    var modes = termios()
    tcgetattr(fd, &modes)
    return modes
}

enum Keys {
    static let left = "\u{1b}[D"
    static let right = "\u{1b}[C"
    static let up = "\u{1b}[A"
    static let down = "\u{1b}[B"
    static let home = "\u{1b}[H"
    static let end = "\u{1b}[F"
    static let backspace = "\u{7F}"
    static let enter = "\r"
    static func control(_ letter: Character) -> String { String(Unicode.Scalar(letter.asciiValue! & 0x1F)) }
    static func paste(_ text: String) -> String { "\u{1b}[200~" + text + "\u{1b}[201~" }
}
