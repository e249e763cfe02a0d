import Foundation
import Glibc
import HoloLang
import TerminalScreen
import Testing

@testable import HoloRuntime
@testable import HoloShell

/// Demos: on a terminal, in a cast, and as plain lines.
@Suite(.serialized) struct DemoTests {
    static let script = """
        #@ say First a value.
        let n = 20 + 1
        #@ hide
        let unseen = 'never shown'
        print $unseen
        #@ show
        if $n > 20 {
            print "more than $n"
        }
        run am_search_products query=desk limit=1 | get returned
        test 'costs a credit' { assert $n == 21 }

        """

    static let shown = """
        # First a value.
        local 500cr › let n = 20 + 1
        local 500cr › if $n > 20 {
        …     print "more than $n"
        … }
        more than 21
        local 500cr › run am_search_products query=desk limit=1 | get returned
        """

    @Test func `without a terminal it is plain lines, and costs nobody anything`() async throws {
        let holo = try HoloProgram()
        let file = try holo.write(Self.script, to: "a.holo")
        let ended = try await holo("demo", file)
        #expect(ended.status == 0)
        #expect(ended.output == Self.shown + "\n1\n")
        #expect(ended.errors.contains("completed in"))
        #expect(try await holo("--local", "test", file).status == 0)
        #expect(try FileManager.default.contentsOfDirectory(atPath: holo.home).sorted().contains("a.holo"))
    }

