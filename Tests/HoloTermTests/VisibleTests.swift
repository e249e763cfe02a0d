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
        ("\u{200f}a\u{200e}\u{61c}", "\\u{200f}a\\u{200e}\\u{61c}"),
        ("so\u{ad}ft ze\u{200b}ro \u{feff}\u{2060}", "so\\u{ad}ft ze\\u{200b}ro \\u{feff}\\u{2060}"),
        ("a\u{e0061}\u{e007f}", "a\\u{e0061}\\u{e007f}"),
        ("\u{fff9}a\u{fffa}b\u{fffb}", "\\u{fff9}a\\u{fffa}b\\u{fffb}"),
        ("a\u{200d}b\u{200c}", "a\\u{200d}b\\u{200c}"),
        ("a\u{fe0f}\u{fe00}", "a\\u{fe0f}\\u{fe00}"),
        ("\u{200d}👩", "\\u{200d}👩"),
        ("👩\u{fe0f}\u{fe0f}", "👩\u{fe0f}\\u{fe0f}"),
    ])
    func `nothing drives the terminal or hides`(hostile: String, shown: String) {
        #expect(visible(hostile) == shown)
        #expect(visible(hostile, .shown) == shown)
        #expect(visible(bytes: Array(hostile.utf8)) == shown)
        #expect(visible(visible(hostile)) == shown)
    }

    @Test(arguments: [
        "👩‍👩‍👧", "❤️‍🔥", "👨🏽‍🚀", "1️⃣", "©️", "🏳️‍🌈", "می\u{200c}خواهم", "क्\u{200d}ष", "葛\u{e0100}", "e\u{301}", "☎︎",
    ])
    func `what belongs to the character before it stays`(text: String) { #expect(visible(text) == text) }

    @Test func `line ends and tabs are kept or shown`() {
        #expect(visible("a\r\nb\n\tc") == "a\nb\n\tc")
        #expect(visible("a\r\nb\n\tc", .shown) == "a⏎b⏎ c")
    }

    @Test func `a program keeps what drives nothing`() {
        let text = "so\u{ad}ft\u{200b}\u{feff}\u{200f}"
        #expect(visible(text, for: .program) == text)
        #expect(visible("\u{1b}\u{9b}\u{202e}", for: .program) == "␛\\x9b\\u{202e}")
    }

    @Test(
        arguments: [
            ([0xFF], "\\xff"), ([0x61, 0xC3, 0x28], "a\\xc3("), ([0xE6, 0xBC, 0xA2], "漢"),
            ([0xE6, 0xBC], "\\xe6\\xbc"),
            ([0xED, 0xA0, 0x80], "\\xed\\xa0\\x80"), ([0xC0, 0x80], "\\xc0\\x80"), ([0x9B, 0x41], "\\x9bA"),
            ([0xF0, 0x9F, 0x98, 0x80], "😀"),
        ] as [([UInt8], String)])
    func `bytes that are no text are shown`(bytes: [UInt8], shown: String) {
        #expect(visible(bytes: bytes) == shown)
        #expect(VisibleText(bytes: bytes).string == shown)
    }

    /// The classes are written out, because asking Unicode for each scalar takes too long: they must be Unicode's.
    @Test func `every scalar that shows nothing is escaped, and no other`() {
        for value in 0...0x10FFFF as ClosedRange<UInt32> {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let properties = scalar.properties
            let isControl = properties.generalCategory == .control
            let isSeparator = [.lineSeparator, .paragraphSeparator].contains(properties.generalCategory)
            let isAnnotation = 0xFFF9...0xFFFB ~= value
            let isHostile = isControl || isSeparator || isAnnotation || properties.isDefaultIgnorableCodePoint
            if (drives(scalar) || hides(scalar)) != isHostile {
                Issue.record("U+\(String(value, radix: 16))")
            }
        }
    }

    @Test func `every scalar and every pair of bytes comes out as what shows`() {
        func check(_ text: String, _ what: @autoclosure () -> String) {
            if text.unicodeScalars.contains(where: { drives($0) || hides($0) }) { Issue.record("\(what())") }
        }
        for value in 0...0x10FFFF as ClosedRange<UInt32> {
            guard let scalar = Unicode.Scalar(value) else { continue }
            check(visible("a\(Character(scalar))b", .shown), "U+\(value)")
        }
        for first in 0...255 as ClosedRange<UInt8> {
            for second in 0...255 as ClosedRange<UInt8> {
                check(visible(bytes: [first, second], .shown), "\(first) \(second)")
            }
        }
    }
}

struct VisibleTextTests {
    @Test func `what is put into a text is made visible, and a literal is the program's own`() {
        let name = "x\u{1b}[2J\n"
        let text: VisibleText = "\u{1b}[1m\(name)\u{1b}[0m \(3)"
        #expect(text.string == "\u{1b}[1mx␛[2J⏎\u{1b}[0m 3")
        #expect((text + "\(name)").string.hasSuffix("x␛[2J⏎"))
        #expect(VisibleText(name).string == "x␛[2J\n")
        #expect([text, "b"].joined(separator: ", ").string.hasSuffix("3, b"))
    }

    @Test func `JSON stays the same JSON`() {
        #expect(
            VisibleText(json: "{\"a\": \"\u{9b}\u{202e}\u{e0061}👩‍👩‍👧\"}").string
                == "{\"a\": \"\\u009b\\u202e\\udb40\\udc61👩‍👩‍👧\"}")
        #expect(VisibleText(json: "[\n  1\n]").string == "[\n  1\n]")
    }

    @Test func `text is wrapped at spaces only`() {
        func lines(_ text: String, _ width: Int) -> [String] {
            VisibleText(text).wrappedAtSpaces(to: width).map(\.string)
        }
        #expect(lines("one two three", 7) == ["one two", "three"])
        #expect(lines("see https://example.com/long ok", 8) == ["see", "https://example.com/long", "ok"])
        #expect(lines("  indented text", 10) == ["  indented", "text"])
        #expect(lines("", 5) == [""])
    }
}
