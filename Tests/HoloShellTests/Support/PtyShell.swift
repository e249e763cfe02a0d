import Foundation
import Glibc
import TerminalScreen
import Testing

/// The built program on a pseudo terminal, and a user who types and reads the screen.
final class PtyShell {
    private(set) var screen: Screen
    /// All bytes that came.
    private var received: [UInt8] = []
    /// What the terminal answers when it is asked what it is.
    var answersQueries: String?
    private let master: Int32
    private let child: Child
    /// What follows something that went wrong rarely goes right.
    private var hasFailed = false

    /// - Parameter program: another one than holo, such as a shell that starts it.
    init(
        _ words: [String] = [], holo: HoloProgram, columns: Int = 80, rows: Int = 24,
        program: String = HoloProgram.path, with more: [String: String] = [:]
    ) throws {
        screen = Screen(columns: columns, rows: rows)
        var ends: (master: Int32, slave: Int32) = (-1, -1)
        var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        try #require(openpty(&ends.master, &ends.slave, nil, nil, &size) == 0)
        master = ends.master
        _ = fcntl(master, F_SETFL, fcntl(master, F_GETFL) | O_NONBLOCK)
        _ = fcntl(master, F_SETFD, FD_CLOEXEC)
        child = try Child(
            ["/usr/bin/env", "-C", holo.home, program] + words,
            environment: holo.environment.merging(more) { $1 },
            terminal: String(cString: ttyname(ends.slave)))
        close(ends.slave)
    }

    deinit {
        child.kill()
        close(master)
    }

    func type(_ text: String) { type(bytes: Array(text.utf8)) }

    func type(bytes: [UInt8]) {
        var bytes = bytes[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
            if count > 0 { bytes = bytes.dropFirst(count) } else { receive() }
        }
    }

    /// Waits until the screen fits, and says what was there when it never does.
    func expect(_ what: String, sourceLocation: SourceLocation = #_sourceLocation, _ fits: (Screen) -> Bool)
        async
    {
        let deadline = ContinuousClock.now + (hasFailed ? .seconds(2) : .seconds(60))
        while !fits(screen) {
            receive()
            try? await Task.sleep(for: .milliseconds(3))
            if ContinuousClock.now > deadline {
                hasFailed = true
                Issue.record("never came: \(what)\n\(screen.text)", sourceLocation: sourceLocation)
                return
            }
        }
    }

    /// Waits for a text anywhere on the screen.
    func expect(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) async {
        await expect(text, sourceLocation: sourceLocation) { $0.text.contains(text) }
    }

    /// Waits for a last row: usually the prompt and what is typed behind it.
    func expect(last line: String, sourceLocation: SourceLocation = #_sourceLocation) async {
        await expect("last row \(line)", sourceLocation: sourceLocation) { $0.lines.last == line }
    }

    /// The exit code, once the program has left.
    func exitCode(sourceLocation: SourceLocation = #_sourceLocation) async -> Int32? {
        let deadline = ContinuousClock.now + (hasFailed ? .seconds(2) : .seconds(60))
        var status: Int32 = 0
        while ContinuousClock.now < deadline {
            receive()
            if waitpid(child.id, &status, WNOHANG) == child.id {
                while receive() {}
                return status & 0x7F == 0 ? status >> 8 & 0xFF : nil
            }
            try? await Task.sleep(for: .milliseconds(5))
        }
        Issue.record("it did not leave\n\(screen.text)", sourceLocation: sourceLocation)
        return nil
    }

    func terminate(_ signal: Int32 = SIGTERM) { kill(child.id, signal) }

    /// Gives the terminal another width, as a window does.
    func resize(columns: Int) {
        var size = winsize(ws_row: UInt16(screen.rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        screen.resize(columns: columns)
        _ = ioctl(master, UInt(TIOCSWINSZ), &size)
    }

    /// Lets time go by, for what must not happen in it.
    func pass(_ time: Duration) async {
        let end = ContinuousClock.now + time
        while ContinuousClock.now < end {
            receive()
            try? await Task.sleep(for: .milliseconds(3))
        }
    }

    func signal(_ number: Int32) { kill(child.id, number) }

    var modes: termios {
        var modes = termios()
        tcgetattr(master, &modes)
        return modes
    }

    var raw: String { String(decoding: received, as: UTF8.self) }

    @discardableResult
    private func receive() -> Bool {
        var ready = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        guard poll(&ready, 1, 0) > 0 else { return false }
        var buffer = [UInt8](repeating: 0, count: 8192)
        let count = read(master, &buffer, buffer.count)
        guard count > 0 else { return false }
        screen.write(Array(buffer[..<count]))
        received += buffer[..<count]
        answer(buffer[..<count])
        return true
    }

    private func answer(_ bytes: ArraySlice<UInt8>) {
        guard let answer = answersQueries, String(decoding: bytes, as: UTF8.self).contains("\u{1b}[c") else {
            return
        }
        answersQueries = nil
        type(answer)
    }
}

enum Key {
    static let left = "\u{1b}[D"
    static let right = "\u{1b}[C"
    static let controlZ = "\u{1a}"
    static let up = "\u{1b}[A"
    static let home = "\u{1b}[H"
    static let end = "\u{1b}[F"
    static let backspace = "\u{7F}"
    static let enter = "\r"
    static let controlC = "\u{3}"
    static let controlD = "\u{4}"
    static let controlR = "\u{12}"
    static func paste(_ text: String) -> String { "\u{1b}[200~" + text + "\u{1b}[201~" }
}
