import Foundation
import TerminalScreen
import Testing

/// Terminals that can do less, and people who hear what is on them.
@Suite struct PlainTests {
    private func session(
        words: [String] = ["--local"], _ environment: [String: String], columns: Int = 80, _ lines: [String]
    ) async throws -> (raw: String, screen: String) {
        var holo = try HoloProgram()
        holo.environment.merge(environment) { $1 }
        let shell = try PtyShell(words, holo: holo, columns: columns, rows: 60)
        await shell.expect(columns < 40 ? "local ›" : "500cr")
        for line in lines {
            shell.type(line + "\n")
            // With more right behind it, it would be taken for a paste.
            await shell.pass(.milliseconds(200))
        }
        shell.type("exit\n")
        #expect(await shell.exitCode() == 0)
        return (shell.raw, shell.screen.text)
    }

    static let lines = [
        "run li_profile_scrape profile_url=https://www.linkedin.com/in/example", "actions profile", "pring 1",
        "sites | take 2", "help",
    ]

    @Test(arguments: [["TERM": "dumb"], ["TERM": ""], ["HOLO_PLAIN": "1"]])
    func `nothing but text is written where no escapes are wanted`(environment: [String: String]) async throws
    {
        let (raw, screen) = try await session(environment, Self.lines)
        #expect(!raw.contains("\u{1b}"), "\(raw)")
        #expect(!raw.contains("⠋") && !raw.contains("\u{8}"))
        #expect(screen.contains("Jane Doe"))
    }

    @Test func `for a screen reader every line says what it is of`() async throws {
        let (raw, screen) = try await session(words: ["--local", "--plain"], [:], Self.lines)
        #expect(!raw.contains("\u{1b}"))
        #expect(screen.contains("\nname: Jane Doe\nheadline: Software Engineer at Acme Corp\n"), "\(screen)")
        #expect(screen.contains("row 1 of 2\naction: li_profile_scrape\ncr: 2\n"), "\(screen)")
        #expect(screen.contains("error: unknown command pring\n  line 1, column 1: pring\n"), "\(screen)")
        #expect(screen.contains("jobs: submit await run"))
        #expect(!screen.contains("─") && !screen.contains("^^") && !screen.contains("│"))
    }

    @Test func `the config can wish for plain lines`() async throws {
        let holo = try HoloProgram()
        _ = try holo.write("plain: true\n", to: "config.yaml")
        let shell = try PtyShell(["--local", "sites"], holo: holo)
        #expect(await shell.exitCode() == 0)
        #expect(shell.screen.text.contains("site: "))
        #expect(!shell.raw.contains("\u{1b}"))
    }

    @Test func `plain lines are for terminals; a pipe gets what it always gets`() async throws {
        let holo = try HoloProgram()
        let usual = try await holo("--local", "sites")
        #expect(try await holo("--local", "--plain", "sites").output == usual.output)
        #expect(
            try await holo("--local", "sites", with: ["HOLO_PLAIN": "1", "LC_ALL": "C"]).output
                == usual.output)
    }

    @Test(arguments: [["NO_COLOR": "1"], ["NO_COLOR": "anything"], ["CLICOLOR": "0"]])
    func `no colour is written where none is wanted`(environment: [String: String]) async throws {
        let (raw, _) = try await session(environment, ["pring 1", "actions profile"])
        #expect(!raw.contains(/\u{1b}\[[0-9;]*[1-9][0-9;]*m/), "\(raw)")
        let (coloured, _) = try await session([:], ["pring 1"])
        #expect(coloured.contains(/\u{1b}\[[0-9;]*[1-9][0-9;]*m/))
    }

    @Test(arguments: [["LC_ALL": "C"], ["LC_ALL": "POSIX"], ["LC_ALL": "", "LANG": "de_DE.ISO-8859-1"]])
    func `without UTF-8 all that is written is ASCII, and what is typed is kept`(
        environment: [String: String]
    )
        async throws
    {
        let (raw, screen) = try await session(
            environment, Self.lines.filter { !$0.hasPrefix("pring") } + ["print 'caf\\u{e9}' | upper"])
        #expect(screen.contains("Jane Doe"), "\(screen)")
        #expect(screen.contains("+ "), "the mark of a finished job: \(screen)")
        #expect(raw.utf8.allSatisfy { $0 < 0x80 }, "\(raw.filter { !$0.isASCII })")
    }

    @Test(arguments: [["TERM": "dumb"], ["HOLO_PLAIN": "1"]], [80, 30])
    func `a job that has ended is told of before the next prompt`(environment: [String: String], columns: Int)
        async throws
    {
        let holo = try HoloProgram()
        let shell = try PtyShell(["--local"], holo: holo, columns: columns, with: environment)
        await shell.expect("local")
        shell.type("let j = \(WatchedJobTests.slow(1)); wait 3s; print 'waited'\n")
        let told = try Regex(
            "\nwaited\n✓ [0-9a-f]{8} li_profile_scrape \n?c\n?ompleted in [0-9.]+ s · 2 cr\nlocal")
        await shell.expect("told once, and then the prompt") { $0.text.contains(told) }
        shell.type("await $j | get name; print 'next'\n")
        await shell.expect("\nnext\nlocal")
        #expect(shell.screen.text.components(separatedBy: "li_profile_scrape c").count == 2)
        #expect(!shell.raw.contains("\u{1b}"))
    }

    @Test func `bytes that are no text are read at a dumb terminal and do no harm`() async throws {
        var holo = try HoloProgram()
        holo.environment["TERM"] = "dumb"
        let shell = try PtyShell(["--local"], holo: holo)
        await shell.expect("local 500cr")
        shell.type(bytes: Array("print 'a".utf8) + [0xFF, 0xC3] + Array("b' | len\n".utf8))
        shell.type("print 'still here'\n")
        await shell.expect("still here\n")
        shell.type("print 'half" + Key.controlC)
        shell.type("print 'whole'\n")
        await shell.expect("whole\n")
        shell.type(Key.controlD)
        #expect(await shell.exitCode() == 0)
    }

    @Test func `at twenty columns everything still works`() async throws {
        let (_, screen) = try await session([:], columns: 20, ["actions profile", "print 'done'"])
        #expect(screen.contains("done"))
        #expect(screen.split(separator: "\n").allSatisfy { $0.count <= 20 })
    }
}
