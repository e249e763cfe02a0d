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
}
