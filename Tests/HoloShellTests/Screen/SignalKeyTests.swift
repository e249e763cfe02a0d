import TerminalScreen
import Testing

/// Keys that are signals, at the moments when it matters who takes them.
@Suite struct SignalKeyTests {
    private func shell(_ columns: Int) async throws -> (shell: PtyShell, prompt: String) {
        let shell = try PtyShell(["--local"], holo: try HoloProgram(), columns: columns)
        let prompt = columns < 40 ? "local ›" : "local 500cr ›"
        await shell.expect(last: prompt)
        return (shell, prompt)
    }

    /// Milliseconds between Enter and Ctrl-C; 0 is one write.
    @Test(arguments: [80, 30], [0, 1, 3, 10, 30]) func `Ctrl-C right behind Enter stops what runs`(
        columns: Int, gap: Int
    )
        async throws
    {
        let (shell, prompt) = try await shell(columns)
        for round in 1...3 {
            if gap == 0 {
                shell.type("wait 1h" + Key.enter + Key.controlC)
            } else {
                shell.type("wait 1h" + Key.enter)
                await shell.pass(.milliseconds(gap))
                shell.type(Key.controlC)
            }
            await shell.expect("it was stopped") { screen in
                screen.lines.count { $0 == "stopped" } == round && screen.lines.last == prompt
            }
        }
        shell.type("print '\(Letters.all)'" + Key.enter)
        await shell.expect("\n\(Letters.all)\n\(prompt)")
    }

    @Test func `what was typed ahead of Ctrl-C is dropped, and what comes after it is typed`() async throws {
        let (shell, prompt) = try await shell(80)
        shell.type("wait 1h\rprint 'dropped'\r" + Key.controlC + "print '\(Letters.all)")
        await shell.expect(last: "\(prompt) print '\(Letters.all)")
        #expect(shell.screen.lines.contains("stopped"))
        #expect(!shell.screen.lines.contains("dropped"))
    }

    @Test func `Ctrl-C in a paste behind Enter is text that is left out`() async throws {
        let (shell, prompt) = try await shell(80)
        shell.type("wait 300ms\r" + Key.paste("print \u{3}'\(Letters.all)'"))
        await shell.expect(last: "\(prompt) print '\(Letters.all)'")
        #expect(!shell.screen.text.contains("stopped"))
    }

    @Test(arguments: [80, 30]) func `after Ctrl-Z and fg the half typed line is there again`(columns: Int)
        async throws
    {
        let shell = try PtyShell(
            ["-i"], holo: try HoloProgram(), columns: columns, program: "/bin/sh", with: ["PS1": "sh> "])
        await shell.expect(last: "sh>")
        shell.type("exec 2>&1; clear; \(HoloProgram.path) --local\r")
        let prompt = columns < 40 ? "local › " : "local 500cr › "
        await shell.expect(last: Laid.withoutBlankEnd(prompt))
        let line = "print '\(Letters.all)▮ and more of it, so that it needs another row on a narrow screen'"
        shell.type(
            line.replacing("▮", with: "")
                + String(repeating: Key.left, count: line.split(separator: "▮")[1].count))
        let laid = Laid(prompt, line, columns: columns)
        func stands(_ screen: Screen) -> Bool {
            screen.lines.suffix(laid.rows.count) == laid.rows[...]
                && screen.row == screen.lines.count - laid.rows.count + laid.cursor.row
                && screen.column == laid.cursor.column
        }
        await shell.expect("the line", stands)
        shell.type(Key.controlZ)
        await shell.expect("stopped") { $0.text.contains("Stopped") && $0.lines.last == "sh>" }
        shell.type("clear; fg\r")
        await shell.expect("the line again", stands)
        shell.type("!" + Key.enter)
        let rest = line.split(separator: "▮")[1].dropLast()
        // The blanks at the end of a row cannot be seen.
        let said = "\(Letters.all)!\(rest)local".filter { $0 != " " }
        await shell.expect("it ran") { $0.lines.joined().filter { $0 != " " }.contains(said) }
    }

    @Test(arguments: [80, 30], Letters.allCases) func `a search shows the line found and what is looked for`(
        columns: Int, letters: Letters
    ) async throws {
        let (shell, prompt) = try await shell(columns)
        let line = "print 'some \(letters.rawValue) words'"
        shell.type(line + Key.enter + "print 2" + Key.enter)
        await shell.expect("\n2\n\(prompt)")
        shell.type("\u{c}" + Key.controlR + letters.rawValue)
        let laid = Laid(prompt + " ", "print 'some ▮\(letters.rawValue) words'", columns: columns)
        await shell.expect("found") { screen in
            Array(screen.lines.dropLast()) == laid.rows
                && screen.lines.last?.hasPrefix("search: \(letters.rawValue)") == true
                && screen.text(with: 7) == letters.rawValue && screen.row == laid.cursor.row
                && screen.column == laid.cursor.column
        }
        shell.type("\u{7}")
        await shell.expect("given up") { $0.lines == [prompt] }
    }
}
