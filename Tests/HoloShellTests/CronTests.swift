import Foundation
import Glibc
import Testing

/// Scripts as cron runs them: no terminal, no TERM, no HOME, nothing on standard input.
@Suite struct CronTests {
    /// Runs holo through `env -i` with descriptor 0 closed. Without a locale marks are ASCII.
    static func cron(_ command: String, _ holo: HoloProgram) async throws -> HoloProgram.Ended {
        try await holo.run(
            [
                "-i", "PATH=/usr/bin:/bin", "HOLO_HOME=\(holo.home)", "/bin/sh", "-c",
                "exec \(HoloProgram.path) \(command) <&-",
            ],
            program: "/usr/bin/env")
    }

    static var line: Regex<Substring> {
        #/holo: a\.holo ok - 2 jobs - 2 cr - [0-9.]+ m?s - run [a-z0-9]{8}\n/#
    }

    @Test func `a run says one line, and its data is all there is besides`() async throws {
        let holo = try HoloProgram()
        _ = try holo.write(
            """
            let a = run am_search_products query=desk limit=1
            let b = run am_search_products query=lamp limit=1
            $a | save a.json
            print $a.returned

            """, to: "a.holo")
        let ended = try await Self.cron("--local a.holo", holo)
        #expect(ended.status == 0)
        #expect(ended.output == "1\n")
        #expect(ended.errors.wholeMatch(of: Self.line) != nil, "\(ended.errors)")
        #expect(try await Self.cron("--local --quiet a.holo", holo).errors == "")
        // Whoever runs it through a pipe by hand and wants the notes has them with -c or a terminal.
        let inText = try await Self.cron(
            "--local -c 'run am_search_products query=desk limit=1 | get returned'", holo)
        #expect(inText.errors.contains(" completed in "))
    }

    @Test func `what ended it is said, with how to go on`() async throws {
        let holo = try HoloProgram()
        _ = try holo.write(
            """
            for q in ['desk', 'lamp'] { run am_search_products query=$q limit=1 | get returned }
            warn 'careful'
            notify 'look here'
            fail 'not today'

            """, to: "a.holo")
        let ended = try await Self.cron("--local --budget 1cr a.holo", holo)
        #expect(ended.status == 8)
        let last = try #require(ended.errors.split(separator: "\n").last)
        #expect(last.hasPrefix("holo: a.holo ended with 8 - 1 job - 1 cr - "))
        let id = String(last.split(separator: " ").last ?? "")
        #expect(last.hasSuffix(" - run \(id) - holo --local resume \(id)"))
        let again = try await Self.cron("--local resume \(id)", holo)
        #expect(again.status == 3)
        let whole = try await Self.cron("--local a.holo", holo)
        let lines = whole.errors.split(separator: "\n")
        #expect(lines[0] == "warning: careful")
        #expect(lines[1] == "look here")
        #expect(lines[2] == "error: not today")
        #expect(lines.last?.hasPrefix("holo: a.holo ended with 3 - 2 jobs - 2 cr - ") == true)
    }

    @Test func `without a home it says where it would keep things, and pays for nothing`() async throws {
        let holo = try HoloProgram()
        _ = try holo.write("print 'no journal needed'\n", to: "a.holo")
        let ended = try await holo.run(
            ["-i", "/bin/sh", "-c", "exec \(HoloProgram.path) --local \(holo.home)/a.holo <&-"],
            program: "/usr/bin/env")
        #expect(ended.status == 0, "\(ended.errors)")
        #expect(ended.output == "no journal needed\n")
        #expect(ended.errors == "")
    }

    @Test func `diff tells by its exit code, where it is asked to`() async throws {
        let holo = try HoloProgram()
        _ = try holo.write("[{\"id\": 1, \"price\": 5}]", to: "old.json")
        _ = try holo.write("[{\"id\": 1, \"price\": 4}]", to: "new.json")
        let line = "read old.json | diff (read new.json) --key id --exit-code"
        let differs = try await holo("-c", line)
        #expect(differs.status == 1)
        #expect(differs.output.contains("changed    1  price    5    4"))
        let same = try await holo("-c", "read old.json | diff (read old.json) --key id --exit-code")
        #expect(same.status == 0)
        #expect(try await holo("-c", "read old.json | diff (read new.json) --key id").status == 0)
    }

    @Test func `the pages about it are there`() async throws {
        let holo = try HoloProgram()
        for (page, text) in [
            ("cron", "--summary"), ("exit-codes", "130  interrupted"), ("demos", "#@ pause 800ms"),
            ("exports", "export curl [FILE]"),
        ] { #expect(try await holo("help", page).output.contains(text), "\(page)") }
    }
}
