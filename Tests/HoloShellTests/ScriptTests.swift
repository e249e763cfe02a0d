import Foundation
import Testing

/// What the author of a script has: parameters, check, fmt, test, other programs, and where an error came from.
@Suite struct ScriptTests {
    private static let script = """
        param url # where to look
        param max_rows: integer = 10 # most rows
        param dry: bool = false
        param tags: list = []
        print $url $max_rows $dry $tags $args

        """

    @Test(arguments: [
        (["--url", "x"], "x 10 false [] []"),
        (["--url=x", "--max-rows", "5", "--dry", "a"], #"x 5 true [] ["a"]"#),
        (
            ["--url", "x", "--max_rows=-1", "--no-dry", "--tags", "a", "--tags=b"],
            #"x -1 false ["a","b"] []"#
        ),
        (["--url", "x", "--", "--dry"], #"x 10 false [] ["--dry"]"#),
    ]) func `parameters are taken from the process line`(words: [String], output: String) async throws {
        let holo = try HoloProgram()
        let file = try holo.write(Self.script, to: "a.holo")
        let ended = try await holo.run([file] + words)
        #expect(ended.output == output + "\n")
        #expect(ended.errors == "")
        #expect(ended.status == 0)
    }

    @Test(arguments: [
        ([], "error: --url is missing\n  holo a.holo --help\n"),
        (["--url"], "error: --url needs text\n  holo a.holo --help\n"),
        (
            ["--url", "x", "--max-row", "1"],
            "error: a.holo has no parameter --max-row\n  did you mean --max-rows?\n"
        ),
        (
            ["--url", "x", "--max-rows", "ten"],
            "error: --max-rows takes an integer, not ten\n  holo a.holo --help\n"
        ),
        (["--url", "x", "--zzz"], "error: a.holo has no parameter --zzz\n  holo a.holo --help\n"),
    ]) func `what does not fit a parameter is said before anything runs`(words: [String], message: String)
        async throws
    {
        let holo = try HoloProgram()
        _ = try holo.write("print 'ran'\n" + Self.script, to: "a.holo")
        let ended = try await holo.run(["a.holo"] + words)
        #expect(ended.errors == message)
        #expect(ended.output == "")
        #expect(ended.status == 2)
    }

    @Test func `a script tells its parameters`() async throws {
        let holo = try HoloProgram()
        _ = try holo.write(Self.script, to: "a.holo")
        let ended = try await holo("a.holo", "--help")
        #expect(
            ended.output == """
                holo a.holo --url TEXT [OPTIONS]

                  --url TEXT          where to look (required)
                  --max-rows INTEGER  most rows (default 10)
                  --dry
                  --tags LIST

                """)
        #expect(ended.status == 0)
    }

    @Test func `an error shows the functions it passed, innermost first`() async throws {
        let holo = try HoloProgram()
        _ = try holo.write(
            "fn third(xs) { $xs[3] }\nfn outer(xs) { third($xs) }\nouter([1])\n", to: "a.holo")
        let ended = try await holo("a.holo")
        #expect(
            ended.errors == """
                error: there is no item [3]: the list has 1
                  a.holo:1:20
                  1 │ fn third(xs) { $xs[3] }
                    │                    ^
                  the last one is [0] or [-1]
                  in third(), called in line 2 of a.holo
                  in outer(), called in line 3 of a.holo

                """)
        let json = try await holo("--json", "a.holo")
        #expect(
            json.errors.contains(#""calls":[{"function":"third","line":2},{"function":"outer","line":3}]"#))
    }

    @Test func `check finds all mistakes, also where the script would not go, and runs nothing`() async throws
    {
        let holo = try HoloProgram()
        _ = try holo.write("print 'ran'\nif false { print $y }\nprnt 3\n", to: "a.holo")
        _ = try holo.write("print 'ran'\n", to: "b.holo")
        let ended = try await holo("check", "a.holo", "b.holo")
        #expect(ended.output == "")
        #expect(ended.errors.contains("error: unknown variable $y\n  a.holo:2:18"))
        #expect(ended.errors.contains("error: unknown command prnt\n  a.holo:3:1"))
        #expect(ended.status == 2)
        let json = try await holo("check", "a.holo", "--json")
        #expect(json.output.contains(#""line": 3"#) && json.output.contains("did you mean print?"))
        #expect(json.status == 2)
        let right = try await holo("check", "b.holo")
        #expect(right.errors == "no mistakes in b.holo\n")
        #expect(right.status == 0)
        let none = try await holo("check")
        #expect(none.errors.contains("which script?"))
    }

    @Test func `fmt prints, checks and writes the one style`() async throws {
        let holo = try HoloProgram()
        _ = try holo.write("let   x=1\nif $x==1{print $x}\n", to: "a.holo")
        let style = "let x = 1\nif $x == 1 { print $x }\n"
        #expect(try await holo("fmt", "a.holo").output == style)
        let check = try await holo("fmt", "a.holo", "--check")
        #expect(check.errors.contains("not in the one style: a.holo"))
        #expect(check.errors.contains("holo fmt a.holo --write"))
        #expect(check.status == 2)
        #expect(try await holo("fmt", "a.holo", "--write").errors == "wrote a.holo\n")
        #expect(try String(contentsOfFile: holo.home + "/a.holo", encoding: .utf8) == style)
        #expect(try await holo("fmt", "a.holo", "--check").status == 0)
    }

    @Test func `tests run with holo test, and are left out otherwise`() async throws {
        let holo = try HoloProgram()
        _ = try holo.write(
            """
            let x = 1
            test "one" { assert $x == 1 }
            test "two" { assert $x == 2, "x should be two" }
            test "three" { assert count(([1, 2] | where it > 1)) == 1 }

            """, to: "a.holo")
        let ended = try await holo("test", "a.holo")
        #expect(
            ended.errors == """
                ✓ one
                ✗ two
                error: x should be two
                  a.holo:3:21
                  3 │ test "two" { assert $x == 2, "x should be two" }
                    │                     ^^^^^^^
                  left is 1, right is 2
                ✓ three
                3 tests, 1 failed

                """)
        #expect(ended.status == 3)
        let one = try await holo("test", "a.holo", "--filter", "one", "--json")
        #expect(one.output.contains(#""test": "one""#) && !one.output.contains("two"))
        #expect(one.status == 0)
        let plain = try await holo("a.holo")
        #expect(plain.output == "" && plain.status == 0)
    }