    @Test(arguments: [80, 40]) func `the cast shows what the terminal showed`(columns: Int) async throws {
        let holo = try HoloProgram()
        let file = try holo.write(Self.script, to: "a.holo")
        let shell = try PtyShell(
            ["demo", file, "--speed", "40", "--cast", holo.home + "/a.cast"], holo: holo, columns: columns)
        await shell.expect("saved ")
        #expect(await shell.exitCode() == 0)
        let cast = try CastFile(String(contentsOfFile: holo.home + "/a.cast", encoding: .utf8))
        #expect(cast.version == 3)
        #expect(cast.columns == columns)
        #expect(cast.title == "a.holo")
        #expect(cast.marks == ["First a value."])
        #expect(cast.exit == "0")
        let before = shell.screen.text.components(separatedBy: "\nsaved ")[0]
        #expect(cast.screen.lines.joined(separator: "\n") == before)
        #expect(!cast.output.contains("never shown"))
        if columns == 80 { #expect(before.hasPrefix(Self.shown)) }
        #expect(before.hasSuffix("\nlocal 499cr ›"))
        #expect(shell.modes.c_lflag & tcflag_t(ECHO | ICANON) == tcflag_t(ECHO | ICANON))
    }

    @Test func `a cast needs no terminal and no time, and is the same each time but for the jobs`()
        async throws
    {
        let holo = try HoloProgram()
        let file = try holo.write("print 'a' # one\n#@ pause 20s\n#@ key\nprint 'b'\n", to: "a.holo")
        var casts: [CastFile] = []
        for name in ["1.cast", "2.cast"] {
            let began = ContinuousClock.now
            let ended = try await holo("demo", file, "--cast", name, "--cols", "50", "--rows", "12")
            #expect(ended.status == 0)
            #expect(ended.output == "")
            #expect(began.duration(to: .now) < .seconds(15))
            casts.append(try CastFile(String(contentsOfFile: "\(holo.home)/\(name)", encoding: .utf8)))
        }
        #expect(casts[0].events.map(\.data) == casts[1].events.map(\.data))
        #expect((casts[0].columns, casts[0].rows) == (50, 12))
        // The pause, the second that stands for the key, and the typing.
        #expect((22.0..<30).contains(casts[0].length))
        let keys = casts[0].events.filter { $0.code == "o" }.prefix { !$0.data.contains("\n") }
        // The prompt, then key by key.
        #expect(keys.count == 1 + "print 'a'".count)
        let gaps = zip(keys, keys.dropFirst()).map { $1.time - $0.time }
        #expect(Set(gaps.map { Int($0 * 1000) }).count > 5)
    }

    @Test func `the cast of version 2 has the times from the beginning`() async throws {
        let holo = try HoloProgram()
        let file = try holo.write("print 'a'\n", to: "a.holo")
        #expect(try await holo("demo", file, "--cast", "a.cast", "--cast-version", "2").status == 0)
        let cast = try CastFile(String(contentsOfFile: holo.home + "/a.cast", encoding: .utf8))
        #expect(cast.version == 2)
        #expect(cast.exit == nil)
        #expect(cast.screen.text.contains("print 'a'\na\n"))
    }

    @Test func `a key goes on, another shows the rest of the statement, and q ends it`() async throws {
        let holo = try HoloProgram()
        let file = try holo.write(
            "#@ type 900ms\nprint 'one'\n#@ key\nprint 'two'\nprint 'three'\n", to: "a.holo")
        let shell = try PtyShell(["demo", file], holo: holo)
        await shell.expect("› p")
        shell.type(" ")
        await shell.expect("print 'one'\none")
        // What is pressed before it waits is not meant for it.
        try await Task.sleep(for: .milliseconds(400))
        shell.type(" ")
        await shell.expect("one\nlocal 500cr › p")
        shell.type(" ")
        await shell.expect("print 'two'\ntwo")
        shell.type("q")
        #expect(await shell.exitCode() == 0)
        #expect(!shell.screen.text.contains("three"))
        #expect(shell.modes.c_lflag & tcflag_t(ECHO | ICANON) == tcflag_t(ECHO | ICANON))
    }

    @Test func `Ctrl-C ends it, and the terminal is as before`() async throws {
        let holo = try HoloProgram()
        let file = try holo.write("#@ type 900ms\nprint 'one'\n", to: "a.holo")
        let shell = try PtyShell(["demo", file], holo: holo)
        await shell.expect("› p")
        shell.type(Key.controlC)
        #expect(await shell.exitCode() == 130)
        #expect(shell.modes.c_lflag & tcflag_t(ECHO | ICANON) == tcflag_t(ECHO | ICANON))
    }

    @Test func `an error is shown on the stage and ends it with its own code`() async throws {
        let holo = try HoloProgram()
        let file = try holo.write("print 'one'\nassert 1 == 2\nprint 'three'\n", to: "a.holo")
        let shell = try PtyShell(["demo", file, "--speed", "max"], holo: holo)
        await shell.expect("error: this does not hold: 1 == 2")
        #expect(await shell.exitCode() == 3)
        #expect(!shell.screen.text.contains("three"))
        let ended = try await holo("demo", file, "--cast", "a.cast")
        #expect(ended.status == 3)
        #expect(ended.errors.contains("error: this does not hold: 1 == 2"))
        let cast = try CastFile(String(contentsOfFile: holo.home + "/a.cast", encoding: .utf8))
        #expect(cast.exit == "3")
        #expect(cast.screen.text.contains("error: this does not hold: 1 == 2"))
    }

    @Test(arguments: [
        ("#@ hyde", "a demo knows no direction hyde", "did you mean #@ hide?"),
        ("#@", "a demo knows no direction without a name", "#@ key, say, type, pause, hide or show"),
        ("#@ pause soon", "pause takes a duration", "#@ pause 800ms"),
        ("#@ say", "say takes what to say", "#@ say This is the first step."),
        ("#@ key enter", "key takes nothing", "#@ key"),
        (
            "if true {\n    #@ key\n}", "directions of a demo stand between statements, not inside of one",
            "move it before the statement or behind it"
        ),
    ])
    func `a wrong direction is found before anything runs`(text: String, message: String, next: String)
        async throws
    {
        let holo = try HoloProgram()
        let file = try holo.write("print 'ran'\n\(text)\n", to: "a.holo")
        let ended = try await holo("demo", file, "--cast", "a.cast")
        #expect(ended.status == 2)
        #expect(ended.errors.contains("error: \(message)\n"))
        #expect(ended.errors.contains("  \(next)\n"))
        #expect(ended.output == "")
        #expect(!FileManager.default.fileExists(atPath: holo.home + "/a.cast"))
        let parts = try? DemoScript(Source(name: "", text: "print 1\n#@ pause 3s\n")).parts
        #expect(parts == [.statement(SourceRange(0, 7)), .direction(.pause(.seconds(3)))])
    }

    static let withParams = """
        param query = "desk" # what to look for
        param most: integer # how many
        run am_search_products query=$query limit=$most | get returned
        print "$query $args"

        """

    @Test(arguments: [
        (["a.holo", "--query", "lamp", "--most", "2", "x"], "2", "lamp [\"x\"]"),
        (["--speed", "max", "a.holo", "--most=1", "--cols", "60"], "1", "desk []"),
        (["a.holo", "--most", "1", "--", "--speed", "x"], "1", "desk"),
    ])
    func `words behind the script are its own, as they are without demo`(
        words: [String], returned: String, printed: String
    ) async throws {
        let holo = try HoloProgram()
        _ = try holo.write(Self.withParams, to: "a.holo")
        let isOption = words.contains("--")
        let ended = try await holo.run(["demo"] + words)
        guard !isOption else {
            // Behind -- nothing is an option of demo.
            #expect(ended.status == 2)
            #expect(ended.errors.contains("error: a.holo has no parameter --speed\n"), "\(ended.errors)")
            return
        }
        #expect(ended.status == 0, "\(ended.errors)")
        #expect(
            ended.output.contains("limit=$most | get returned\n\(returned)\n"), "\(ended.output)")
        #expect(ended.output.hasSuffix("\n\(printed)\n"), "\(ended.output)")
    }

