import Foundation
import TerminalScreen
import Testing

/// What does not fit the screen goes through the pager, where a person sits at the terminal.
@Suite(.serialized) struct PagerTests {
    private static let long = "1..1000 | map {n: it}"

    private func shell(
        _ words: [String] = [], pager: String?, _ more: [String: String] = [:], columns: Int = 80
    )
        async throws
        -> (shell: PtyShell, holo: HoloProgram)
    {
        var holo = try HoloProgram()
        holo.environment["HOLO_PAGER"] = pager
        holo.environment.merge(more) { $1 }
        let shell = try PtyShell(["--local"] + words, holo: holo, columns: columns)
        await shell.expect(last: columns < 40 ? "local ›" : "local 500cr ›")
        return (shell, holo)
    }

    private func page(_ holo: HoloProgram) -> String? {
        try? String(contentsOfFile: holo.home + "/page", encoding: .utf8)
    }

    @Test func `a long table goes to the pager whole, a short one does not, and neither has a key in sight`()
        async throws
    {
        let (shell, holo) = try await shell(
            pager: "env > $HOLO_HOME/env; cat > $HOLO_HOME/page; echo paged",
            ["ANAKIN_API_KEY": "ak-canary-0123456789"])
        shell.type("1..3 | map {n: it}" + Key.enter)
        await shell.expect("  n\nint\n───\n  1\n  2\n  3\nlocal 500cr ›")
        #expect(page(holo) == nil)
        shell.type(Self.long + Key.enter)
        await shell.expect("paged\nlocal 500cr ›")
        let lines = try #require(page(holo)).split(separator: "\n")
        #expect(lines.count == 1003)
        #expect(lines.last == "1000")
        let variables = try String(contentsOfFile: holo.home + "/env", encoding: .utf8)
        #expect(variables.contains("HOLO_HOME=") && variables.contains("LESS=FRX"))
        #expect(!variables.contains("canary"))
        shell.type(Key.controlD)
        #expect(await shell.exitCode() == 0)
    }

    @Test(arguments: [80, 30])
    func `a pager that quits early leaves the session as it was, and the value can be had again`(
        columns: Int
    ) async throws {
        let (shell, _) = try await shell(pager: "head -n 4", columns: columns)
        let prompt = columns < 40 ? "local ›" : "local 500cr ›"
        shell.type("1..100000 | map {n: it, text: \"row 漢字 $it\"}" + Key.enter)
        await shell.expect("1  row 漢字 1\n\(prompt)")
        shell.type("$_ | count" + Key.enter)
        await shell.expect("\n100000\n\(prompt)")
    }

    @Test func `Ctrl-C is for the pager`() async throws {
        let (shell, _) = try await shell(
            pager: "trap '' INT; head -n 4; echo reading; read line < /dev/tty; echo $line")
        shell.type(Self.long + "; print after" + Key.enter)
        await shell.expect("\nreading")
        shell.type(Key.controlC)
        shell.type("done" + Key.enter)
        await shell.expect("\ndone\nafter\nlocal 500cr ›")
    }

    @Test(arguments: ["HOLO_PAGER", "config", "option", "broken"])
    func `without one the first and the last rows are shown`(
        way: String
    ) async throws {
        var holo = try HoloProgram()
        holo.environment["HOLO_PAGER"] = ["HOLO_PAGER": "off", "option": "cat > $HOLO_HOME/page"][way]
        if way == "broken" { holo.environment["HOLO_PAGER"] = "no-such-program" }
        if way == "config" { _ = try holo.write("pager: off\n", to: "config.yaml") }
        let shell = try PtyShell(["--local"] + (way == "option" ? ["--no-pager"] : []), holo: holo, rows: 60)
        await shell.expect(last: "local 500cr ›")
        shell.type(Self.long + Key.enter)
        if way == "broken" {
            await shell.expect("no-such-program: not found\nlocal 500cr ›")
        } else {
            await shell.expect("  20\n   ·\n 981\n")
            await shell.expect("1000\n1,000 rows · 40 shown · $_ | skip 20 | take 40\nlocal 500cr ›")
            #expect(page(holo) == nil)
        }
    }

    @Test func `text that is long goes there too`() async throws {
        let (shell, holo) = try await shell(pager: "cat > $HOLO_HOME/page; echo paged")
        shell.type("1..100 | as json" + Key.enter)
        await shell.expect("paged\nlocal 500cr ›")
        #expect(page(holo)?.hasPrefix("[\n  1,\n") == true)
        shell.type(Self.long + " | as csv" + Key.enter)
        await shell.expect("paged\nlocal 500cr › \(Self.long) | as csv\npaged")
        #expect(page(holo)?.hasPrefix("n\n1\n2\n") == true)
    }

    @Test func `nothing that is piped goes there`() async throws {
        var holo = try HoloProgram()
        holo.environment["HOLO_PAGER"] = "cat > $HOLO_HOME/page"
        let ended = try await holo("-c", Self.long)
        #expect(ended.output.split(separator: "\n").count == 1002)
        #expect(page(holo) == nil)
    }
}
