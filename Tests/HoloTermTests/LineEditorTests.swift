import Foundation
import Glibc
import TerminalScreen
import Testing

@testable import HoloTerm

@Suite(.serialized)
struct LineEditorTests {
    @Test(arguments: [80, 40])
    func `wide characters are edited in the middle of a line`(columns: Int) throws {
        let terminal = try Terminal(columns: columns)
        terminal.type("aé漢字😀z")
        terminal.expect(["> aé漢字😀z"], column: 11)
        terminal.type(Keys.left + Keys.left + Keys.left + "x")
        terminal.expect(["> aé漢x字😀z"], column: 7)
        terminal.type(Keys.backspace + Keys.backspace)
        terminal.expect(["> aé字😀z"], column: 4)
        terminal.type(Keys.home + "é" + Keys.end + "!" + Keys.left + Keys.right)
        terminal.expect(["> éaé字😀z!"], column: 11)
        terminal.type(Keys.enter)
        terminal.expect([.line("éaé字😀z!")])
        terminal.finish()
    }

    @Test func `a long line wraps and can be edited on its first row`() throws {
        let terminal = try Terminal(columns: 40)
        terminal.type(String(repeating: "漢", count: 25))
        terminal.expect(
            ["> " + String(repeating: "漢", count: 19), String(repeating: "漢", count: 6)], column: 12)
        terminal.type(Keys.home + "ab")
        terminal.expect(
            ["> ab" + String(repeating: "漢", count: 18), String(repeating: "漢", count: 7)], column: 4)
        terminal.type(Keys.enter)
        terminal.expect([.line("ab" + String(repeating: "漢", count: 25))])
        terminal.finish()
    }

    @Test func `Up and Down go through history and come back to the typed text`() throws {
        let terminal = try Terminal { $0.history = HistoryLines(["first", "zwei é"]) }
        terminal.type(Keys.up)
        terminal.expect(["> zwei é"])
        terminal.type(Keys.up)
        terminal.expect(["> first"])
        terminal.type(Keys.down + Keys.down)
        terminal.expect([">"])
        terminal.finish()
    }

    @Test func `Ctrl-R finds a line by a part of it`() throws {
        let terminal = try Terminal { $0.history = HistoryLines(["submit täg=1", "jobs", "describe x"]) }
        terminal.type(Keys.control("r") + "tä")
        terminal.expect { $0.screen.lines.first == "> submit täg=1" }
        terminal.type(Keys.enter)
        terminal.expect(["> submit täg=1"], column: 14)
        #expect(terminal.inputs == [])
        terminal.type(Keys.enter)
        terminal.expect([.line("submit täg=1")])
        terminal.finish()
    }

    @Test func `Ctrl-C throws the line away and begins a new one`() throws {
        let terminal = try Terminal()
        terminal.type("half" + Keys.left)
        terminal.expect(["> half"], column: 5)
        terminal.type(Keys.control("c"))
        terminal.expect(["> half^C", ">"], column: 2)
        terminal.expect([.interrupted])
        terminal.type("x\r")
        terminal.expect([.interrupted, .line("x")])
        terminal.finish()
    }

    @Test func `Ctrl-D deletes inside a line and ends on an empty one`() throws {
        let terminal = try Terminal()
        terminal.type("ab" + Keys.home + Keys.control("d"))
        terminal.expect(["> b"], column: 2)
        terminal.type(Keys.control("d") + Keys.control("d"))
        terminal.expect([.endOfInput])
        terminal.expect { $0.screen.row == 1 && $0.screen.column == 0 }
    }

    @Test func `characters of several scalars are one`() throws {
        let terminal = try Terminal()
        terminal.type("a👨‍👩‍👧‍👦e\u{301}🇩🇪b")
        terminal.expect { $0.screen.column == 9 }
        terminal.type(Keys.left + Keys.backspace + Keys.left + Keys.backspace + Keys.enter)
        terminal.expect([.line("ae\u{301}b")])
        terminal.finish()
    }

    @Test func `output that did not end its line is kept`() throws {
        let terminal = try Terminal { writeAll("abc", to: $0.output) }
        terminal.expect(["abc⏎", ">"], column: 2)
        terminal.finish()
    }

    @Test func `Ctrl-W deletes a word and Ctrl-L clears the screen`() throws {
        let terminal = try Terminal()
        terminal.type("gone\r")
        terminal.expect(["> gone", ">"])
        terminal.type("one two" + Keys.control("w"))
        terminal.expect(["> gone", "> one"], column: 6)
        terminal.type(Keys.control("l"))
        terminal.expect(["> one"], column: 6)
        terminal.finish()
    }

