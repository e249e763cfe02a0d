import Foundation
import FoundationXML
import TerminalScreen
import Testing

/// `holo test` as a person and continuous integration see it.
@Suite struct TestCommandTests {
    static let submit = "run li_profile_scrape profile_url=https://www.linkedin.com/in/person-1"

    @Test func `a transcript is typed on a Holocron of its own, and each file has a fresh one`() async throws
    {
        let holo = try HoloProgram()
        for name in ["a", "b", "c"] {
            _ = try holo.write(
                """
                what is left after one job
                › let p = \(Self.submit)
                ✓ [..] completed in [..] · 2 cr
                › jobs | count
                1
                › status | get credits
                498
                › for x in 1..2 {
                …   $x * 10
                … }
                [10,20]

                """, to: "\(name).holot")
        }
        let ended = try await holo("test", ".", "--jobs", "3")
        #expect(
            ended.errors == """
                ✓ ./a.holot: 4 inputs
                ✓ ./b.holot: 4 inputs
                ✓ ./c.holot: 4 inputs
                12 tests in 3 files, 0 failed

                """)
        #expect(ended.status == 0)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: holo.home).allSatisfy {
                !$0.contains("sqlite")
            })
    }

    @Test func `a failure shows the line, the values and the requests`() async throws {
        let holo = try HoloProgram()
        _ = try holo.write(
            """
            let p = \(Self.submit)
            test "cheap" {
              let q = run li_profile_scrape profile_url=https://www.linkedin.com/in/person-2
              print "so far"
              assert spent() <= 1cr
            }
            test "free" { assert spent() == 0cr and requests() == 0 }
            let n = 7
            test "many" { assert $p.connections + $n < 0 }

            """, to: "a.holo")
        let ended = try await holo("test", "a.holo")
        let jobs = #/jobs/[0-9a-f-]{36}/#
        #expect(
            ended.errors.replacing(jobs, with: "jobs/ID").replacing(#/✓ [0-9a-f]{8} .*/#, with: "✓ ID") == """
                ✗ cheap
                error: this does not hold: spent() <= 1cr
                  a.holo:5:10
                  5 │   assert spent() <= 1cr
                    │          ^^^^^^^^^^^^^^
                  left is 2cr, right is 1cr
                  requests:
                    POST /v1/holocron/task 202 · li_profile_scrape profile_url=https://www.linkedin.com/in/person-2
                    GET /v1/holocron/jobs/ID 200
                  it showed:
                    ✓ ID
                    so far
                ✓ free
                ✗ many
                error: this does not hold: $p.connections + $n < 0
                  a.holo:9:22
                  9 │ test "many" { assert $p.connections + $n < 0 }
                    │                      ^^^^^^^^^^^^^^^^^^^^^^^
                  left is \(try await Self.connections(holo) + 7), right is 0
                  $p.connections is \(try await Self.connections(holo))
                  $n is 7
                3 tests, 2 failed

                """)
        #expect(ended.status == 3)
        #expect(ended.output == "")
    }

    private static func connections(_ holo: HoloProgram) async throws -> Int {
        let answer = try await holo(
            "--local", "-c", "(\(submit)).connections", with: ["HOLO_HOME": holo.home + "/x"])
        return try #require(Int(answer.output.trimmingCharacters(in: .newlines)))
    }

    @Test func `requests are counted by method and path`() async throws {
        let holo = try HoloProgram()
        _ = try holo.write(
            """
            test "counts" {
              let p = \(Self.submit)
              assert requests('POST') == 1
              assert requests('get', '/jobs/') >= 1
              assert requests('GET', '/nowhere') == 0
              assert requests() >= 2
            }

            """, to: "a.holo")
        let ended = try await holo("test", "a.holo")
        #expect(ended.errors == "✓ counts\n1 test, 0 failed\n")
    }

    @Test func `a transcript that fails shows what came, and is updated in place`() async throws {
        let holo = try HoloProgram()
        let text =
            "› 1 + 1\n3\n› \(Self.submit) | get name\nold line\n✓ [..] completed in [..] · 2 cr\n› now()\n"
        let file = try holo.write(text, to: "a.holot")
        let failed = try await holo("test", "a.holot")
        #expect(failed.errors.hasPrefix("✗ a.holot:1: › 1 + 1\n    - 3\n    + 2\n✗ a.holot:3: "))
        #expect(failed.errors.contains("  requests:\n    GET /v1/holocron/search?q=li_profile_scrape 200\n"))
        #expect(failed.errors.hasSuffix("3 tests, 3 failed\n"))
        #expect(failed.status == 3)
        #expect(try String(contentsOfFile: file, encoding: .utf8) == text)
        let updated = try await holo("test", "a.holot", "--update")
        #expect(
            updated.errors == "✓ a.holot: 3 inputs\nupdated a.holot: 3 inputs\n3 tests, 0 failed, 3 updated\n"
        )
        #expect(updated.status == 0)
        let new = try String(contentsOfFile: file, encoding: .utf8)
        #expect(new.hasPrefix("› 1 + 1\n2\n› run"))
        #expect(new.contains("\n✓ [..] completed in [..] · 2 cr\n") && !new.contains("old line"))
        #expect(new.hasSuffix("› now()\n[..]\n"))
    }

    @Test func `an update does not write down what the next run shows otherwise`() async throws {
        let holo = try HoloProgram()
        let file = try holo.write(
            """
            › submit hn_search query=x
            › await $last | count
            › jobs | select id, submitted
            › date()
            › $last.id
            › print "five in 5 pages, 2 ms"
            › run hn_search query=y | count

            """, to: "a.holot")
        #expect(try await holo("test", "a.holot", "--update").status == 0)
        let text = try String(contentsOfFile: file, encoding: .utf8)
        #expect(text.hasPrefix("› submit hn_search query=x\njob [..] · hn_search · "), "\(text)")
        #expect(text.contains("✓ [..] completed in [..] · 1 cr\n"), "\(text)")
        #expect(text.contains("› date()\n[..]\n› $last.id\n[..]\n"))
        #expect(text.contains("\nfive in 5 pages, 2 ms\n"))
        for _ in 0..<3 {
            let again = try await holo("test", "a.holot")
            #expect(again.status == 0, "\(again.errors)\(text)")
        }
        #expect(try String(contentsOfFile: file, encoding: .utf8) == text)
    }

    @Test func `values are told whatever stands in the condition`() async throws {
        let holo = try HoloProgram()
        _ = try holo.write(
            """
            fn area(a, b) { $a * $b }
            let x = 2.25
            test "call" { assert area(2, 3) == 7 }
            test "pipe" { assert ($x | round 1) == 4 }
            test "not" { assert not ($x == 2.25) }
            test "and" { assert $x > 1 and $x > 2 and area(1, 1) > 2 }
            test "list" { assert [1, 2, {a: 'x', b: 'a rather long text that goes on for a while'}] == [1, 3, {a: 'x', b: 'a rather long text that goes on and on and on', c: 1}, 4] }
            test "once" {
              let before = requests()
              try { assert (run hn_search query=x).stories == [] }
              assert requests('POST') == 1
            }

            """, to: "a.holo")
        let ended = try await holo("test", "a.holo")
        for line in [
            "left is 6, right is 7", "left is 2.3, right is 4", "left is 2.25, right is 2.25",
            "left is 1, right is 2",
            "    [1]: left 2, right 3",
            "    [2].b: from character 33 on: left …t that goes on for a while, right …t that goes on and on and on",
            "    [2].c: only right has it, 1", "    [3]: only right has it, 4",
        ] { #expect(ended.errors.contains(line + "\n"), "\(line)\n\(ended.errors)") }
        #expect(ended.errors.hasSuffix("✓ once\n6 tests, 5 failed\n"))
    }

    @Test func `exit in a test fails it, and what is not run is counted`() async throws {
        let holo = try HoloProgram()
        _ = try holo.write("test 'x' { exit 5 }\ntest 'y' { assert true }\n", to: "a.holo")
        _ = try holo.write("test 'p' { assert true }\nfail 'boo'\ntest 'q' { assert true }\n", to: "b.holo")
        let ended = try await holo("test", "a.holo", "b.holo", "--junit", "report.xml")
        #expect(
            ended.errors == """
                ✗ a.holo: x
                error: exit 5 ended the test
                  a.holo:1:12
                  1 │ test 'x' { exit 5 }
                    │            ^^^^^^
                ✓ a.holo: y
                ✓ b.holo: p
                ✗ b.holo
                error: boo
                  b.holo:2:1
                  2 │ fail 'boo'
                    │ ^^^^^^^^^^
                  not run: q
                5 tests in 2 files, 2 failed, 1 not run

                """)
        #expect(ended.status == 3)
        let xml = try String(contentsOfFile: holo.home + "/report.xml", encoding: .utf8)
        #expect(xml.contains("tests=\"5\" failures=\"2\" errors=\"0\" skipped=\"1\""))
        #expect(xml.contains("<skipped message=\"the script ended before it\"/>"))
        let tap = try await holo("test", "a.holo", "b.holo", "--tap")
        #expect(tap.output.contains("ok 5 - b.holo: q # SKIP the script ended before it\n1..5\n"))
    }

    @Test func `a filter that nothing has is a mistake`() async throws {
        let holo = try HoloProgram()
        _ = try holo.write("test 'prices hold' { assert true }\n", to: "a.holo")
        let near = try await holo("test", "a.holo", "--filter", "pricse")
        #expect(near.status == 2)
        #expect(near.errors.contains("error: no test has pricse in its name or file\n"))
        #expect(near.errors.hasSuffix("  did you mean --filter prices?\n"), "\(near.errors)")
        let far = try await holo("test", "a.holo", "--filter", "zzzzzz")
        #expect(far.status == 2 && far.errors.hasSuffix("  the tests are 'prices hold'\n"), "\(far.errors)")
        _ = try holo.write("only a comment\n", to: "b.holot")
        let nothing = try await holo("test", "b.holot")
        #expect(
            nothing.status == 2 && nothing.errors.contains("error: there is nothing to test in b.holot\n"))
    }

    @Test func `a file that hangs fails with its line, and the others are told`() async throws {
        let holo = try HoloProgram()
        _ = try holo.write("let n = 1\nwhile true {\n}\n", to: "a.holo")
        _ = try holo.write("test 'w' {\n  wait 1h\n}\ntest 'z' { assert true }\n", to: "b.holo")
        _ = try holo.write("› 1\n1\n› wait 1h\n› 2\n2\n", to: "c.holot")
        _ = try holo.write("test 'fine' { assert true }\n", to: "d.holo")
        let ended = try await holo("test", ".", "--timeout", "1s", "--junit", "report.xml")
        #expect(ended.status == 3)
        for lines in [
            "✗ ./a.holo\nerror: it was still running after 1s, so it was ended\n  ./a.holo:2:7\n",
            "✗ ./b.holo: w\nerror: it was still running after 1s, so it was ended\n  ./b.holo:2:3\n",
            "  --timeout 2s gives each file more time\n", "  not run: z\n", "✗ ./c.holot:3\n",
            "✓ ./d.holo: fine\n7 tests in 4 files, 3 failed, 2 not run\n",
        ] { #expect(ended.errors.contains(lines), "\(lines)\(ended.errors)") }
        let xml = try String(contentsOfFile: holo.home + "/report.xml", encoding: .utf8)
        #expect(
            xml.contains(
                "<testsuite name=\"./a.holo\" tests=\"1\" failures=\"1\" errors=\"0\" skipped=\"0\" time=\"1."
            ))
    }

    @Test func `the example of the help is true`() async throws {
        let holo = try HoloProgram()
        let help = try await holo("help", "transcripts").output.split(
            separator: "\n", omittingEmptySubsequences: false)
        let example = help.filter { $0.hasPrefix("  ") }.map { $0.dropFirst(2) }
        #expect(example.contains { $0.hasPrefix("› ") })
        _ = try holo.write(example.joined(separator: "\n") + "\n", to: "a.holot")
        let ended = try await holo("test", "a.holot")
        #expect(ended.errors == "✓ a.holot: 3 inputs\n3 tests, 0 failed\n")
    }

    @Test func `names are filtered, and state is kept all the same`() async throws {
        let holo = try HoloProgram()
        _ = try holo.write("› let n = 2\n› $n * 3\n6\n› $n\nwrong\n", to: "a.holot")
        _ = try holo.write("test 'times' { assert true }\ntest 'other' { assert false }\n", to: "b.holo")
        let ended = try await holo("test", "a.holot", "b.holo", "--filter", "* 3")
        #expect(ended.errors == "✓ a.holot: 1 input\n1 test in 2 files, 0 failed\n")
        #expect(try await holo("test", "a.holot", "b.holo", "--filter", "times").status == 0)
        #expect(try await holo("test", "a.holot", "b.holo", "--filter", "b.holo").status == 3)
    }

    @Test func `a script without tests passes when it gets to its end`() async throws {
        let holo = try HoloProgram()
        _ = try holo.write("print 'fine'\n", to: "a.holo")
        _ = try holo.write("fail 'not so'\n", to: "b.holo")
        _ = try holo.write("prnt 1\n", to: "c.holo")
        #expect(try await holo("test", "a.holo").errors == "✓ a.holo\n1 test, 0 failed\n")
        let failed = try await holo("test", "a.holo", "b.holo")
        #expect(failed.status == 3 && failed.errors.contains("✗ b.holo\nerror: not so\n"))
        let broken = try await holo("test", "a.holo", "b.holo", "c.holo")
        #expect(broken.status == 2 && broken.errors.contains("error: unknown command prnt\n"))
        #expect(broken.errors.hasSuffix("3 tests in 3 files, 2 failed\n"))
    }

    @Test func `what is to be tested has to be there`() async throws {
        let holo = try HoloProgram()
        for (words, message) in [
            (["test"], "error: which tests?\n"),
            (["test", "a.holo"], "error: there is no file a.holo\n"),
            (["test", "."], "error: there are no scripts and no transcripts in .\n"),
        ] {
            let ended = try await holo.run(words)
            #expect(ended.status == 2 && ended.errors.hasPrefix(message), "\(ended.errors)")
        }
    }

    @Test func `tests that would spend real credits have to be told how many`() async throws {
        let holo = try HoloProgram()
        _ = try holo.write("\(Self.submit)\n", to: "a.holo")
        let key = ["ANAKIN_API_KEY": "ak-canary-of-tests"]
        let refused = try await holo.run(["test", "a.holo", "--api-url", "https://api.invalid"], with: key)
        #expect(refused.status == 2)
        #expect(
            refused.errors.hasPrefix("error: these tests would spend real credits at https://api.invalid\n"))
        #expect(
            refused.errors.hasSuffix(
                "\n  holo --api-url https://api.invalid --budget 20cr test a.holo\n  holo --local test a.holo\n"
            ))
        // Unless told otherwise, the key of the environment is not even looked at.
        #expect(try await holo.run(["test", "a.holo"], with: key).status == 0)
        let server = try CannedServer { _ in "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n" }
        let told = try await holo.run(["test", "a.holo", "--api-url", server.url], with: key)
        #expect(told.status == 3 && !server.requests.isEmpty)
    }

    @Test func `a budget is that of all files together`() async throws {
        let holo = try HoloProgram()
        for name in ["a", "b", "c"] { _ = try holo.write("\(Self.submit)\n", to: "\(name).holo") }
        let ended = try await holo("test", ".", "--budget", "4cr")
        #expect(ended.status == 3)
        #expect(
            ended.errors.contains("would go over the budget of the tests: 4 of 4 credits are spent or held"))
        #expect(ended.errors.hasSuffix("3 tests in 3 files, 1 failed\n"), "\(ended.errors)")
    }

    @Test func `JUnit is XML that says the same`() async throws {
        let holo = try HoloProgram()
        _ = try holo.write(
            "test 'a <b> & \"c\"' { assert true }\ntest 'd' { assert \"\\u{1b}]\" == '<' }\n", to: "a.holo")
        _ = try holo.write("› 1\n2\n", to: "b.holot")
        let ended = try await holo("test", "a.holo", "b.holot", "--junit", "report.xml")
        #expect(ended.status == 3)
        let reader = try JUnitReader(Data(contentsOf: URL(filePath: holo.home + "/report.xml")))
        #expect(reader.cases.map(\.name) == ["a <b> & \"c\"", "d", "› 1"])
        #expect(reader.cases.map(\.isFailed) == [false, true, true])
        #expect(reader.counts == ["tests": "3", "failures": "2", "errors": "0"])
    }

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/prove")))
    func `TAP is read by a TAP reader`() async throws {
        let holo = try HoloProgram()
        _ = try holo.write("test 'a # b' { assert true }\ntest 'c' { assert 1 == 2 }\n", to: "a.holo")
        _ = try holo.write("› 1\n1\n", to: "b.holot")
        let ended = try await holo("test", "a.holo", "b.holot", "--tap", "--quiet")
        #expect(
            ended.output.hasPrefix("TAP version 13\nok 1 - a.holo: a \\# b\nnot ok 2 - a.holo: c\n  ---\n"))
        #expect(ended.output.hasSuffix("ok 3 - b.holot: › 1\n1..3\n"))
        #expect(ended.errors == "")
        let file = try holo.write(ended.output, to: "out.tap")
        let proved = try await holo.run(["-e", "cat", file], program: "/usr/bin/prove")
        #expect(proved.output.contains("Failed test:  2"), "\(proved.output)\(proved.errors)")
        #expect(proved.output.contains("Tests=3"), "\(proved.output)")
    }

    /// TAP::Parser looks for the end of an empty block for ever.
    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/prove")))
    func `TAP of a test that has nothing to tell is read to its end`() async throws {
        let holo = try HoloProgram()
        _ = try holo.write("test 'x' { exit 5 }\nexit 7\ntest 'y' { assert true }\n", to: "a.holo")
        let ended = try await holo("test", "a.holo", "--tap", "--quiet")
        #expect(!ended.output.contains("details: |\n  ..."))
        let file = try holo.write(ended.output, to: "out.tap")
        let proved = try await holo.run(
            ["20", "/usr/bin/prove", "-e", "cat", file], program: "/usr/bin/timeout")
        #expect(proved.output.contains("Failed tests:  1-2"), "\(proved.output)\(proved.errors)")
        #expect(proved.output.contains("Tests=3"), "\(proved.output)")
    }

    @Test func `Ctrl-C ends it, and nothing is left behind`() async throws {
        let holo = try HoloProgram()
        for name in ["a", "b"] { _ = try holo.write("while true {}\n", to: "\(name).holo") }
        let script = try holo.write(
            "\(HoloProgram.path) test a.holo b.holo & sleep 1; kill -INT $!; wait $!\n", to: "run.sh")
        let ended = try await holo.run(["-m", script], program: "/bin/bash")
        #expect(ended.status == 130, "\(ended.errors)")
    }

    @Test func `at a terminal a file is told of as it ends, in the place of the progress line`() async throws
    {
        let holo = try HoloProgram()
        _ = try holo.write("wait 4s\n", to: "a.holo")
        _ = try holo.write("wait 1s\ntest 'fresh' { assert true }\n", to: "b.holo")
        let shell = try PtyShell(["test", ".", "--jobs", "2"], holo: holo, columns: 80)
        await shell.expect("progress") { screen in screen.text.contains("0 of 2 files") }
        await shell.expect("told") { screen in
            let lines = screen.text.split(separator: "\n").map {
                String($0).trimmingCharacters(in: .whitespaces)
            }
            return lines.first == "✓ ./b.holo: fresh" && lines.contains { $0.contains("1 of 2 files") }
        }
        await shell.expect("2 tests in 2 files, 0 failed")
        #expect(!shell.screen.text.contains(" of 2 files"))
        #expect(await shell.exitCode() == 0)
    }

    @Test func `Ctrl-C names what ran, and what was not begun`() async throws {
        let holo = try HoloProgram()
        _ = try holo.write("test 'fine' { assert true }\n", to: "a.holo")
        for name in ["b", "c"] { _ = try holo.write("let n = 1\nwhile true {}\n", to: "\(name).holo") }
        let script = try holo.write(
            "\(HoloProgram.path) test . --jobs 1 --junit out.xml & sleep 2; kill -INT $!; wait $!\n",
            to: "run.sh")
        let ended = try await holo.run(["-m", script], program: "/bin/bash")
        #expect(ended.status == 130)
        #expect(
            ended.errors.hasSuffix(
                """
                ✓ ./a.holo: fine
                ✗ ./b.holo
                error: it was interrupted
                  ./b.holo:2:7
                  2 │ while true {}
                    │       ^^^^
                3 tests in 3 files, 0 failed, 1 interrupted, 1 not run
                stopped

                """), "\(ended.errors)")
        let reader = try JUnitReader(Data(contentsOf: URL(filePath: holo.home + "/out.xml")))
        #expect(reader.cases.map(\.name) == ["fine", "the whole file", "the whole file"])
    }
}

private final class JUnitReader: NSObject, XMLParserDelegate {
    var cases: [(name: String, isFailed: Bool)] = []
    var counts: [String: String] = [:]

    init(_ data: Data) throws {
        super.init()
        let parser = XMLParser(data: data)
        parser.delegate = self
        guard parser.parse() else { throw TestError("not XML: \(parser.lineNumber)") }
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String] = [:]
    ) {
        switch name {
        case "testsuites": counts = attributes.filter { ["tests", "failures", "errors"].contains($0.key) }
        case "testcase": cases.append((attributes["name"] ?? "", false))
        case "failure": cases[cases.count - 1].isFailed = true
        default: break
        }
    }
}
