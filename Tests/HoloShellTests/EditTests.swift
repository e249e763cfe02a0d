import Foundation
import Glibc
import HolocronService
import TerminalScreen
import Testing

/// `edit` at a terminal, with editors that are scripts.
@Suite(.serialized) struct EditTests {
    /// A shell whose editor runs a few lines of sh on the file `$f`; what the editor saw is in `seen`.
    static func shell(_ editor: String) throws -> (shell: PtyShell, holo: HoloProgram) {
        var holo = try HoloProgram()
        let text = """
            #!/bin/sh
            f="$2"
            { stat -c '%a %n' "$f" "$(dirname "$f")"; cat "$f"; echo "key:$ANAKIN_API_KEY"; } >>"$HOME/seen"
            \(editor)

            """
        let file = try holo.write(text, to: "an editor.sh")
        holo.environment["EDITOR"] = "/bin/sh '\(file)' --wait"
        return (try PtyShell(["--local"], holo: holo, columns: 140, rows: 40), holo)
    }

    static func seen(_ holo: HoloProgram) -> String {
        (try? String(contentsOfFile: holo.home + "/seen", encoding: .utf8)) ?? ""
    }

    @Test func `the last statement comes back changed, is priced, and runs when that is agreed to`()
        async throws
    {
        let (shell, holo) = try Self.shell("sed -i 's/limit=2/limit=1/' \"$f\"")
        await shell.expect(last: "local 500cr ›")
        shell.type("run hn_stories limit=2 | get count" + Key.enter)
        await shell.expect(last: "local 498cr ›")
        shell.type("edit" + Key.enter)
        await shell.expect("It costs 2 cr. Run it? [y/N]")
        shell.type("y" + Key.enter)
        await shell.expect(last: "local 496cr ›")
        #expect(shell.screen.text.contains("local 498cr › run hn_stories limit=1 | get count\n✓ "))
        let seen = Self.seen(holo)
        let file = try #require(seen.split(separator: "\n").first)
        #expect(file.hasPrefix("600 ") && file.hasSuffix(".holo"))
        #expect(seen.split(separator: "\n")[1].hasPrefix("700 "))
        #expect(seen.contains("\nrun hn_stories limit=2 | get count\nkey:\n"))
        #expect(!FileManager.default.fileExists(atPath: String(file.dropFirst(4))))
        // The history has what ran.
        shell.type(Key.up)
        await shell.expect(last: "local 496cr › run hn_stories limit=1 | get count")
        shell.type(Key.controlC + Key.controlD)
        #expect(await shell.exitCode() == 0)
    }

    @Test func `no to the price runs nothing, and edit goes on with it`() async throws {
        let (shell, holo) = try Self.shell("sed -i 's/limit=2/limit=1/; s/limit=1/limit=1 /' \"$f\"")
        await shell.expect(last: "local 500cr ›")
        shell.type("run hn_stories limit=2 | get count" + Key.enter)
        await shell.expect(last: "local 498cr ›")
        shell.type("edit" + Key.enter)
        await shell.expect("Run it? [y/N]")
        shell.type("n" + Key.enter)
        await shell.expect("nothing is run; edit opens it again")
        await shell.expect(last: "local 498cr ›")
        shell.type("edit" + Key.enter)
        await shell.expect(
            "Run it? [y/N] n\nnothing is run; edit opens it again\nlocal 498cr › edit\nIt costs")
        #expect(Self.seen(holo).contains("\nrun hn_stories limit=1  | get count\n"))
        shell.type("n" + Key.enter)
        await shell.expect(last: "local 498cr ›")
    }

    @Test(arguments: [
        ("true", "nothing was changed, so nothing is run"),
        (": >\"$f\"", "it is empty, so nothing is run"),
        ("sed -i 's/1/2/' \"$f\"; exit 3", "ended with 3"),
        ("echo 'print (' >\"$f\"", "nothing is run; edit opens it again"),
    ])
    func `an editor that leaves, empties, fails or breaks it runs nothing`(editor: String, said: String)
        async throws
    {
        let (shell, _) = try Self.shell(editor)
        await shell.expect(last: "local 500cr ›")
        shell.type("print 'a1'" + Key.enter)
        await shell.expect("\na1\n")
        shell.type("edit" + Key.enter)
        await shell.expect(said)
        await shell.expect(last: "local 500cr ›")
        #expect(!shell.screen.text.contains("a2"))
    }