    @Test func `an unfinished statement goes on in the next row and is one history entry`() throws {
        let terminal = try Terminal { $0.needsMore = needsBrace }
        terminal.type("if x {\rprint 1\r}")
        terminal.expect(["> if x {", "… print 1", "… }"], column: 3)
        terminal.type(Keys.enter)
        let statement = Input.line("if x {\nprint 1\n}")
        terminal.expect([statement])
        terminal.type(Keys.up)
        terminal.expect { $0.screen.lines.suffix(3) == ["> if x {", "… print 1", "… }"] }
        terminal.type(Keys.enter)
        terminal.expect([statement, statement])
        terminal.finish()
    }

    @Test func `keys pass over the start of continued rows`() throws {
        let terminal = try Terminal { $0.needsMore = needsBrace }
        terminal.type("{\rb" + Keys.left + Keys.left)
        terminal.expect(["> {", "… b"], column: 3)
        terminal.type("a" + Keys.right + Keys.backspace)
        terminal.expect(["> {ab"], column: 4)
        terminal.type("}\r")
        terminal.expect([.line("{a}b")])
        terminal.finish()
    }

    @Test func `a pasted newline never runs anything`() throws {
        let terminal = try Terminal()
        terminal.type(Keys.paste("one\r\ntwo\rthree\u{1b}[A\u{3}\t.\n"))
        terminal.expect(["> one", "… two", "… three[A    .", "…"], column: 2)
        #expect(terminal.inputs == [])
        terminal.type("end\r")
        terminal.expect([.line("one\ntwo\nthree[A    .\nend")])
        terminal.finish()
    }

    @Test func `a paste into a search runs nothing either`() throws {
        let terminal = try Terminal { $0.history = HistoryLines(["old line"]) }
        terminal.type(Keys.control("r") + "old")
        terminal.expect { $0.screen.lines.first == "> old line" }
        terminal.type(Keys.paste("x\ny\n"))
        terminal.expect { $0.screen.lines.count == 3 }
        #expect(terminal.inputs == [])
        terminal.finish()
    }

    @Test func `a large paste is one edit`() throws {
        let terminal = try Terminal()
        let text = (0..<1000).map { "line \($0) é" }.joined(separator: "\n")
        terminal.type(Keys.paste(text))
        terminal.expect { $0.screen.lines.last == "… line 999 é" }
        terminal.type(Keys.enter)
        terminal.expect([.line(text)])
        terminal.finish()
    }

    @Test func `a text taller than the screen shows the rows up to the cursor`() throws {
        let terminal = try Terminal(rows: 4)
        terminal.type(Keys.paste("1\n2\n3\n4\n5\n6"))
        terminal.expect(["… 3", "… 4", "… 5", "… 6"], column: 3)
        terminal.type("x\u{1b}<")
        terminal.expect(["> 1", "… 2", "… 3", "… 4"], column: 2)
        terminal.type("0\u{1b}>")
        terminal.expect(["… 3", "… 4", "… 5", "… 6x"], column: 4)
        #expect(terminal.screen.scrolledOff.count < 4)
        terminal.type(Keys.enter)
        terminal.expect([.line("01\n2\n3\n4\n5\n6x")])
        terminal.finish()
    }

    @Test func `keys typed ahead wait for the next line`() throws {
        let terminal = try Terminal()
        terminal.type("one\rtwo\rthree")
        terminal.expect([.line("one"), .line("two")])
        terminal.expect(["> one", "> two", "> three"], column: 7)
        terminal.finish()
    }

    @Test(arguments: [80, 12])
    func `a posted line stands above the half typed one`(columns: Int) throws {
        let terminal = try Terminal(columns: columns)
        terminal.type("half typed text" + Keys.left + Keys.left)
        let expected = columns == 80 ? ["> half typed text"] : ["> half typed", " text"]
        terminal.expect(expected)
        terminal.notifier?.post("job done")
        terminal.notifier?.post("and\nanother")
        terminal.expect(["job done", "and", "another"] + expected, column: columns == 80 ? 15 : 3)
        terminal.type("X\r")
        terminal.expect([.line("half typed teXxt")])
        terminal.finish()
    }

    @Test func `a posted line keeps a statement of several rows`() throws {
        let terminal = try Terminal { $0.needsMore = needsBrace }
        terminal.type("{\ra" + Keys.left + Keys.left)
        terminal.expect(["> {", "… a"], column: 3)
        terminal.notifier?.post("news")
        terminal.expect(["news", "> {", "… a"], column: 3)
        terminal.finish()
    }

