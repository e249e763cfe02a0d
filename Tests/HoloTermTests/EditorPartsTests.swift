import Glibc
import Testing

@testable import HoloTerm

struct EditLayoutTests {
    @Test(arguments: [
        ("", 0, 0, 0), ("12345678", 8, 1, 1), ("1234567", 7, 0, 0), ("漢字漢字", 4, 1, 1), ("漢字漢字", 3, 0, 1),
        ("1漢字漢字", 4, 1, 1), ("1234567漢", 7, 1, 1), ("a\nb\n", 0, 0, 2),
        ("a\nb\n", 2, 1, 2), ("a\tb", 3, 0, 0),
        ("12345\u{1}\u{1}", 6, 0, 1), ("\u{E000}1", 2, 0, 0),
    ])
    func `rows as libedit counts them`(text: String, cursor: Int, cursorRow: Int, lastRow: Int) {
        setlocale(LC_CTYPE, "C.UTF-8")
        let layout = EditLayout(prompt: "> ", buffer: Array(text.unicodeScalars), cursor: cursor, columns: 10)
        #expect(layout.cursorRow == cursorRow)
        #expect(layout.lastRow == lastRow)
    }
}

struct GutterTests {
    private let gutter = Gutter("… ")

    @Test(arguments: ["", "one", "a\nb", "\n\n", "…\u{A0}é\n… x", "a\n"])
    func `text comes back as it went in`(text: String) {
        #expect(gutter.decode(gutter.encode(text)) == text)
        #expect(Gutter("").decode(Gutter("").encode(text)) == text)
    }

    @Test(arguments: [
        ("a\n…b", "a\nb"), ("a\n\u{2004}b", "a\nb"), ("a…\u{2004}b", "ab"), ("a\n…x\u{2004}b", "a\nxb"),
    ])
    func `torn marks are no text`(buffer: String, text: String) {
        #expect(gutter.decode(buffer.unicodeScalars) == text)
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

struct EncodedPromptTests {
    @Test func `an escape stands before a visible character and colour ends before the line`() {
        let prompt = EncodedPrompt(StyledText("a", .dim) + "" + StyledText("b", .red), colour: true)
        let text = String(
            String.UnicodeScalarView(prompt.characters.compactMap { Unicode.Scalar(UInt32($0)) }))
        #expect(text == "\u{1}\u{1b}[2m\u{1}a\u{1}\u{1b}[0m\u{1b}[31m\u{1}b\u{1}\u{1b}[0m\u{1} \0")
        #expect(prompt.plain == "ab ")
        #expect(EncodedPrompt(StyledText("a\u{1b}\u{1}", .dim), colour: false).plain == "a␛␁")
    }
}
