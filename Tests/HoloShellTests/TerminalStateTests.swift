import Foundation
import Glibc
import HoloTerm
import TerminalScreen
import Testing

/// However a session ends or pauses, the terminal is as it was.
@Suite(.serialized) struct TerminalStateTests {
    static let slow = WatchedJobTests.slow(20)

    @Test(
        arguments: [
            ("\u{4}", 0), ("exit\r", 0), ("exit 12\r", 12), ("TERM", 143), ("HUP", 129),
            ("KILL by itself", nil), ("SEGV", nil), ("ABRT", nil),
        ] as [(String, Int32?)]) func `after any end`(way: String, code: Int32?) async throws
    {
        let shell = try PtyShell(["--local"], holo: try HoloProgram())
        let before = shell.modes
        await shell.expect(last: "local 500cr ›")
        #expect(shell.modes.c_lflag != before.c_lflag)
        #expect(shell.screen.privateModes.contains(2004))
        let signals = ["TERM": SIGTERM, "HUP": SIGHUP, "SEGV": SIGSEGV, "ABRT": SIGABRT]
        if let signal = signals[way] {
            shell.type("half typed")
            await shell.expect(last: "local 500cr › half typed")
            shell.terminate(signal)
        } else if way == "KILL by itself" {
            shell.type("!sh -c 'kill -s SEGV $PPID'\r")
        } else {
            shell.type(way)
        }
        #expect(await shell.exitCode() == code)
        expectSame(shell.modes, before)
        #expect(shell.screen.privateModes == [25])
    }

    @Test func `after an end while something is waited for`() async throws {
        let shell = try PtyShell(["--local"], holo: try HoloProgram())
        let before = shell.modes
        await shell.expect(last: "local 500cr ›")
        shell.type(Self.slow.replacing("submit", with: "run") + Key.enter)
        await shell.expect("processing · ")
        expectSame(shell.modes, before)
        shell.terminate()
        #expect(await shell.exitCode() == 143)
        expectSame(shell.modes, before)
        #expect(shell.screen.privateModes == [25])
    }

    /// dash leaves the terminal to a stopped program as it is, other than bash.
    @Test(arguments: ["prompt", "await"]) func `after Ctrl-Z and again after fg`(place: String) async throws {
        let holo = try HoloProgram()
        let shell = try PtyShell(["-i"], holo: holo, program: "/bin/sh")
        func state(_ name: String) async throws -> String {
            shell.type("stty -a > \(holo.home)/\(name); echo \(name)-done\r")
            await shell.expect("\n\(name)-done\n")
            return try String(contentsOfFile: "\(holo.home)/\(name)", encoding: .utf8)
        }
        await shell.pass(.milliseconds(300))
        let before = try await state("before")
        shell.type("\(HoloProgram.path) --local\r")
        await shell.expect(last: "local 500cr ›")
        if place == "await" {
            shell.type(WatchedJobTests.slow(4).replacing("submit", with: "run") + Key.enter)
            await shell.expect("processing · ")
        } else {
            shell.type("print 'half'" + Key.left)
            await shell.expect(last: "local 500cr › print 'half'")
        }
        shell.type(Key.controlZ)
        await shell.expect("Stopped")
        #expect(shell.screen.privateModes == [25])
        #expect(try await state("stopped") == before)
        shell.type("fg\r")
        if place == "await" {
            await shell.expect("✓ ")
            await shell.expect(last: "local 498cr ›")
        } else {
            await shell.expect(last: "local 500cr › print 'half'")
            shell.type("x" + Key.enter)
            await shell.expect("\nhalfx\nlocal 500cr ›")
        }
        #expect(shell.screen.privateModes.contains(2004))
        shell.type(Key.controlD)
        await shell.expect("left") { $0.privateModes == [25] }
        #expect(try await state("after") == before)
    }

    private func expectSame(
        _ one: termios, _ other: termios, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        var (one, other) = (one, other)
        let size = MemoryLayout<termios>.size
        #expect(memcmp(&one, &other, size) == 0, sourceLocation: sourceLocation)
    }
}

/// A window that is pulled about while something is typed.
@Suite(.serialized) struct WindowTests {
    @Test func `ten changes a second leave the line right`() async throws {
        let shell = try PtyShell(["--local"], holo: try HoloProgram(), columns: 80, rows: 30)
        await shell.expect(last: "local 500cr ›")
        let text = "print 'é漢字👩‍👩‍👧e\u{301} and a longer text that needs two rows on a narrow screen 漢字漢字'"
        let pieces = Array(text)
        for (index, width) in (0..<40).map({ ($0, [80, 30, 57, 41, 33, 100][$0 % 6]) }) {
            shell.resize(columns: width)
            let from = pieces.count * index / 40
            shell.type(String(pieces[from..<pieces.count * (index + 1) / 40]))
            await shell.pass(.milliseconds(100))
        }
        shell.resize(columns: 80)
        shell.type("\u{c}")
        await shell.expect("the line") { screen in
            bare(screen.lines.joined()) == bare("local 500cr › " + text)
                && screen.row * 80 + screen.column == 14 + displayWidth(text)
        }
        shell.resize(columns: 30)
        await shell.expect("the last rows") { bare($0.lines.joined()).hasSuffix(bare("local › " + text)) }
        shell.type(Key.enter)
        await shell.expect("\nlocal ›")
    }
}

/// A row's blanks at its end are not seen.
private func bare(_ text: String) -> String { text.filter { $0 != " " } }
