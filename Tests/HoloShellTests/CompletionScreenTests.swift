import HoloTerm
import TerminalScreen
import Testing

/// Tab at a terminal, with the real program.
@Suite(.serialized) struct CompletionScreenTests {
    @Test(arguments: [80, 30]) func `one Tab completes, two list what fits, and the line stays`(columns: Int)
        async throws
    {
        let shell = try PtyShell(["--local"], holo: try HoloProgram(), columns: columns)
        let prompt = columns == 30 ? "local ›" : "local 500cr ›"
        await shell.expect(last: prompt)
        // What the program carries is read at the first Tab, beside the keys.
        shell.type("subm\t")
        await shell.expect("› submit")
        shell.type("LI_PROFILE_S\t")
        await shell.expect("li_profile_scrape") { screen in
            let text = screen.lines.joined()
            return text.contains("li_profile_scrape") && !text.contains("LI_")
        }
        shell.type(Key.controlC + "submit am_\t\t")
        await shell.expect("am_search_products") { screen in
            let rows = screen.lines.filter { $0.hasPrefix("am_") }
            return rows.count == 3 && screen.lines.suffix(2).contains { $0.hasPrefix(prompt + " submit am_") }
        }
        let rows = shell.screen.lines.filter { $0.hasPrefix("am_") }
        #expect(
            rows.map { String($0.prefix(18)) } == [
                "am_product_details", "am_product_reviews", "am_search_products",
            ])
        #expect(rows.allSatisfy { displayWidth($0) < columns })
        #expect(rows.allSatisfy { columns == 30 || $0.contains("  1 cr · ") })
        shell.type("se\t")
        await shell.expect("am_search_products") {
            $0.lines.joined().contains("submit am_search_products")
        }
        shell.type(Key.controlC + Key.controlD)
        #expect(await shell.exitCode() == 0)
    }

    @Test func `a list is never taller than the screen`() async throws {
        let shell = try PtyShell(["--local"], holo: try HoloProgram(), columns: 60, rows: 12)
        await shell.expect(last: "local 500cr ›")
        shell.type("submit \t\t")
        await shell.expect("more lines, type on to narrow")
        await shell.expect(last: "local 500cr › submit")
        shell.type(Key.controlC + Key.controlD)
        #expect(await shell.exitCode() == 0)
    }
}