    @Test func `a narrower window lays the line out again`() throws {
        let terminal = try Terminal(columns: 40)
        terminal.type(String(repeating: "a", count: 30))
        terminal.expect(["> " + String(repeating: "a", count: 30)])
        terminal.resize(columns: 20)
        terminal.expect {
            $0.screen.lines.suffix(2) == [
                "> " + String(repeating: "a", count: 18), String(repeating: "a", count: 12),
            ]
        }
        terminal.type("b\r")
        terminal.expect([.line(String(repeating: "a", count: 30) + "b")])
        terminal.finish()
    }

    @Test func `after a stop the terminal is raw again and the line comes back`() throws {
        let terminal = try Terminal()
        terminal.type("half" + Keys.left)
        terminal.expect(["> half"], column: 5)
        terminal.stopAndContinue()
        terminal.type("X")
        terminal.expect(["> halXf"], column: 6)
        terminal.finish()
    }

    @Test func `a terminal that is gone ends the input`() throws {
        let terminal = try Terminal()
        terminal.type("half")
        terminal.hangUp()
        terminal.expect([.endOfInput])
    }

    @Test func `Tab completes as far as all agree and a second one lists`() throws {
        let terminal = try Terminal { $0.complete = completeVerb }
        terminal.type("é s\t")
        terminal.expect(["> é su"], column: 6)
        terminal.type("\t")
        terminal.expect(["> é su", "submit  pay for a job", "sum     add", "> é su"], column: 6)
        terminal.type("b\t")
        terminal.expect { $0.screen.lines.last == "> é submit" && $0.screen.column == 11 }
        terminal.type("x\r")
        terminal.expect([.line("é submit x")])
        terminal.finish()
    }

    @Test func `a prompt may have colours and a right side`() throws {
        let prompt = Prompt(
            StyledText("local", .dim) + StyledText("›", .bold, .green) + " ",
            right: StyledText("500cr", .cyan))
        let terminal = try Terminal(columns: 40, prompt: prompt)
        terminal.type("x")
        terminal.expect(["local› x" + String(repeating: " ", count: 26) + "500cr"], column: 8)
        terminal.type(String(repeating: "y", count: 30))
        terminal.expect(["local› x" + String(repeating: "y", count: 30)])
        terminal.finish()
    }

    @Test func `an editrc chooses vi keys and cannot take the editor's own`() throws {
        try withEditrc(
            "bind -v\nholo:bind ^C ed-insert\nholo:bind ^M ed-unassigned\nedit off\nhistory size 0\n"
        ) {
            let terminal = try Terminal { $0.history = HistoryLines(["old"]) }
            terminal.type("hello world\u{1b}")
            terminal.expect(["> hello world"], column: 12)
            terminal.type("0x")
            terminal.expect(["> ello world"], column: 2)
            terminal.type("A" + Keys.paste("!\n") + "?")
            terminal.expect(["> ello world!", "… ?"], column: 3)
            terminal.type("\r")
            terminal.expect([.line("ello world!\n?")])
            terminal.type("x" + Keys.control("c"))
            terminal.expect([.line("ello world!\n?"), .interrupted])
            terminal.type("\u{1b}kk")
            terminal.expect { $0.screen.lines.last == "> old" }
            terminal.finish()
        }
    }

    @Test func `the terminal is as before when the editor is gone`() throws {
        let terminal = try Terminal()
        terminal.expect { $0.screen.privateModes == [25, 2004] }
        #expect(modes(terminal.slave).c_lflag & tcflag_t(ISIG | ICANON | ECHO) == 0)
        terminal.finish()
        terminal.expect { $0.screen.privateModes == [25] }
        let (before, after) = (terminal.modesBefore, modes(terminal.slave))
        #expect(
            after.c_lflag == before.c_lflag && after.c_iflag == before.c_iflag
                && after.c_oflag == before.c_oflag)
    }
}

@Sendable private func needsBrace(_ text: String) -> Bool {
    text.count { $0 == "{" } > text.count { $0 == "}" }
}

@Sendable private func completeVerb(_ text: String, _ cursor: Int) -> Completions {
    let before = text.utf8.prefix(cursor)
    let start =
        before.lastIndex(of: UInt8(ascii: " ")).map { before.distance(from: before.startIndex, to: $0) + 1 }
        ?? 0
    let typed = String(before.dropFirst(start)) ?? ""
    let verbs = [Completions.Candidate("submit ", "pay for a job"), .init("sum ", "add"), .init("jobs ")]
    return Completions(start: start, candidates: verbs.filter { $0.text.hasPrefix(typed) })
}

private func withEditrc(_ text: String, _ body: () throws -> Void) throws {
    try text.write(toFile: Terminal.editrc, atomically: true, encoding: .utf8)
    defer { unlink(Terminal.editrc) }
    try body()
}
