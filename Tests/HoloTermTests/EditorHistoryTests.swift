import Glibc
import HoloTerm
import TerminalScreen
import Testing

@testable import HoloTerm

extension LineEditorTests {
    @Test func `Up finds only lines that begin with what was typed, each once`() throws {
        let terminal = try Terminal {
            $0.history = HistoryLines(["print 1", "jobs", "print 2", "jobs", "print 2", "Print 3"])
        }
        terminal.type("pr")
        for row in ["> print 2", "> print 1", "> print 1"] {
            terminal.type(Keys.up)
            terminal.expect([row], column: 9)
        }
        terminal.expect { $0.screen.beeps > 0 }
        terminal.type(Keys.down + Keys.down)
        terminal.expect(["> pr"], column: 4)
        terminal.type(Keys.up + "0" + Keys.up)
        terminal.expect(["> print 20"], column: 10)
        terminal.finish()
    }

    @Test(arguments: [80, 30]) func `in a text of several rows the arrows go through the rows first`(
        columns: Int
    )
        throws
    {
        let terminal = try Terminal(columns: columns) { $0.history = HistoryLines(["old", "a {\n漢字é\n}"]) }
        terminal.type(Keys.up)
        terminal.expect(["> a {", "… 漢字é", "… }"], column: 3)
        // While history is gone through it goes on.
        terminal.type(Keys.up)
        terminal.expect(["> old"], column: 5)
        terminal.type(Keys.down + Keys.left + Keys.up)
        terminal.expect { $0.screen.row == 1 && $0.screen.column == 2 }
        terminal.type(Keys.end)
        terminal.expect { $0.screen.row == 1 && $0.screen.column == 7 }
        terminal.type(Keys.up)
        terminal.expect { $0.screen.row == 0 && $0.screen.column == 5 }
        terminal.type(Keys.down)
        terminal.expect { $0.screen.row == 1 && $0.screen.column == 7 }
        terminal.type(Keys.home + "x" + Keys.down + Keys.end + "!")
        terminal.expect(["> a {", "… x漢字é", "… }!"], column: 4)
        terminal.type(Keys.enter)
        terminal.expect([.line("a {\nx漢字é\n}!")])
        terminal.finish()
    }

    @Test func `Alt-Enter begins a row anywhere`() throws {
        let terminal = try Terminal()
        terminal.type("ab" + Keys.left + "\u{1b}\r")
        terminal.expect(["> a", "… b"], column: 2)
        terminal.type(Keys.enter)
        terminal.expect([.line("a\nb")])
        terminal.finish()
    }

    @Test(arguments: [80, 30]) func `a search shows the line, the place that fits and what is looked for`(
        columns: Int
    )
        throws
    {
        let lines = ["describe x", "submit a=漢字 b=é", "jobs", "SUBMIT c", "for x in 1..2 {\n  print 'é漢'\n}"]
        let terminal = try Terminal(columns: columns) { $0.history = HistoryLines(lines) }
        func found(_ rows: [String], _ pattern: String, mark: String, column: Int) {
            terminal.expect("\(pattern)") {
                $0.screen.lines.dropLast() == rows[...]
                    && $0.screen.lines.last?.hasPrefix("search: \(pattern)  ") == true
                    && $0.screen.text(with: 7) == mark && $0.screen.column == column
            }
        }
        terminal.type("typed" + Keys.home + Keys.control("k") + Keys.control("r") + "s")
        found(["> SUBMIT c"], "s", mark: "S", column: 2)
        terminal.type("ub")
        found(["> SUBMIT c"], "sub", mark: "SUB", column: 2)
        terminal.type(Keys.control("r"))
        found(["> submit a=漢字 b=é"], "sub", mark: "sub", column: 2)
        terminal.type(Keys.control("s"))
        found(["> SUBMIT c"], "sub", mark: "SUB", column: 2)
        terminal.type(Keys.control("u") + "字")
        found(["> submit a=漢字 b=é"], "字", mark: "字", column: 13)
        terminal.type(Keys.backspace + "é漢")
        found(["> for x in 1..2 {", "…   print 'é漢'", "… }"], "é漢", mark: "é漢", column: 11)
        terminal.type("?")
        terminal.expect { $0.screen.lines.last?.hasPrefix("no line has é漢?") == true }
        terminal.type(Keys.control("u") + "SU")
        found(["> SUBMIT c"], "SU", mark: "SU", column: 2)
        terminal.type(Keys.control("r"))
        terminal.expect { $0.screen.lines.last?.hasPrefix("no other line has SU") == true }
        terminal.type("\u{7}")
        terminal.expect([">"], column: 2)
        #expect(terminal.inputs == [])
        terminal.finish()
    }

