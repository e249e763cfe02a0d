import Foundation
import Glibc
import TerminalScreen
import Testing

/// How a session ended is in its exit code, and the modes that it set in the terminal are off.
@Suite(.serialized) struct TerminalStateTests {
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
        #expect(shell.screen.privateModes == [25])
    }
}
