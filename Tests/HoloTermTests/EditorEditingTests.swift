import HoloTerm
import TerminalScreen
import Testing

extension LineEditorTests {
    private static let family = "👩‍👩‍👧"

    @Test(arguments: [80, 16]) func `words are gone over, cut and brought back`(columns: Int) throws {
        let terminal = try Terminal(columns: columns)
        func expect(_ text: String, cursor: String) {
            let width = 2 + displayWidth(cursor)
            terminal.expect("\(text)") {
                ($0.screen.scrolledOff + $0.screen.lines).joined() == (text.isEmpty ? ">" : "> " + text)
                    && $0.screen.row * columns + $0.screen.column == width
            }
        }
        let text = "ab-é漢字.\(Self.family)-e\u{301}x_9yz"
        terminal.type(text)
        expect(text, cursor: text)
        terminal.type("\u{1b}b")
        expect(text, cursor: "ab-é漢字.\(Self.family)-")
        terminal.type("\u{1b}b")
        expect(text, cursor: "ab-")
        terminal.type("\u{1b}f")
        expect(text, cursor: "ab-é漢字")
        terminal.type("\u{1b}d")
        expect("ab-é漢字", cursor: "ab-é漢字")
        terminal.type("\u{1b}\u{7f}\u{1b}\u{7f}")
        expect("", cursor: "")
        terminal.type(Keys.control("y"))
        expect(text, cursor: text)
        terminal.type("\u{1b}<" + Keys.control("k"))
        expect("", cursor: "")
        terminal.type(Keys.control("y") + Keys.control("w"))
        expect("", cursor: "")
        terminal.type(Keys.control("y") + Keys.control("u") + "!" + Keys.control("y"))
        expect("!" + text, cursor: "!" + text)
        terminal.finish()
    }

    @Test(arguments: [80, 30]) func `two characters change places, whatever they are made of`(columns: Int)
        throws
    {
        let terminal = try Terminal(columns: columns)
        terminal.type("é漢" + Keys.control("t"))
        terminal.expect(["> 漢é"], column: 5)
        terminal.type(Self.family + Keys.left + Keys.control("t"))
        terminal.expect(["> 漢\(Self.family)é"], column: 7)
        terminal.type(Keys.home + Keys.control("t") + Keys.right + "e\u{301}" + Keys.control("t"))
        terminal.expect(["> 漢\(Self.family)e\u{301}é"].map { $0 }, column: 7)
        terminal.finish()
    }

    @Test(arguments: [80, 30]) func `changes are taken back and made again`(columns: Int) throws {
        let terminal = try Terminal(columns: columns)
        terminal.type("one 漢字")
        terminal.expect(["> one 漢字"])
        terminal.type(Keys.control("w"))
        terminal.expect(["> one"], column: 6)
        terminal.type(Keys.paste("a\nb"))
        terminal.expect(["> one a", "… b"], column: 3)
        let undo = Keys.control("_")
        for (rows, column) in [(["> one"], 6), (["> one 漢字"], 10), (["> one"], 5), ([">"], 2)] {
            terminal.type(undo)
            terminal.expect(rows, column: column)
        }
        let beeps = terminal.screen.beeps
        terminal.type(undo)
        terminal.expect { $0.screen.beeps > beeps }
        for row in ["> one", "> one 漢字", "> one"] {
            terminal.type("\u{1b}/")
            terminal.expect([row])
        }
        terminal.type("x\u{1b}/" + Keys.enter)
        terminal.expect([.line("one x")])
        terminal.finish()
    }
}
