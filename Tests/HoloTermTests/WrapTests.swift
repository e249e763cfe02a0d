import Testing

@testable import HoloTerm

struct WrapTests {
    @Test(arguments: [
        ("", 5, [""]),
        ("one two three", 7, ["one two", "three"]),
        ("one two three", 6, ["one", "two", "three"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("  abcdefgh", 4, ["  ab", "cdef", "gh"]),
        ("a\n\nb", 5, ["a", "", "b"]),
        ("漢字漢字", 5, ["漢字", "漢字"]),
        ("漢", 1, ["漢"]),
        ("trailing   ", 20, ["trailing"]),
    ])
    func `text is broken into lines`(text: String, width: Int, lines: [String]) {
        #expect(wrapped(text, to: width) == lines)
    }
}
