import Testing

@testable import HoloTerm

struct VisibleTests {
    @Test(arguments: [
        ("plain é漢😀", "plain é漢😀"),
        ("\u{1b}]0;owned\u{7}", "␛]0;owned␇"),
        ("\u{1b}[2J\u{1b}[31mred", "␛[2J␛[31mred"),
        ("\u{9b}31m\u{90}x", "\\x9b31m\\x90x"),
        ("a\u{8}\u{8}b\0\u{7F}", "a␈␈b␀␡"),
        ("pay\u{202e}cod\u{2066}x\u{2069}", "pay\\u{202e}cod\\u{2066}x\\u{2069}"),
        ("a\u{2028}b\u{2029}", "a\\u{2028}b\\u{2029}"),
        ("over\rwrite", "over␍write"),
    ])
    func `nothing drives the terminal`(hostile: String, shown: String) {
        #expect(visible(hostile) == shown)
        #expect(visible(hostile, .shown) == shown)
    }

    @Test func `line ends and tabs are kept or shown`() {
        #expect(visible("a\r\nb\n\tc") == "a\nb\n\tc")
        #expect(visible("a\r\nb\n\tc", .shown) == "a⏎b⏎ c")
    }
}
