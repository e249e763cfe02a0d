import HoloTerm
import TerminalScreen
import Testing

extension LineEditorTests {
    private static let line = "submit li_profile_scrape profile_url=https://www.linkedin.com/in/漢字-é"

    /// What the whole line goes on with after each of its beginnings.
    @Sendable private static func suggestion(_ text: String) -> String {
        line.hasPrefix(text) ? String(line.dropFirst(text.count)) : ""
    }

    @Test func `a suggestion stands dimly behind the cursor and is taken whole`() throws {
        let terminal = try Terminal { $0.suggest = Self.suggestion }
        terminal.type("sub")
        terminal.expect(["> " + Self.line], column: 5)
        #expect(terminal.screen.text(with: 2) == String(Self.line.dropFirst(3)))
        terminal.type(Keys.right)
        terminal.expect(["> " + Self.line], column: 73)
        #expect(terminal.screen.text(with: 2) == "")
        terminal.type(Keys.enter)
        terminal.expect([.line(Self.line)])
        terminal.finish()
    }

    @Test func `on a narrow screen a suggestion ends with its row`() throws {
        let terminal = try Terminal(columns: 30) { $0.suggest = Self.suggestion }
        terminal.type("submit ")
        terminal.expect(["> submit li_profile_scrape pr…"].map { String($0.prefix(28)) + "…" }, column: 9)
        terminal.type(Keys.control("e"))
        terminal.expect(
            ["> " + Self.line.prefix(28), String(Self.line.dropFirst(28).prefix(30)), "com/in/漢字-é"],
            column: 13)
        terminal.finish()
    }

    @Test(arguments: [80, 30]) func `a word of a suggestion is taken by itself`(columns: Int) throws {
        let terminal = try Terminal(columns: columns) { $0.suggest = Self.suggestion }
        for (key, taken) in [
            ("s", "s"), ("\u{1b}[1;3C", "submit"), ("\u{1b}f", "submit li_profile_scrape"),
            ("\u{1b}F", "submit li_profile_scrape profile_url"),
        ] {
            terminal.type(key)
            let width = 2 + taken.count
            terminal.expect("\(taken)") {
                $0.screen.row == width / columns && $0.screen.column == width % columns
            }
        }
        terminal.type(Keys.enter)
        terminal.expect([.line("submit li_profile_scrape profile_url")])
        terminal.finish()
    }

    @Test(arguments: [("\r", "> sub"), ("\u{3}", "> sub^C"), ("\u{1b}[H", "> sub"), ("x", "> subx")])
    func `a suggestion goes when the line is left or changed`(key: String, row: String) throws {
        let terminal = try Terminal { $0.suggest = Self.suggestion }
        terminal.type("sub")
        terminal.expect(["> " + Self.line])
        terminal.type(key)
        terminal.expect { $0.screen.lines.first == row && $0.screen.text(with: 2) == "" }
        terminal.finish()
    }

    @Test func `without colour nothing is suggested and nothing is coloured`() throws {
        let terminal = try Terminal(colour: false) {
            $0.suggest = Self.suggestion
            $0.highlight = { [StyledSpan(0..<$0.utf8.count, .red)] }
        }
        terminal.type("sub")
        terminal.expect(["> sub"], column: 5)
        terminal.type(Keys.right + Keys.end + "\u{1b}f!")
        terminal.expect(["> sub!"], column: 6)
        #expect(terminal.screen.text(with: 31) == "")
        terminal.finish()
    }

    @Test(arguments: [80, 30]) func `colours follow the text over rows and wide characters`(columns: Int)
        throws
    {
        let terminal = try Terminal(columns: columns) { editor in
            editor.highlight = { text in
                var spans: [StyledSpan] = []
                var byte = 0
                for character in text {
                    let end = byte + character.utf8.count
                    if !character.isASCII { spans.append(StyledSpan(byte..<end, .green)) }
                    byte = end
                }
                return spans
            }
        }
        let text = "aé漢x👩‍👩‍👧y" + String(repeating: "字e\u{301}-", count: 8)
        terminal.type(text)
        let others = text.filter { !$0.isASCII }
        terminal.expect { $0.screen.text(with: 32) == others }
        terminal.type(Keys.home + "ß" + Keys.right + Keys.control("d"))
        terminal.expect { $0.screen.text(with: 32) == "ß漢" + others.dropFirst(2) }
        #expect(terminal.screen.text(with: 32).contains("x") == false)
        terminal.finish()
    }
}
