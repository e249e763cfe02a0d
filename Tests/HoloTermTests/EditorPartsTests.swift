import Testing

@testable import HoloTerm

struct EditLayoutTests {
    @Test(arguments: [
        ("", 0, ["> "], 0, 2), ("12345678", 8, ["> 12345678", " \r"], 1, 0),
        ("12345678", 7, ["> 12345678"], 0, 9),
        ("123456789", 8, ["> 12345678", "9"], 1, 0), ("1234567漢", 7, ["> 1234567", "漢"], 1, 0),
        ("a\nb\n", 1, ["> a", ". b", ". "], 0, 3), ("a\nb\n", 2, ["> a", ". b", ". "], 1, 2),
        ("12345678\nb", 8, ["> 12345678", ". b"], 0, 9), ("a\tb", 2, ["> a     b"], 0, 8),
        ("\u{1b}\u{202e}", 2, ["> ␛\\u{202e", "}"], 1, 1), ("e\u{301}漢", 2, ["> e\u{301}漢"], 0, 3),
    ])
    func `rows and cursor`(text: String, cursor: Int, rows: [String], row: Int, column: Int) {
        let prompt = Prompt("> ", continuation: ". ")
        let edited = EditedText(text: Array(text.unicodeScalars), cursor: cursor)
        let layout = EditLayout(prompt, edited, columns: 10)
        #expect(layout.rows.map(\.print) == rows)
        #expect(layout.cursor == (row, column))
    }

    @Test(arguments: [("", "> x    ab"), ("12", "> x12  ab"), ("1234", "> x1234")])
    func `the right side gives way to the text`(text: String, row: String) {
        let edited = EditedText(text: Array(text.unicodeScalars), cursor: 0)
        let layout = EditLayout(Prompt("> x", right: "ab"), edited, columns: 10)
        #expect(layout.rows.map(\.print) == [row])
    }

    @Test func `styles begin and end where they change and at the ends of rows`() {
        let text = Array("e\u{301}漢cd\nx".unicodeScalars)
        var edited = EditedText(text: text, cursor: 0, spans: [StyledSpan(0..<6, .cyan)], mark: 6..<9)
        let layout = EditLayout(
            Prompt(StyledText(">", .dim), continuation: "."), edited, columns: 4, colour: true)
        #expect(
            layout.rows.map(\.print) == [
                "\u{1b}[2m>\u{1b}[0m\u{1b}[36me\u{301}漢\u{1b}[0m", "\u{1b}[7mcd\u{1b}[0m", ".x",
            ])
        edited.mark = nil
        let plain = EditLayout(Prompt(StyledText(">", .dim), continuation: "."), edited, columns: 4)
        #expect(plain.rows.map(\.print) == [">e\u{301}漢", "cd", ".x"])
        #expect(plain.rows.map(\.width) == layout.rows.map(\.width))
    }

    @Test(arguments: [
        ("ab", "cdef", "> abcdef", true), ("ab", "cdefghij", "> abcdefg…", true),
        ("ab", "c\nd", "> abc…", true), ("1234567", "cdef", "> 1234567…", true),
        ("12345678", "cd", "> 12345678", false), ("123456789", "cd", " \rcd", true),
        ("a", "漢漢漢漢漢", "> a漢漢漢…", true), ("a", "\u{1b}", "> a␛", true),
    ])
    func `a suggestion takes what is left of the row`(text: String, ghost: String, row: String, shows: Bool) {
        let text = Array(text.unicodeScalars)
        let edited = EditedText(text: text, cursor: text.count, ghost: ghost)
        let layout = EditLayout(Prompt("> "), edited, columns: 11, colour: true)
        let shown = layout.rows.last?.print.replacing("\u{1b}[2m", with: "").replacing("\u{1b}[0m", with: "")
        #expect(shown == row)
        #expect(layout.showsGhost == shows)
        #expect(
            layout.cursor
                == EditLayout(Prompt("> "), EditedText(text: text, cursor: text.count), columns: 11).cursor)
        #expect(!EditLayout(Prompt("> "), edited, columns: 11).showsGhost)
    }
}

struct CompletionsTests {
    @Test(arguments: [
        (["submit ", "sum ", "sup"], "su"), (["one"], "one"), (["a", "b"], ""), ([], ""), (["é", "e"], ""),
    ])
    func `the common beginning`(candidates: [String], prefix: String) {
        #expect(Completions(start: 0, candidates: candidates.map { .init($0) }).commonPrefix == prefix)
    }

    @Test func `names are listed in columns and described ones in lines`() {
        let names = Completions(
            start: 0, candidates: ["one ", "two", "three", "four", "five"].map { .init($0) })
        #expect(names.listing(width: 16, rows: 9) == ["one    four", "two    five", "three"])
        #expect(names.listing(width: 4, rows: 3) == ["one", "two", "… 3…"])
        let described = Completions(
            start: 0, candidates: [.init("a=", "first\u{1b}"), .init("long=", "a second one")])
        #expect(described.listing(width: 14, rows: 9) == ["a=     first␛", "long=  a seco…"])
    }
}
