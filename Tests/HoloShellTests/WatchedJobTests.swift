import Foundation
import Glibc
import TerminalScreen
import Testing

/// A job that ends while its user types something else.
@Suite(.serialized) struct WatchedJobTests {
    static func slow(_ seconds: Int) -> String {
        "submit li_profile_scrape profile_url=https://www.linkedin.com/in/slow-\(seconds)"
    }

    @Test(arguments: [80, 30]) func `it is told of above the half typed line`(columns: Int) async throws {
        let holo = try HoloProgram()
        let shell = try PtyShell(["--local"], holo: holo, columns: columns)
        let prompt = columns < 40 ? "local ›" : "local 498cr ›"
        await shell.expect(" ›")
        shell.type(Self.slow(3) + Key.enter)
        await shell.expect("processing")
        let typed = "print 'é漢字👩‍👩‍👧e\u{301} end"
        shell.type(typed + Key.left + Key.left + Key.left)
        let row = "\(prompt) \(typed)"
        await shell.expect("typed") { $0.lines.last?.hasPrefix(row) == true }
        if columns >= 40 { #expect(shell.screen.lines.last?.hasSuffix("  1 running") == true) }
        let place = (shell.screen.row, shell.screen.column)
        await shell.expect("✓ ")
        await shell.expect("above") { screen in
            screen.lines.last == row
                && screen.lines.joined().contains(
                    #/✓ [0-9a-f-]{8} li_profile_scrape completed in [0-9.]+ s · 2 cr(local|$)/#)
        }
        #expect(shell.screen.row == place.0 + (columns < 40 ? 2 : 1) && shell.screen.column == place.1)
        #expect(shell.screen.notices == [] && shell.screen.beeps == 0)
        shell.type(Key.right + Key.right + Key.right + "'" + Key.enter)
        await shell.expect("\né漢字👩‍👩‍👧e\u{301} end\n\(prompt)")
        shell.type(Key.controlD)
        #expect(await shell.exitCode() == 0)

        let second = try PtyShell(["--local"], holo: holo, columns: 80)
        await second.expect(last: "local 498cr ›")
        await second.pass(.seconds(1))
        #expect(!second.screen.text.contains("while you were away"))
    }

    @Test(arguments: [80, 30]) func `one that took long rings and shows a notice`(columns: Int) async throws {
        let holo = try HoloProgram()
        _ = try holo.write("notify_after: 1s\n", to: "config.yaml")
        let shell = try PtyShell(["--local"], holo: holo, columns: columns)
        await shell.expect(last: columns < 40 ? "local ›" : "local 500cr ›")
        shell.type("submit hn_stories limit=1\r")
        await shell.expect("✓ ")
        #expect(shell.screen.notices == [])
        shell.type(Self.slow(2) + Key.enter)
        await shell.expect("rings") { $0.notices == ["holo: li_profile_scrape completed"] && $0.beeps == 1 }
    }

    @Test func `those of a loop in parallel are told of one by one, and a failed one by its reason`()
        async throws
    {
        let shell = try PtyShell(["--local"], holo: try HoloProgram(), columns: 100)
        await shell.expect(last: "local 500cr ›")
        shell.type(
            "let all = for n in ['slow-2', 'slow-3', 'missing'] parallel 3 { submit li_profile_scrape profile_url=\"https://www.linkedin.com/in/$n\" }; print ($all | count)\r"
        )
        await shell.expect("\n3\n")
        await shell.expect("all") { screen in
            screen.lines.count { $0.hasPrefix("✓ ") && $0.contains(" completed in ") } == 2
                && screen.lines.count { $0.hasPrefix("✗ ") && $0.contains(" · 0 cr: ") } == 1
        }
        await shell.expect(last: "local 496cr ›")
    }

    @Test func `one that was waited for is not told of again`() async throws {
        let shell = try PtyShell(["--local"], holo: try HoloProgram(), columns: 100)
        await shell.expect(last: "local 500cr ›")
        shell.type(Self.slow(2) + Key.enter)
        await shell.expect("1 running")
        shell.type("await $last | get name\r")
        await shell.expect("✓ ")
        await shell.expect(last: "local 498cr ›")
        await shell.pass(.seconds(1))
        #expect(shell.screen.text.components(separatedBy: "✓ ").count == 2)
    }

    @Test func `with --quiet nothing is told`() async throws {
        let shell = try PtyShell(["--local", "--quiet"], holo: try HoloProgram(), columns: 100)
        await shell.expect(last: "local 500cr ›")
        shell.type(Self.slow(1) + Key.enter)
        await shell.expect(last: "local 498cr ›")
        await shell.pass(.seconds(3))
        shell.type("print (job $last).status\r")
        await shell.expect("completed\nlocal 498cr ›")
        #expect(!shell.screen.text.contains("✓"))
    }
}
