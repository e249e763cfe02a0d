import Foundation
import TerminalScreen
import Testing

/// What teaches and what asks, on wide and narrow screens.
@Suite struct HelpScreenTests {
    /// What is typed, and words that are read then, however the rows break.
    static let pages: [(line: String, words: [String])] = [
        ("help", ["submit await run", "help commands"]),
        ("help submit", ["Submits an action as a job", "submit hn_stories", "--fresh"]),
        ("help language", ["The whole language on one page"]),
        (
            "describe li_profile_scrape",
            ["li_profile_scrape · 2 cr", "profile_url text, required", "run li_profile_scrape profil"]
        ),
        ("descrbe li_profile_scrape", ["error: unknown command descrbe", "did you mean describe?"]),
        ("doctor", ["ok key", "ok journal", "ok server", "ok terminal", "ok jq"]),
        ("print '漢字é👩‍👩‍👧'; fail 'e\u{301} 漢字'", ["漢字é👩‍👩‍👧", "error: e\u{301} 漢字"]),
    ]

    @Test(arguments: [80, 30]) func `a page is there whole`(columns: Int) async throws {
        let shell = try PtyShell(
            ["--local"], holo: try HoloProgram(), columns: columns, rows: 60, with: ["HOLO_PAGER": "off"])
        await shell.expect("›")
        for (line, words) in Self.pages {
            let before = shell.screen.scrolledOff.count
            shell.type("\u{c}" + line + Key.enter)
            for word in words {
                await shell.expect("\(line): \(word)") { screen in
                    let rows = screen.scrolledOff.dropFirst(before) + screen.lines.dropFirst()
                    return rows.joined(separator: " ").split(separator: " ").joined(separator: " ").contains(
                        word)
                }
            }
            await shell.expect("a prompt") { $0.lines.last?.contains(/^local.* ›$/) == true }
        }
    }

    @Test(arguments: [80, 30], Letters.allCases) func `a key is typed unseen`(columns: Int, letters: Letters)
        async throws
    {
        let shell = try PtyShell(["--profile", "default"], holo: try HoloProgram(), columns: columns)
        await shell.expect("default ›")
        shell.type("login" + Key.enter)
        await shell.expect("the question") {
            $0.lines.joined().contains("API key for https://api.anakin.io:")
        }
        let place = (shell.screen.row, shell.screen.column)
        shell.type("ak-canary\(letters.rawValue)")
        await shell.pass(.milliseconds(100))
        #expect((shell.screen.row, shell.screen.column) == place)
        shell.type(Key.controlC)
        await shell.expect("stopped")
        #expect(!shell.raw.contains("canary") && !shell.raw.contains("ak-"))
    }

    @Test(arguments: [80, 30]) func `connect says what it waits for and stops`(columns: Int) async throws {
        var holo = try HoloProgram()
        let service = try ServeTests.Service(["--no-identities"], holo)
        holo.environment["ANAKIN_API_KEY"] = service.key
        let shell = try PtyShell(
            ["--api-url", service.url, "--profile", "default"], holo: holo, columns: columns)
        await shell.expect("default ›")
        shell.type("connect linkedin" + Key.enter)
        await shell.expect("it waits") { screen in
            let text = screen.lines.joined()
            return text.contains("/products/holocron/linkedin/connect")
                && text.contains("waiting until linkedin")
        }
        shell.type(Key.controlC)
        await shell.expect("it stops") { screen in
            screen.lines.joined(separator: " ").contains("stopped waiting; linkedin is")
                && screen.lines.contains("  connect linkedin")
                && screen.lines.last == "default ›"
        }
    }
}
