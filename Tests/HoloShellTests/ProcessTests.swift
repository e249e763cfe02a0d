import Foundation
import Testing

/// The program as a script's author, a pipe and cron see it.
@Suite struct ProcessTests {
    @Test func `a script runs from a file, from -c, from - and from what is piped in`() async throws {
        let holo = try HoloProgram()
        let text = "let name = 'Ada'\nprint \"hello $name\"\n{a: 1, b: 'x'}\n"
        let expected = "hello Ada\na  1\nb  x\n"
        let file = try holo.write(text, to: "hello.holo")
        for words in [[file], ["-c", text], ["-"], ["--local"]] {
            let ended = try await holo.run(words, input: text)
            #expect(ended.output == expected, "\(words)")
            #expect(ended.status == 0)
            #expect(ended.errors == "")
        }
    }

    @Test func `a file with a first line for env is a program`() async throws {
        let holo = try HoloProgram()
        let file = try holo.write("#!/usr/bin/env holo\nprint $args\n", to: "tool")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file)
        try FileManager.default.createDirectory(atPath: holo.home + "/bin", withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: holo.home + "/bin/holo", withDestinationPath: HoloProgram.path)
        var ended: HoloProgram.Ended
        repeat {
            ended = try await holo.run(
                [file, "--name", "x"], program: "/usr/bin/env",
                with: ["PATH": holo.home + "/bin:/usr/bin:/bin"])
            // A process that another test forks meanwhile has the file open for a moment.
        } while ended.errors.contains("busy")
        #expect(ended.output == "[\n  \"--name\",\n  \"x\"\n]\n")
        #expect(ended.status == 0)
    }

    @Test func `the quickstart runs on the local Holocron`() async throws {
        let holo = try HoloProgram()
        let root = URL(filePath: #filePath).pathComponents.dropLast(3).joined(separator: "/").dropFirst()
        let ended = try await holo("--local", "\(root)/scripts/examples/quickstart.holo")
        #expect(ended.output.hasPrefix("job "))
        #expect(
            ended.output.split(separator: "\n").dropFirst().joined(separator: "\n") == """
                name         Jane Doe
                headline     Software Engineer at Acme Corp
                location     San Francisco, CA
                connections  500
                Jane Doe lives in San Francisco, CA
                title                                       price
                ────────────────────────────────────────  ───────
                Tidal Ultra-Light Headphones, Silver       271.99
                Fern 4K Headphones, White                  297.99
                Lumen Wireless Keyboard, Sand             1186.99
                Tidal Ultra-Light Keyboard, Forest Green    87.99
                well connected
                """)
        #expect(ended.errors.hasPrefix("holo: quickstart.holo ok · 3 jobs · 4 cr · "))
        #expect(ended.status == 0)
    }

    @Test func `a job survives the process that submitted it`() async throws {
        let holo = try HoloProgram()
        let url = "https://www.linkedin.com/in/slow-1"
        let first = try await holo("--local", "--json", "submit", "li_profile_scrape", "profile_url=\(url)")
        #expect(first.status == 0)
        let id = try #require(first.output.split(separator: "\"").first { $0.count == 36 }.map(String.init))
        let second = try await holo("--local", "await", id)
        #expect(second.status == 0, "\(second.errors)")
        #expect(second.output.contains("connections"))
        let third = try await holo("--local", "result", String(id.prefix(8)), "--json")
        #expect(third.output.contains("\"connections\""))
    }

    @Test(arguments: [
        ["print 1", "\"1\"\n"],
        ["{a: [1, 2.50], b: null}", "{\n  \"a\": [\n    1,\n    2.50\n  ],\n  \"b\": null\n}\n"],
        ["print 'x'", "\"x\"\n"], ["vars", "[]\n"], ["jobs", "[]\n"],
        ["use local", "{\n  \"profile\": \"local\"\n}\n"],
        ["logout", "{\n  \"removed\": false\n}\n"], ["5 | save a.json", "{\n  \"saved\": \"a.json\"\n}\n"],
        ["history", "[]\n"],
    ]) func `every command can answer in JSON`(pair: [String]) async throws {
        let holo = try HoloProgram()
        let ended = try await holo("--local", "--json", "-c", pair[0])
        #expect(ended.output == pair[1])
        #expect(ended.status == 0)
    }

    @Test func `an error is JSON too`() async throws {
        let holo = try HoloProgram()
        let ended = try await holo("--json", "-c", "prnt 1")
        #expect(ended.output == "")
        #expect(
            ended.errors == #"{"errors":[{"code":"CHECK","message":"unknown command prnt","#
                + #""next":"did you mean print?","source":"-c","line":1,"column":1}]}"# + "\n")
        #expect(ended.status == 2)
    }

    @Test func `options stand before or after the verb, and after a file they are the script's`() async throws
    {
        let holo = try HoloProgram()
        #expect(try await holo("--local", "jobs", "--json").output == "[]\n")
        #expect(try await holo("jobs", "--local", "--json").output == "[]\n")
        let file = try holo.write("print $args", to: "a.holo")
        #expect(try await holo(file, "--local", "x").output == "[\n  \"--local\",\n  \"x\"\n]\n")
    }

    @Test(arguments: [
        (["--bogus"], "error: unknown option --bogus\n  holo --help\n"),
        (["--lcal"], "error: unknown option --lcal\n  did you mean --local?\n"),
        (["--profile"], "error: --profile needs a value\n  holo --profile NAME\n"),
        (["--local=yes"], "error: --local takes no value\n  holo --help\n"),
        (["-c"], "error: -c needs commands\n  holo -c 'print 1'\n"),
        (
            ["--profile", "nope", "-c", "print 1"],
            "error: there is no profile nope\n  the profiles are local, default\n  holo --local\n"
        ),
    ]) func `a wrong process line says what to type`(words: [String], message: String) async throws {
        let ended = try await HoloProgram().run(words)
        #expect(ended.errors == message)
        #expect(ended.status == 2)
    }

    @Test func `help and version need nothing`() async throws {
        let holo = try HoloProgram()
        #expect(try await holo("--version").output.hasPrefix("holo 0."))
        #expect(try await holo("--help").output.contains("--api-url URL"))
        #expect(try await holo("jobs", "--help").output.hasPrefix("Lists the jobs"))
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: holo.home).allSatisfy { $0.hasPrefix(".") })
    }

    @Test(arguments: [["exit 12", "12"], ["exit", "0"], ["print 1; exit 3; print 2", "3"]])
    func `exit gives the process its code`(pair: [String]) async throws {
        #expect(try await HoloProgram()("-c", pair[0]).status == Int32(pair[1]))
    }
}