    @Test(arguments: [
        (["a.holo"], "error: --most is missing\n"),
        (["a.holo", "--mst", "1"], "error: a.holo has no parameter --mst\n"),
        (["--sped", "2", "a.holo"], "error: demo has no option --sped\n"),
    ])
    func `a wrong argument of a demo is told before anything is shown`(words: [String], message: String)
        async throws
    {
        let holo = try HoloProgram()
        _ = try holo.write(Self.withParams, to: "a.holo")
        let ended = try await holo.run(["demo"] + words)
        #expect(ended.status == 2 && ended.output == "")
        #expect(ended.errors.hasPrefix(message), "\(ended.errors)")
    }

    @Test func `what a live demo spends is known with its arguments`() async throws {
        var holo = try HoloProgram()
        let service = try ServeTests.Service([], holo)
        _ = try holo.write(
            "param n: integer # how often\nfor i in 1..$n { run hn_stories limit=1 | get count }\n",
            to: "a.holo")
        holo.environment["ANAKIN_API_KEY"] = service.key
        let words = ["--api-url", service.url, "demo", "a.holo", "--live"]
        let asked = try await holo.run(words + ["--n", "3"])
        #expect(asked.errors.hasPrefix("error: this demo spends 6 cr of default"), "\(asked.errors)")
        let told = try await holo.run(words + ["--n", "2", "--spend"])
        #expect(told.status == 0, "\(told.errors)")
        #expect(try await holo("--api-url", service.url, "jobs", "--json").output.contains("hn_stories"))
    }

