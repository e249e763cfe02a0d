import Foundation
import Glibc
import TerminalScreen
import Testing

/// While something is waited for the terminal shows nothing that is typed, and it is kept for the prompt.
@Suite(.serialized) struct TypingShownTests {
    private static let slow = "run li_profile_scrape profile_url=https://www.linkedin.com/in/slow-4\r"

    private func echoes(_ shell: PtyShell) -> Bool { shell.modes.c_lflag & tcflag_t(ECHO) != 0 }

    @Test func `keys pressed while a job is waited for leave its line alone, and stand at the prompt`()
        async throws
    {
        let shell = try PtyShell(["--local"], holo: try HoloProgram())
        await shell.expect(last: "local 500cr ›")
        shell.type(Self.slow)
        await shell.expect("s · ")
        for _ in 0..<5 {
            shell.type(Key.enter)
            await shell.pass(.milliseconds(150))
        }
        shell.type("print 'kept")
        await shell.pass(.milliseconds(300))
        #expect(shell.screen.lines.count { $0.contains("s · ") } == 1, "\(shell.screen.text)")
        #expect(!shell.screen.text.contains("kept"))
        await shell.expect(last: "local 498cr › print 'kept")
        #expect(shell.screen.lines.count { $0.hasPrefix("local 498cr ›") } == 1, "\(shell.screen.text)")
        shell.type("'\r")
        await shell.expect("\nkept\n")
    }

    @Test(arguments: [nil, SIGINT, SIGTERM, SIGHUP]) func `typing is shown again after every end`(
        signal: Int32?
    ) async throws {
        let shell = try PtyShell(["--local", "wait", "2s"], holo: try HoloProgram())
        let before = shell.modes.c_lflag
        await shell.expect("waiting 2s")
        await shell.expect("typing is not shown") { _ in !echoes(shell) }
        #expect(shell.modes.c_lflag & tcflag_t(ISIG) != 0)
        if let signal { shell.signal(signal) }
        _ = await shell.exitCode()
        #expect(shell.modes.c_lflag == before)
    }

    @Test func `typing is shown where a question is asked`() async throws {
        let holo = try HoloProgram()
        let shell = try PtyShell(["--local"], holo: holo)
        await shell.expect(last: "local 500cr ›")
        _ = try holo.write("", to: "x.holo")
        shell.type("print 'a' 'b'\r")
        await shell.expect("\na b\n")
        await shell.pass(.milliseconds(200))
        shell.type("export \(holo.home)/x.holo\r")
        await shell.expect("[y/N]")
        #expect(echoes(shell))
    }
}
