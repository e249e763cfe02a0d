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
        let layout = EditLayout(prompt, text: Array(text.unicodeScalars), cursor: cursor, columns: 10)
        #expect(layout.rows.map(\.print) == rows)
        #expect(layout.cursor == (row, column))
    }

    @Test(arguments: [("", "> x    ab"), ("12", "> x12  ab"), ("1234", "> x1234")])
    func `the right side gives way to the text`(text: String, row: String) {
        let layout = EditLayout(
            Prompt("> x", right: "ab"), text: Array(text.unicodeScalars), cursor: 0, columns: 10)
        #expect(layout.rows.map(\.print) == [row])
    }

    @Test func `styles are closed in their own piece`() {
        let cells = (StyledText("ab", .dim) + StyledText("c", .bold, .red) + "d").cells(colour: true)
        #expect(cells.map(\.print) == ["\u{1b}[2ma", "b\u{1b}[0m", "\u{1b}[1;31mc\u{1b}[0m", "d"])
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
