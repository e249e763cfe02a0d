import Foundation
import Glibc
import TerminalScreen
import Testing

/// What is seen while jobs are waited for, and that nothing of it is left, however it ends.
@Suite(.serialized) struct ProgressTests {
    private static func profile(_ name: String) -> String {
        "li_profile_scrape profile_url=https://www.linkedin.com/in/\(name)"
    }

    /// Credits are left out of a narrow prompt.
    private static func prompt(_ credits: Int, _ columns: Int) -> String {
        columns < 60 ? "local ›" : "local \(credits)cr ›"
    }

    private func shell(columns: Int = 80, rows: Int = 24) async throws -> PtyShell {
        let shell = try PtyShell(["--local"], holo: try HoloProgram(), columns: columns, rows: rows)
        await shell.expect(last: Self.prompt(500, columns))
        return shell
    }

    private func expectClean(_ shell: PtyShell, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(shell.screen.progress == "0", sourceLocation: sourceLocation)
        #expect(shell.screen.privateModes.contains(25), sourceLocation: sourceLocation)
        #expect(!shell.screen.text.contains { "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏".contains($0) }, sourceLocation: sourceLocation)
    }

    @Test(arguments: [80, 30]) func `one job has one line, and Ctrl-C says what happened and what to type`(
        columns: Int
    ) async throws {
        let shell = try await shell(columns: columns)
        shell.type("run \(Self.profile("slow-20"))" + Key.enter)
        await shell.expect("the job is waited for") { screen in
            screen.progress == "3" && screen.lines.last?.contains(" · ") == true
                && screen.lines.last?.contains(" s") == true
        }
        let line = try #require(shell.screen.lines.last)
        #expect(line.count < columns)
        #expect(!shell.screen.privateModes.contains(25))
        if columns == 80 { #expect(line.contains(" · li_profile_scrape · processing · ")) }
        shell.type(Key.controlC)
        await shell.expect(columns == 80 ? "error: stopped waiting for job " : "error: stopped waiting for")
        await shell.expect("\n  await ")
        await shell.expect(last: Self.prompt(498, columns))
        expectClean(shell)
    }

    @Test(arguments: ["end", "error", "SIGTERM", "SIGHUP"]) func `the window's progress is cleared`(
        way: String
    )
        async throws
    {
        let shell = try await shell()
        // The page of this profile comes late, or never.
        let name = ["end": "slow-1", "error": "broken"][way] ?? "slow-20"
        shell.type("run \(Self.profile(name)); print 'after'" + Key.enter)
        switch way {
        case "end": await shell.expect("\nafter\nlocal 498cr ›")
        case "error": await shell.expect("error: ")
        default:
            await shell.expect("it is waited for") { $0.progress == "3" }
            shell.signal(way == "SIGTERM" ? SIGTERM : SIGHUP)
            _ = await shell.exitCode()
        }
        if way == "error", shell.screen.progress == nil { return }
        expectClean(shell)
    }

    @Test func `a stopped program leaves the screen clean, and goes on when it is continued`() async throws {
        let holo = try HoloProgram()
        let shell = try PtyShell(
            ["--norc", "-i"], holo: holo, program: "/bin/bash",
            with: ["PS1": "bash$ ", "HISTFILE": "/dev/null"])
        await shell.expect(last: "bash$")
        shell.type("\(HoloProgram.path) --local" + Key.enter)
        await shell.expect(last: "local 500cr ›")
        shell.type("run \(Self.profile("slow-3"))" + Key.enter)
        await shell.expect("it is waited for") { $0.progress == "3" }
        shell.type("\u{1a}")
        await shell.expect("bash has the terminal") { $0.lines.last == "bash$" && $0.progress == "0" }
        expectClean(shell)
        shell.type("fg" + Key.enter)
        await shell.expect("it is painted again") { $0.progress == "3" }
        await shell.expect("connections")
        await shell.expect("local 498cr ›")
        expectClean(shell)
    }

    @Test(arguments: [80, 30]) func `several jobs are a block`(columns: Int) async throws {
        let shell = try await shell(columns: columns)
        shell.type(
            "let all = for i in 1..8 { submit \(Self.profile("slow-4")) --fresh }; $all | await" + Key.enter)
        await shell.expect("a block") { screen in
            screen.text.contains(" 0/8 done") && screen.text.contains("… and 3 more")
        }
        #expect(shell.screen.lines.count { $0.hasPrefix("  ") && $0.contains(" · ") } == 5)
        #expect(shell.screen.progress == "1;0")
        if columns == 80 { await shell.expect("0/8 done · 8 running · 16 cr") }
        await shell.expect(last: Self.prompt(484, columns))
        expectClean(shell)
        #expect(!shell.screen.text.contains("/8 done"))
    }

    @Test func `the rows of a batch are a block`() async throws {
        let shell = try await shell(columns: 100)
        shell.type("for i in 1..6 parallel 2 { run \(Self.profile("slow-1")) --fresh }" + Key.enter)
        await shell.expect("a block") { screen in
            screen.text.contains("/6 done · 2 running · ")
                && screen.lines.count {
                    $0.hasPrefix("  ") && $0.contains(" · li_profile_scrape · processing · ")
                } == 2
        }
        await shell.expect("6 rows: 6 done · 12 cr · ")
        await shell.expect("local 488cr ›")
        expectClean(shell)
    }

    @Test func `what is usual is said once it is known`() async throws {
        let shell = try await shell(columns: 100)
        shell.type("for i in 1..3 parallel 3 { run \(Self.profile("slow-1")) --fresh }" + Key.enter)
        await shell.expect("local 494cr ›")
        shell.type("clear; run \(Self.profile("slow-2")) --fresh" + Key.enter)
        await shell.expect(" · usually 1.")
        await shell.expect("how far it is") { $0.progress?.hasPrefix("1;") == true }
    }
}