    @Test(arguments: ["\u{7}", "\u{1b}"]) func `leaving a search brings the typed text back`(key: String)
        throws
    {
        let terminal = try Terminal { $0.history = HistoryLines(["print typed", "jobs"]) }
        terminal.type("typed" + Keys.left + Keys.control("r"))
        terminal.expect { $0.screen.lines.first == "> print typed" && $0.screen.text(with: 7) == "typed" }
        terminal.type(key)
        terminal.expect(["> typed"], column: 6)
        terminal.type(Keys.control("r") + Keys.control("c"))
        terminal.expect([.interrupted])
        terminal.expect(["> typed^C", ">"])
        terminal.finish()
    }

    @Test func `other keys take the line that a search has found and work in it`() throws {
        let terminal = try Terminal { $0.history = HistoryLines(["print 1", "jobs"]) }
        terminal.type(Keys.control("r") + "pri" + Keys.control("a") + "x")
        terminal.expect(["> xprint 1"], column: 3)
        terminal.type(Keys.control("c") + Keys.control("r") + "pri" + Keys.left + "y")
        terminal.expect { $0.screen.lines.last == "> print y1" }
        terminal.finish()
    }

    @Test func `a line posted during a search stands above it`() throws {
        let terminal = try Terminal(columns: 30) { $0.history = HistoryLines(["print 1", "jobs"]) }
        terminal.type(Keys.control("r") + "rin")
        terminal.expect { $0.screen.text(with: 7) == "rin" }
        terminal.notifier?.post("✓ done")
        terminal.expect {
            $0.screen.lines.prefix(2) == ["✓ done", "> print 1"] && $0.screen.lines.count == 3
                && $0.screen.row == 1 && $0.screen.column == 3
        }
        terminal.type(Keys.enter + Keys.enter)
        terminal.expect([.line("print 1")])
        terminal.finish()
    }

    @Test(arguments: ["!", "!!", "!$", "!-1 x", "^a^b", "!jobs", "!?job?"])
    func `nothing of history is put into what is typed`(text: String) throws {
        let terminal = try Terminal { $0.history = HistoryLines(["jobs a", "print 1"]) }
        terminal.type(text)
        terminal.expect(["> \(text)"])
        terminal.type(" \u{1b}b" + Keys.end + Keys.enter)
        terminal.expect([.line(text + " ")])
        terminal.finish()
    }
}

struct HistoryLinesTests {
    @Test func `lines are read once, when they are needed`() {
        let history = HistoryLines { ["a"] }
        #expect(history.newest(beginning: "") == nil, "whoever only suggests does not wait")
        history.append("a")
        history.append("b")
        #expect(history.all == ["a", "b"])
        #expect(history.newest(beginning: "") == "b")
        #expect(history.newest(beginning: "b") == nil)
    }

    @Test(
        arguments: [
            ("straße", 1, 0..<7), ("STRASSE", nil, 0..<0), ("ß", 1, 4..<6), ("É", 2, 0..<2), ("é", 2, 0..<2),
            ("İ", 3, 0..<2), ("x", 3, 2..<3), ("b\nc", 4, 1..<4), ("", nil, 0..<0), ("Ab", nil, 0..<0),
        ] as [(String, Int?, Range<Int>)])
    func `a part is found whatever its case, unless it has capitals`(
        part: String, index: Int?, range: Range<Int>
    ) {
        let history = HistoryLines(["jobs", "straße", "État", "İx", "ab\nc"])
        let found = history.nearest(from: 4, step: -1, holding: part, otherThan: nil)
        #expect(found?.index == index)
        #expect(found == nil || found?.range == range)
    }

    @Test func `many lines are searched fast enough to be typed in`() {
        let history = HistoryLines(
            (0..<50_000).map { "submit li_profile_scrape profile_url=https://x/\($0)" })
        #expect(history.nearest(from: 49_999, step: -1, holding: "https://x/7 ", otherThan: nil) == nil)
        #expect(history.nearest(from: 49_999, step: -1, holding: "x/77", otherThan: nil)?.index == 7799)
        #expect(
            history.newest(beginning: "submit li_profile_scrape profile_url=https://x/77")?.hasSuffix("7799")
                == true)
    }
}