    @Test func `wrong directions are found by check, each in its line, and fmt leaves them as they are`()
        async throws
    {
        let holo = try HoloProgram()
        let text = """
            print 1
            #@ hyde
            #@ pause soon
            if true {
                #@ key
                print 2
            }
            prnt 3

            """
        _ = try holo.write(text, to: "a.holo")
        let check = try await holo("check", "a.holo")
        #expect(check.status == 2)
        for part in [
            "error: a demo knows no direction hyde\n  a.holo:2:1\n", "  did you mean #@ hide?\n",
            "error: pause takes a duration\n  a.holo:3:1\n", "  #@ pause 800ms\n",
            "not inside of one\n  a.holo:5:5\n", "error: unknown command prnt\n  a.holo:8:1\n",
        ] { #expect(check.errors.contains(part), "\(part)\n\(check.errors)") }
        let rows = try await holo("check", "--json", "a.holo").output
        #expect(rows.contains("\"line\": 2,") && rows.contains("\"next\": \"did you mean #@ hide?\""))
        #expect(try await holo("fmt", "--check", "a.holo").status == 0)
        #expect(try await holo("fmt", "a.holo").output == text)
        // Where a statement cannot be read, nothing is said of where it ends.
        _ = try holo.write("if true {\n    #@ key\n    print (\n}\n#@ pauze 1s\n", to: "b.holo")
        let broken = try await holo("check", "b.holo").errors
        #expect(broken.contains("error: a demo knows no direction pauze\n  b.holo:5:1\n"))
        #expect(!broken.contains("not inside of one"))
        // To a run they are comments.
        _ = try holo.write("print 1\n#@ hyde\n", to: "c.holo")
        #expect(try await holo("c.holo").output == "1\n")
    }

    @Test func `neither the key nor what is personal is in a cast`() async throws {
        let holo = try HoloProgram()
        let key = "canary-key-9f8e7d6c5b4a"
        let file = try holo.write(
            """
            let key = $env.ANAKIN_API_KEY
            print "key $key" $env.HOME
            print "mail canary.person@example.com"
            let slot = {first_name: 'Canaryname', phone: '+491701234567'}
            $slot
            print "hello Canaryname, +491701234567" | save out.txt
            read out.txt --as txt

            """, to: "a.holo")
        let ended = try await holo.run(["demo", file, "--cast", "a.cast"], with: ["ANAKIN_API_KEY": key])
        #expect(ended.status == 0, "\(ended.errors)")
        let text = try String(contentsOfFile: holo.home + "/a.cast", encoding: .utf8)
        let cast = try CastFile(text)
        for canary in [
            key, Data(key.utf8).base64EncodedString(), "canary.person", "+491701234567", holo.home,
        ] {
            #expect(!text.contains(canary), "\(canary)")
            #expect(!cast.screen.text.contains(canary), "\(canary)")
        }
        #expect(cast.screen.text.contains("key redacted ~"))
    }

    @Test func `a demo that spends real credits asks first, and without a terminal is not shown`()
        async throws
    {
        let holo = try HoloProgram()
        let service = try ServeTests.Service([], holo)
        let file = try holo.write("run hn_stories limit=1 | get count\n", to: "a.holo")
        var live = holo
        live.environment["ANAKIN_API_KEY"] = service.key
        let refused = try await live("--api-url", service.url, "demo", file, "--live", "--cast", "a.cast")
        #expect(refused.status == 2)
        #expect(
            refused.errors.hasPrefix(
                "error: this demo spends 2 cr of default, and nobody is here to be asked\n"))
        #expect(refused.errors.contains("--live --spend"))
        let words = ["--api-url", service.url, "demo", file, "--live", "--speed", "max"]
        let no = try PtyShell(words, holo: live)
        await no.expect("This demo spends 2 cr of default. Go on? [y/N]")
        no.type("n" + Key.enter)
        #expect(await no.exitCode() == 0)
        #expect(try await live("--api-url", service.url, "jobs", "--json").output == "[]\n")
        let yes = try PtyShell(words, holo: live)
        await yes.expect("Go on? [y/N]")
        yes.type("y" + Key.enter)
        await yes.expect("completed in")
        #expect(await yes.exitCode() == 0)
        #expect(try await live("--api-url", service.url, "jobs").output.contains("hn_stories"))
        let told = try await live("--api-url", service.url, "demo", file, "--live", "--spend")
        #expect(told.status == 0, "\(told.errors)")
        #expect(told.output.hasSuffix("\n1\n"))
    }
}
