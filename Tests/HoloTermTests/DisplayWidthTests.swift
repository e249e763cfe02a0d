import Testing

@testable import HoloTerm

struct DisplayWidthTests {
    @Test(arguments: [
        ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("漢字", 4), ("한글", 4), ("ｱ", 1), ("Ａ", 2), ("😀", 2),
        ("👨‍👩‍👧‍👦", 2), ("👍🏽", 2), ("🇩🇪", 2), ("❤️", 2), ("❤", 1), ("1️⃣", 2), ("…", 1), ("\u{200B}", 0),
        ("\u{1b}[0m", 3), ("\n\t", 0), ("कि", 2), ("\u{1100}\u{1161}\u{11A8}", 2), ("𠀀", 2),
    ])
    func `width in columns`(text: String, width: Int) {
        #expect(displayWidth(text) == width)
    }

    @Test(arguments: [
        ("hello", 5, "hello"), ("hello", 4, "hel…"), ("hello", 1, "…"), ("hello", 0, ""), ("漢字漢", 6, "漢字漢"),
        ("漢字漢", 5, "漢字…"), ("漢字漢", 4, "漢…"), ("a👨‍👩‍👧‍👦b", 3, "a…"), ("ae\u{301}o", 2, "a…"), ("", 0, ""),
    ])
    func `text is cut to columns`(text: String, width: Int, cut: String) {
        #expect(truncated(text, to: width) == cut)
    }

    @Test func `text is padded on either side`() {
        #expect(padded("漢", to: 4) + "|" == "漢  |")
        #expect(padded("12", to: 4, .right) == "  12")
        #expect(padded("longer", to: 4) == "longer")
    }
}