    @Test func `another program is fed the value and gives text, without a shell and without the API key`()
        async throws
    {
        let holo = try HoloProgram()
        let text = """
            [{a: 1}, {a: 2}] | !cat
            "b\\na\\n" | !sort
            let words = ['a  b', '$HOME', '*']
            !printf '%s|' ...$words
            !env | lines | where it =~ 'ANAKIN' | count
            !sh -c 'echo out; echo err >&2'

            """
        let ended = try await holo.run(["--local", "-c", text], with: ["ANAKIN_API_KEY": "ak-secret"])
        #expect(ended.output == "{\"a\":1}\n{\"a\":2}\na\nb\na  b|$HOME|*|\n0\nout\n")
        #expect(ended.errors == "err\n")
    }

    @Test(arguments: [
        ("!sh -c 'echo no >&2; exit 3'", "sh ended with 3: no"),
        ("!no-such-program", "there is no program no-such-program"),
        ("!ls > x", "there is no shell that understands >"),
        ("!printf '\\377'", "printf gives something that is not text in UTF-8"),
        ("!ls ...1", "... takes a list of words here"),
    ]) func `what is wrong with another program is named`(text: String, message: String) async throws {
        let holo = try HoloProgram()
        let ended = try await holo("-c", text)
        #expect(ended.errors.hasPrefix("error: \(message)\n"), "\(ended.errors)")
        #expect(ended.status == 2)
    }

    @Test func `safe scripts run no programs and write in their folder only`() async throws {
        let holo = try HoloProgram()
        let program = try await holo("--safe", "-c", "print 'ran'; !touch x")
        #expect(program.errors.hasPrefix("error: --safe lets no script run other programs\n"))
        #expect(program.output == "")
        try FileManager.default.createSymbolicLink(
            atPath: holo.home + "/link", withDestinationPath: NSTemporaryDirectory())
        for name in ["../x.json", "/tmp/holo-x.json", "link/x.json"] {
            for command in ["save \(name)", "append \(name.replacing("json", with: "ndjson"))"] {
                let ended = try await holo("--safe", "-c", "[1] | \(command)")
                #expect(ended.errors.hasPrefix("error: --safe lets no script write outside"), "\(command)")
                #expect(ended.status == 2)
            }
        }
        #expect(try await holo("--safe", "-c", "[1] | save x.json").status == 0)
    }

    @Test func `a script for a later version of the language is not run`() async throws {
        let holo = try HoloProgram()
        let ended = try await holo("-c", "holo 2\nprint 1")
        #expect(ended.errors.hasPrefix("error: this is written in version 2 of the language"))
        #expect(ended.output == "" && ended.status == 2)
        #expect(try await holo("-c", "holo 1\nprint 1").output == "1\n")
    }
}
