import Foundation
import Glibc
import TerminalScreen
import Testing

/// Whole sessions at a terminal, with the real program, service and journal.
@Suite(.serialized) struct TerminalSessionTests {
    static let slow = "submit li_profile_scrape profile_url=https://www.linkedin.com/in/slow-20"

    @Test(arguments: [80, 40]) func `a line is edited in the middle among wide characters`(columns: Int)
        async throws
    {
        let shell = try PtyShell(["--local"], holo: try HoloProgram(), columns: columns)
        await shell.expect(last: "local 500cr ›")
        shell.type("print 'é漢字😀 end'")
        await shell.expect(last: "local 500cr › print 'é漢字😀 end'")
        shell.type(String(repeating: Key.left, count: 5))
        shell.type(Key.backspace + "ü字")
        await shell.expect(last: "local 500cr › print 'é漢字ü字 end'")
        shell.type(Key.home + String(repeating: "\u{1b}[C", count: 7) + "漢" + Key.end + Key.enter)
        await shell.expect("\n漢é漢字ü字 end\nlocal 500cr ›")
        shell.type(Key.controlD)
        #expect(await shell.exitCode() == 0)
    }

    @Test func `a job is submitted, left alone with Ctrl-C and picked up by the next session`() async throws {
        let holo = try HoloProgram()
        let first = try PtyShell(holo: holo, columns: 100)
        await first.expect(
            "no API key, so the local Holocron · 500 cr · type help, Tab completes")
        await first.expect(last: "local 500cr ›")
        first.type(Self.slow.replacing("slow-20", with: "slow-6") + Key.enter)
        await first.expect(" · li_profile_scrape · processing · 2 cr\nlocal 498cr ›")
        let line = try #require(first.screen.lines.first { $0.hasPrefix("job ") })
        let id = String(line.dropFirst(4).prefix(8))
        first.type("await $last" + Key.enter)
        await first.expect("the job is waited for") { $0.progress == "3" }
        first.type(Key.controlC)
        await first.expect(
            "error: stopped waiting for job \(id)\n  await \(id)\nlocal 498cr ›")
        first.type("jobs" + Key.enter)
        await first.expect("\(id)  li_profile_scrape  processing   2  ")
        first.type("exit" + Key.enter)
        #expect(await first.exitCode() == 0)

        let second = try PtyShell(["--local"], holo: holo, columns: 100)
        await second.expect(last: "local 498cr ›")
        second.type(Key.controlR + "submit")
        await second.expect("submit li_profile_scrape")
        second.type(Key.controlC + "await \(id)" + Key.enter)
        await second.expect("✓ \(id) completed in ")
        await second.expect("connections  ")
        await second.expect(last: "local 498cr ›")
        second.type(Key.controlD)
        #expect(await second.exitCode() == 0)
    }

    @Test func `history comes back with the arrows, private lines and keys do not`() async throws {
        let holo = try HoloProgram()
        let first = try PtyShell(["--local"], holo: holo)
        await first.expect(last: "local 500cr ›")
        for line in [
            "print one", " print private", "print ask_0123456789abcdef", "for x in 1..2 {\nprint $x\n}",
        ] {
            first.type(line.replacing("\n", with: Key.enter) + Key.enter)
        }
        await first.expect("\n1\n2\nlocal 500cr ›")
        first.type(Key.controlD)
        #expect(await first.exitCode() == 0)

        let second = try PtyShell(["--local"], holo: holo)
        await second.expect(last: "local 500cr ›")
        second.type(Key.up)
        await second.expect("local 500cr › for x in 1..2 {\n… print $x\n… }")
        second.type(Key.up)
        await second.expect(last: "local 500cr › print one")
        let mode =
            try FileManager.default.attributesOfItem(atPath: holo.home + "/history")[.posixPermissions]
            as? Int
        #expect(mode == 0o600)
        let text = try String(contentsOfFile: holo.home + "/history", encoding: .utf8)
        #expect(!text.contains("private") && !text.contains("ask_"))
    }

    @Test func `Ctrl-C clears the line and ends a loop that never waits`() async throws {
        let shell = try PtyShell(["--local"], holo: try HoloProgram())
        await shell.expect(last: "local 500cr ›")
        shell.type("print 'never" + Key.controlC)
        await shell.expect("local 500cr › print 'never^C\nlocal 500cr ›")
        shell.type("for a in 1..1000 { for b in 1..1000 { for c in 1..1000 { $c } } }" + Key.enter)
        await shell.expect("the loop is typed") { $0.row == 3 && $0.column == 0 }
        shell.type(Key.controlC)
        await shell.expect("stopped\nlocal 500cr ›")
        shell.type("print 'still here'" + Key.enter)
        await shell.expect("\nstill here\n")
    }

    @Test func `pasted commands wait for Enter`() async throws {
        let holo = try HoloProgram()
        let shell = try PtyShell(["--local"], holo: holo, rows: 40)
        await shell.expect(last: "local 500cr ›")
        shell.type(
            Key.paste(Array(repeating: "submit hn_stories limit=1", count: 5).joined(separator: "\n") + "\n"))
        await shell.expect("five lines are there") {
            $0.text.split(separator: "submit hn_stories").count == 6
        }
        shell.type(Key.controlC + "jobs" + Key.enter)
        await shell.expect("(none)\nlocal 500cr ›")
    }

    @Test func `the key that login asks for is not seen and is kept for its owner only`() async throws {
        let holo = try HoloProgram()
        let shell = try PtyShell(["--profile", "default"], holo: holo)
        await shell.expect(last: "live default ›")
        shell.type("login" + Key.enter)
        await shell.expect(last: "API key for https://api.anakin.io:")
        shell.type("ak-canary-0123456789" + Key.enter)
        await shell.expect("saved \(holo.home)/keys/default@api.anakin.io\n")
        await shell.expect(last: "live default ›")
        #expect(!shell.screen.text.contains("canary"))
        let file = holo.home + "/keys/default@api.anakin.io"
        #expect(try String(contentsOfFile: file, encoding: .utf8) == "ak-canary-0123456789\n")
        #expect(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o600)
        shell.type("status" + Key.enter)
        await shell.expect("key      \(file)")
        shell.type("logout" + Key.enter)
        await shell.expect("removed the key of default\nlive default ›")
        #expect(!FileManager.default.fileExists(atPath: file))
        shell.type(Key.controlD)
        #expect(await shell.exitCode() == 0)
        let history = try String(contentsOfFile: holo.home + "/history", encoding: .utf8)
        #expect(!history.contains("canary"))
    }

    @Test func `Tab completes a command and a variable`() async throws {
        let shell = try PtyShell(["--local"], holo: try HoloProgram())
        await shell.expect(last: "local 500cr ›")
        shell.type("let profile = 5" + Key.enter)
        await shell.expect("local 500cr › let profile = 5\nlocal 500cr ›")
        shell.type("pri\t$prof\t")
        await shell.expect(last: "local 500cr › print $profile")
        shell.type(Key.enter)
        await shell.expect("\n5\nlocal 500cr ›")
    }

    @Test func `vi keys come from the editrc`() async throws {
        var holo = try HoloProgram()
        let file = try holo.write("bind -v\n", to: "editrc")
        holo.environment["EDITRC"] = file
        let shell = try PtyShell(["--local"], holo: holo)
        await shell.expect(last: "local 500cr ›")
        shell.type("print wrong")
        await shell.expect(last: "local 500cr › print wrong")
        shell.type("\u{1b}")
        try await Task.sleep(for: .milliseconds(150))
        shell.type("bcwright" + Key.enter)
        await shell.expect("\nright\nlocal 500cr ›")
    }
}
