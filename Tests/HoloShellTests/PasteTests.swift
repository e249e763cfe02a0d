import Foundation
import TerminalScreen
import Testing

/// A pasted newline never runs anything.
@Suite(.serialized) struct PasteTests {
    private static let five = (1...5).map { "submit hn_stories limit=\($0)" }

    /// What must not have been sent is looked for in the service's own ledger.
    private func expectNothingSent(_ shell: PtyShell) async {
        shell.type(Key.controlC + "jobs" + Key.enter)
        await shell.expect("(none)\nlocal 500cr ›")
    }

    @Test(arguments: [80, 30]) func `five paid commands wait for Enter, which runs them once`(columns: Int)
        async throws
    {
        let shell = try PtyShell(["--local"], holo: try HoloProgram(), columns: columns, rows: 60)
        let prompt = columns < 40 ? "local ›" : "local 500cr ›"
        await shell.expect(last: prompt)
        shell.type(Key.paste(Self.five.joined(separator: "\n") + "\n"))
        let first = "\(prompt) \(Self.five[0])"
        let rows = columns < 40 ? [String(first.prefix(30)), String(first.dropFirst(30))] : [first]
        await shell.expect("five lines") { screen in
            screen.lines.suffix(5 + rows.count)
                == rows + Self.five.dropFirst().map { "… \($0)" } + ["…"]
        }
        await shell.pass(.milliseconds(500))
        #expect(!shell.screen.text.contains("job "))
        shell.type(Key.enter)
        await shell.expect("five jobs") { $0.lines.count { $0.hasPrefix("job ") } == 5 }
        shell.type("print ((jobs) | count)\r")
        await shell.expect("\n5\n")
    }

    @Test(arguments: [1, 3, 7]) func `a paste that arrives in pieces is whole`(size: Int) async throws {
        let shell = try PtyShell(["--local"], holo: try HoloProgram(), rows: 40)
        await shell.expect(last: "local 500cr ›")
        let bytes = Array(Key.paste(Self.five.joined(separator: "\r\n") + "\r\n").utf8)
        for start in stride(from: 0, to: bytes.count, by: size) {
            shell.type(String(decoding: bytes[start..<min(bytes.count, start + size)], as: UTF8.self))
            await shell.pass(.milliseconds(1))
        }
        await shell.expect("five lines") { screen in
            screen.lines.suffix(6) == ["local 500cr › \(Self.five[0])"]
                + Self.five.dropFirst().map { "… \($0)" } + ["…"]
        }
        await expectNothingSent(shell)
    }

    @Test(arguments: [
        "\(five[0])\u{1b}[201~\r\(five[1])\r", "\(five[0])\n\u{1b}[201~\u{1b}[200~\u{1b}[201~\n\(five[1])\n",
        "\(five[0])\u{3}\u{4}\u{1a}\u{0}\u{1b}[201\r", "\(five[0])\u{1b}\r\u{1b}OM\r\n",
        "\u{1b}[200~\u{1b}[200~\(five[0])\r",
    ]) func `a text with the marks and keys of a terminal in it runs nothing`(text: String) async throws {
        let shell = try PtyShell(["--local"], holo: try HoloProgram(), rows: 40)
        await shell.expect(last: "local 500cr ›")
        shell.type(Key.paste(text))
        await shell.expect("it is there") { $0.text.contains(Self.five[0]) }
        await shell.pass(.milliseconds(300))
        await expectNothingSent(shell)
    }

    @Test func `what is pasted while a command runs waits too`() async throws {
        let shell = try PtyShell(["--local"], holo: try HoloProgram(), rows: 60)
        await shell.expect(last: "local 500cr ›")
        shell.type("wait 1s\r")
        await shell.pass(.milliseconds(300))
        shell.type(Key.paste(Self.five.joined(separator: "\n") + "\n") + "\r")
        await shell.expect("five lines") { screen in
            screen.text.contains("local 500cr › \(Self.five[0])\n… \(Self.five[1])")
                && screen.lines.last == "…"
        }
        await shell.pass(.milliseconds(300))
        await expectNothingSent(shell)
    }

    @Test func `a megabyte is one edit`() async throws {
        let shell = try PtyShell(["--local"], holo: try HoloProgram(), rows: 10)
        await shell.expect(last: "local 500cr ›")
        let lines = (0..<20_000).map { "submit hn_stories limit=\($0 % 100) # 漢字 and more of the line" }
        shell.type(Key.paste(lines.joined(separator: "\n")))
        await shell.expect(last: "… " + lines[19_999])
        await expectNothingSent(shell)
    }

    @Test func `a paste whose end is lost is given up with Ctrl-C`() async throws {
        let shell = try PtyShell(["--local"], holo: try HoloProgram(), rows: 40)
        await shell.expect(last: "local 500cr ›")
        shell.type("\u{1b}[200~submit hn_stories limit=1\n")
        await shell.pass(.milliseconds(800))
        shell.type(Key.controlC)
        await shell.pass(.milliseconds(300))
        await expectNothingSent(shell)
    }
}
