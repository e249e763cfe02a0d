import HoloTerm
import TerminalScreen
import Testing

/// Values as a person sees them, on wide and narrow screens and with every kind of letter.
@Suite struct ResultScreenTests {
    private static let letters = Letters.allCases.map(\.rawValue) + [Letters.all]

    private func shell(_ columns: Int) async throws -> Runner {
        Runner(
            try PtyShell(
                ["--local"], holo: try HoloProgram(), columns: columns, rows: 40,
                with: ["HOLO_PAGER": "off"]), columns: columns)
    }

    /// Where in a row this begins, in columns.
    private func place(of text: String, in row: String) -> Int? {
        row.firstRange(of: text).map { displayWidth(String(row[..<$0.lowerBound])) }
    }

    @Test(arguments: [80, 30]) func `a table fits, and its columns stand under one another`(columns: Int)
        async throws
    {
        let runner = try await shell(columns)
        for letters in Self.letters {
            let long = String(repeating: "\(letters) and on ", count: 20)
            let rows = await runner.rows(
                "[{name: '\(letters)', n: 1, note: '\(long)', at: 2.5}, {name: 'b', n: 22, note: 'y', at: 10}]"
            )
            guard rows.count == 5 else {
                Issue.record("\(rows)")
                continue
            }
            #expect(rows[0].contains(/^name +n +note +at$/))
            #expect(rows[1].contains(/^text +int +text +dec$/))
            #expect(rows[2].contains(/^─+  ─+  ─+  ─+$/) && displayWidth(rows[2]) <= columns)
            #expect(rows[3].hasPrefix(letters) && rows[3].contains("…") && rows[3].hasSuffix("  2.5"))
            let note = place(of: "note", in: rows[0])
            let cell = place(of: String(letters.prefix(1)), in: String(rows[3].dropFirst(letters.count)))
            #expect(cell.map { $0 + displayWidth(letters) } == note && place(of: "y", in: rows[4]) == note)
            // Numbers end where their column does.
            #expect(Set(rows.map(displayWidth)).count == 1)
            let number = place(of: "n  note", in: rows[0])
            #expect(place(of: "1  ", in: rows[3]) == number && place(of: "2  y", in: rows[4]) == number)
        }
    }

    @Test(arguments: [80, 30]) func `a wide table leaves out its middle and says so`(columns: Int)
        async throws
    {
        let runner = try await shell(columns)
        let fields = (1...15).map { "'漢\($0)': \($0 * 1000)" }.joined(separator: ", ")
        let rows = await runner.rows("[{\(fields)}]")
        #expect(rows[0].contains("…") && rows[0].hasPrefix(" 漢1 ") && rows[0].hasSuffix("漢15"))
        #expect(rows[3].hasPrefix("1000") && rows[3].hasSuffix("15000"))
        #expect(rows.prefix(4).allSatisfy { displayWidth($0) == displayWidth(rows[0]) })
        #expect(displayWidth(rows[0]) <= columns)
        #expect(rows.dropFirst(4).joined(separator: " ").contains(" more columns: 漢"))
        #expect(await runner.rows("$_ | count") == ["1"])
    }

    @Test(arguments: [80, 30]) func `a record has its fields aligned, long text wrapped, and a tree in it`(
        columns: Int
    )
        async throws
    {
        let runner = try await shell(columns)
        for letters in Self.letters {
            let words = Array(repeating: "words \(letters)", count: 12).joined(separator: " ")
            let rows = await runner.rows(
                "{name: '\(letters)', text: '\(words)', deep: {list: [1, {a: '\(letters)'}]}, url: 'https://a.ex/\(letters)', ftp: 'ftp://a.ex'}"
            )
            #expect(rows.first == "name  \(letters)")
            let text = rows.drop { !$0.hasPrefix("text  ") }.prefix { !$0.hasPrefix("deep") }
            #expect(text.map { $0.dropFirst(6) }.joined(separator: " ") == words)
            #expect(text.allSatisfy { displayWidth($0) <= columns } && text.count > 1)
            #expect(text.dropFirst().allSatisfy { $0.hasPrefix("      ") && !$0.hasPrefix("       ") })
            #expect(
                rows.drop { !$0.hasPrefix("deep") }
                    == [
                        "deep", "  list · 2 items", "    - 1", "    [1]", "      a  \(letters)",
                        "url   https://a.ex/\(letters)", "ftp   ftp://a.ex",
                    ])
        }
        #expect(runner.shell.screen.links.count == Self.letters.count)
        #expect(runner.shell.screen.links.allSatisfy { $0.hasPrefix("https://a.ex/") })
    }

    @Test(arguments: [80, 30]) func `an error points at its place and offers what was meant`(columns: Int)
        async throws
    {
        let runner = try await shell(columns)
        for letters in Self.letters {
            let rows = await runner.rows("'\(letters)'; prnt 1")
            #expect(rows.first == "error: unknown command prnt")
            #expect(rows.contains("  '\(letters)'; prnt 1"))
            let caret = rows.first { $0.hasSuffix("^^^^") }
            #expect(caret.map(displayWidth) == displayWidth("  '\(letters)'; prnt"))
            #expect(rows.suffix(2) == ["  did you mean print?", "  '\(letters)'; print 1"])
        }
    }

    @Test(arguments: [80, 30]) func `nothing of a line is replaced by history`(columns: Int) async throws {
        let runner = try await shell(columns)
        for letters in Self.letters {
            _ = await runner.rows("print '\(letters)'")
            #expect(await runner.rows("print '!$ !! !pri \(letters) ^a^b'") == ["!$ !! !pri \(letters) ^a^b"])
        }
    }

    @Test(arguments: [80, 30]) func `every format is shown whole`(columns: Int) async throws {
        let runner = try await shell(columns)
        for format in ["json", "ndjson", "csv", "md", "yaml", "txt"] {
            let rows = await runner.rows("[{a: '\(Letters.all)', b: 1}] | as \(format)")
            // YAML escapes the scalars that join others.
            #expect(rows.contains { $0.contains(format == "yaml" ? "é漢字" : Letters.all) })
            #expect(rows.allSatisfy { !$0.contains("…") && displayWidth($0) <= columns })
        }
    }
}

/// Somebody who runs one line after another.
struct Runner {
    let shell: PtyShell
    let columns: Int

    init(_ shell: PtyShell, columns: Int) { (self.shell, self.columns) = (shell, columns) }

    /// The rows that a line brings, without the line itself.
    func rows(_ line: String) async -> [String] {
        await shell.expect("a prompt") { $0.lines.last?.contains(/^local.* ›$/) == true }
        shell.type("\u{c}")
        await shell.expect("an empty screen") {
            $0.row == 0 && $0.lines.last?.contains(/^local.* ›$/) == true
        }
        let prompt = (shell.screen.lines.last ?? "") + " "
        let typed = Laid(prompt, line + "▮", columns: columns).rows
        shell.type(line + Key.enter)
        await shell.expect("what \(line) brings") { screen in
            screen.lines.count > typed.count + 1 && Array(screen.lines.prefix(typed.count)) == typed
                && screen.lines.last?.contains(/^local.* ›$/) == true
        }
        return Array(shell.screen.lines.dropFirst(typed.count).dropLast())
    }
}
