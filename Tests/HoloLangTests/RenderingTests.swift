import Testing

@testable import HoloLang

@Suite struct RenderingTests {
    private func rendered(_ text: String, _ start: Int, _ end: Int, hint: String? = nil) -> String {
        Diagnostic("no", in: Source(name: "a.holo", text: text), at: SourceRange(start, end), hint: hint)
            .rendered()
    }

    @Test func `message, place, line, marks and hint`() {
        let source = Source(name: "quickstart.holo", text: "a\n\nsumbit li_profile_scrape\n")
        let diagnostic = Diagnostic(
            "unknown command sumbit", in: source, at: SourceRange(3, 9), hint: "did you mean submit?")
        #expect(
            diagnostic.rendered() == """
                error: unknown command sumbit
                  quickstart.holo:3:1
                  3 │ sumbit li_profile_scrape
                    │ ^^^^^^
                  did you mean submit?
                """)
    }

    @Test(
        arguments: [
            ("é x", 3, 4, "é x", "  ^"),
            ("漢字 x", 7, 8, "漢字 x", "     ^"),
            ("漢字 x", 0, 6, "漢字 x", "^^^^"),
            ("😀👨‍👩‍👧 x", 23, 24, "😀👨‍👩‍👧 x", "     ^"),
            ("e\u{301}x", 3, 4, "e\u{301}x", " ^"),
            ("a\tb", 2, 3, "a b", "  ^"),
            ("a\u{1B}[31mb", 6, 7, "a·[31mb", "      ^"),
            ("a\u{202E}b", 4, 5, "a·b", "  ^"),
            ("ab", 2, 2, "ab", "  ^"),
            ("ab\ncd", 1, 5, "ab", " ^"),
            ("ab\r\ncd", 2, 3, "ab", "  ^"),
            ("", 0, 0, nil, nil),
        ] as [(String, Int, Int, String?, String?)])
    func `marks line up under what is shown`(
        text: String, start: Int, end: Int, line: String?, marks: String?
    ) {
        let lines = rendered(text, start, end).split(separator: "\n").map(String.init)
        #expect(lines.dropFirst(2).first == line.map { "  1 │ \($0)" })
        #expect(lines.dropFirst(3).first == marks.map { "    │ \($0)" })
    }

    @Test func `the gutter grows with the line number`() {
        let lines = rendered(String(repeating: "\n", count: 99) + "ab", 100, 101).split(separator: "\n")
        #expect(lines.dropFirst() == ["  a.holo:100:2", "  100 │ ab", "      │  ^"])
    }

    @Test(arguments: [0, 30, 60, 500, 99_990, 99_999])
    func `a long line is cut to a window around the mark`(start: Int) throws {
        let text = String((0..<100_000).map { $0 == start ? "X" : Character(String($0 % 10)) })
        let lines = rendered(text, start, start + 5).split(separator: "\n")
        let line = Array(lines[2])
        let marks = Array(lines[3])
        #expect(line.count <= 6 + 102)
        #expect(marks.firstIndex(of: "^") == line.firstIndex(of: "X"))
        #expect((line[6] == "…") == (start > 40))
        #expect((line.last == "…") == (start < 99_900))
    }

    @Test(arguments: [20, 40, 80]) func `line and marks fit the width`(width: Int) throws {
        let text = String(repeating: "a", count: 60) + "WRONG" + String(repeating: "b", count: 60)
        let diagnostic = Diagnostic("no", in: Source(name: "a.holo", text: text), at: SourceRange(60, 65))
        let lines = diagnostic.lines(DiagnosticLayout(width: width)).map(\.text)
        #expect(lines.allSatisfy { $0.count <= width })
        #expect(Array(lines[3]).firstIndex(of: "^") == Array(lines[2]).firstIndex(of: "W"))
        #expect(lines[3].count { $0 == "^" } == 5)
    }

    @Test func `a replacement somewhere else makes the whole line`() {
        let source = Source(name: "", text: "print $y")
        let diagnostic = Diagnostic(
            "unknown", in: source, at: SourceRange(6, 8), replacement: "let y = 1; ",
            replaced: SourceRange(0, 0))
        #expect(diagnostic.correction == "let y = 1; print $y")
    }

    @Test(
        arguments: [
            ("did you mean data/st0.json?", "read data/st0"), ("did you mean a.csv?", "read a.cs"),
        ])
    func `a file that was meant stands in the line`(hint: String, line: String) {
        let source = Source(name: "-c", text: line)
        let diagnostic = Diagnostic("no", in: source, at: SourceRange(0, line.utf8.count), hint: hint)
        #expect(diagnostic.correction == "read " + hint.dropFirst(13).dropLast())
    }

    @Test func `marks stay inside the window`() {
        let lines = rendered(String(repeating: "漢", count: 1000), 0, 3000).split(separator: "\n")
        #expect(lines[2] == "  1 │ " + String(repeating: "漢", count: 49) + "…")
        #expect(lines[3] == "    │ " + String(repeating: "^", count: 98))
    }

    @Test func `no control character of a message or hint is shown raw`() {
        let source = Source(name: "a\u{1B}", text: "x")
        let text = Diagnostic("b\u{7}\n", in: source, at: SourceRange(0, 1), hint: "c\u{9B}").rendered()
        #expect(text == "error: b··\n  a·:1:1\n  1 │ x\n    │ ^\n  c·")
    }

    @Test(
        arguments: [
            ("a", 1), ("é", 1), ("e\u{301}", 1), ("漢", 2), ("ｱ", 1), ("Ａ", 2), ("한", 2), ("😀", 2),
            ("❤\u{FE0F}", 2), ("❤", 1),
            ("👨‍👩‍👧", 2), ("🇩🇪", 2), ("\u{301}", 0), ("…", 1), ("│", 1), ("⌚", 2),
        ] as [(Character, Int)])
    func `cell width`(character: Character, cells: Int) {
        #expect(cellWidth(character) == cells)
    }
}