    @Test
    func `the session is edited as a whole, with its variables, and what costs nothing is not asked for`()
        async throws
    {
        let (shell, holo) = try Self.shell("printf 'let n = $n + 1\\nprint \"n is $n\"\\n' >\"$f\"")
        await shell.expect(last: "local 500cr ›")
        shell.type(
            "let n = 41" + Key.enter + "jobs" + Key.enter + "prnt 1" + Key.enter + "print $n" + Key.enter)
        await shell.expect("\n41\nlocal 500cr ›")
        shell.type("edit --session" + Key.enter)
        await shell.expect("\n… print \"n is $n\"\nn is 42\nlocal 500cr ›")
        #expect(Self.seen(holo).contains("\nlet n = 41\nprint $n\nkey:"))
    }

    @Test func `Ctrl-C in the editor is the editor's, and the terminal is as before`() async throws {
        let (shell, _) = try Self.shell(
            "trap 'echo caught; sed -i s/a1/a2/ \"$f\"; exit 0' INT; stty -echo raw isig; printf 'in the editor'; while true; do sleep 0.1; done"
        )
        await shell.expect(last: "local 500cr ›")
        shell.type("print 'a1'" + Key.enter)
        await shell.expect("\na1\n")
        shell.type("edit" + Key.enter)
        await shell.expect("in the editor")
        shell.type(Key.controlC)
        await shell.expect("\na2\nlocal 500cr ›")
        shell.type("print 'still here'" + Key.enter)
        await shell.expect("\nstill here\nlocal 500cr ›")
        shell.type(Key.controlD)
        #expect(await shell.exitCode() == 0)
    }

    /// The file that the editor has, and its process.
    static func opened(_ holo: HoloProgram) throws -> (file: String, process: pid_t) {
        let file = try #require(seen(holo).split(separator: "\n").first).dropFirst(4)
        let process = try String(contentsOfFile: holo.home + "/process", encoding: .utf8)
        return (String(file), try #require(pid_t(process.trimmingCharacters(in: .whitespacesAndNewlines))))
    }

    @Test(
        arguments: [SIGTERM, SIGHUP], ["trap 'touch \"$HOME/told\"; exit 1' TERM HUP", "trap '' TERM HUP"])
    func `a shell that is told to end ends the editor and leaves no copy behind`(number: Int32, trap: String)
        async throws
    {
        let editor =
            "\(trap); echo $$ >\"$HOME/process\"; printf 'in the editor'; while :; do sleep 0.05; done"
        let (shell, holo) = try Self.shell(editor)
        await shell.expect(last: "local 500cr ›")
        shell.type("print 'a1'" + Key.enter)
        await shell.expect("\na1\n")
        shell.type("edit" + Key.enter)
        await shell.expect("in the editor")
        let (file, process) = try Self.opened(holo)
        #expect(FileManager.default.fileExists(atPath: file))
        // What an editor keeps beside the file goes too.
        try Data("a1".utf8).write(to: URL(filePath: file + ".swp"))
        shell.signal(number)
        #expect(await shell.exitCode() == 128 + number)
        let folder = URL(filePath: file).deletingLastPathComponent().path
        #expect(!FileManager.default.fileExists(atPath: folder))
        #expect(kill(process, 0) == -1 && errno == ESRCH)
        let wasTold = FileManager.default.fileExists(atPath: holo.home + "/told")
        #expect(wasTold == trap.contains("touch"))
    }

    @Test func `Ctrl-C that ends the editor runs nothing and leaves no copy behind`() async throws {
        let (shell, holo) = try Self.shell(
            "echo $$ >\"$HOME/process\"; printf 'in the editor'; while :; do sleep 0.05; done")
        await shell.expect(last: "local 500cr ›")
        shell.type("print 'a1'" + Key.enter)
        await shell.expect("\na1\n")
        shell.type("edit" + Key.enter)
        await shell.expect("in the editor")
        let (file, process) = try Self.opened(holo)
        shell.type(Key.controlC)
        await shell.expect("ended with 130, so nothing is run")
        await shell.expect(last: "local 500cr ›")
        #expect(!FileManager.default.fileExists(atPath: URL(filePath: file).deletingLastPathComponent().path))
        #expect(kill(process, 0) == -1 && errno == ESRCH)
        shell.type("print 'still here'" + Key.enter)
        await shell.expect("\nstill here\nlocal 500cr ›")
    }

    @Test func `without a prompt there is nothing to edit`() async throws {
        let holo = try HoloProgram()
        let ended = try await holo("--local", "edit")
        #expect(ended.status == 2)
        #expect(ended.errors.hasPrefix("error: edit works at a prompt at a terminal\n"))
    }
}
