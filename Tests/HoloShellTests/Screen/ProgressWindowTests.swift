import TerminalScreen
import Testing

/// Jobs that are waited for in a window that changes ten times a second.
@Suite struct ProgressWindowTests {
    static let lines = [
        "run li_profile_scrape profile_url=https://www.linkedin.com/in/slow-4 | get name",
        "let all = for i in 1..8 { submit li_profile_scrape profile_url=https://www.linkedin.com/in/slow-4 --fresh }; $all | await | count",
    ]

    @Test(arguments: [80, 30], lines) func `nothing of what was repainted is left`(columns: Int, line: String)
        async throws
    {
        let shell = try PtyShell(
            ["--local"], holo: try HoloProgram(), columns: columns, rows: 40, reflows: true)
        await shell.expect("›")
        shell.type("print 'before'" + Key.enter)
        await shell.expect("\nbefore\n")
        shell.type(line + Key.enter)
        await shell.expect("it is waited for") { $0.progress != nil && $0.progress != "0" }
        var changes = 0
        let widths = [57, 100, 33, 41, 80, 30]
        while changes < 40, shell.screen.progress != "0" {
            shell.resize(columns: widths[changes % widths.count])
            changes += 1
            await shell.pass(.milliseconds(100))
        }
        shell.resize(columns: columns)
        #expect(changes >= 5)
        await shell.expect("a prompt") {
            $0.progress == "0" && $0.lines.last?.contains(/^local.* ›$/) == true
        }
        let text = shell.screen.text
        #expect(!text.contains { "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏".contains($0) }, "\(text)")
        #expect(
            !text.contains("processing · ") && !text.contains(" done · ") && !text.contains("more\n"),
            "\(text)")
        #expect(text.contains("\nbefore\n"), "what stood above is still there:\n\(text)")
        #expect(shell.screen.privateModes.contains(25))
    }
}
