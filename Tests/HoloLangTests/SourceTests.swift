import Testing

@testable import HoloLang

@Suite struct SourceTests {
    @Test(
        arguments: [
            (
                Array(repeating: 0x61, count: (1 << 20) + 1), "a.holo is larger than 1 MiB",
                "put its parts into files, and include them"
            ),
            ([0x61, 0x0A, 0x00], "a.holo is not text: line 2, byte offset 2 is a control character", nil),
            ([0x1B], "a.holo is not text: line 1, byte offset 0 is a control character", nil),
            ([0x7F], "a.holo is not text: line 1, byte offset 0 is a control character", nil),
            (
                [0x61, 0x0A, 0x0A, 0xC3, 0xA9, 0xC3, 0x28],
                "a.holo is not text: line 3, byte offset 5 is not UTF-8", "save the file as UTF-8"
            ),
            (
                [0xED, 0xA0, 0x80], "a.holo is not text: line 1, byte offset 0 is not UTF-8",
                "save the file as UTF-8"
            ),
        ] as [([UInt8], String, String?)])
    func `what is not program text is refused`(bytes: [UInt8], message: String, hint: String?) {
        let error = #expect(throws: Diagnostic.self) { try Source(name: "a.holo", bytes: bytes) }
        #expect(error?.message == message)
        #expect(error?.hint == hint)
        #expect(error?.range == SourceRange(0, 0))
        #expect(error?.rendered() == "error: \(message)" + (hint.map { "\n  \($0)" } ?? ""))
    }

    @Test func `a mark at the start is no part of the text`() throws {
        #expect(try Source(name: "a", bytes: [0xEF, 0xBB, 0xBF, 0x61]).bytes == [0x61])
        #expect(Source(name: "a", text: "\u{FEFF}a").bytes == [0x61])
        #expect(try Source(name: "a", bytes: Array(repeating: 0x61, count: 1 << 20)).bytes.count == 1 << 20)
    }

    @Test func `a text that is too large is refused without a file as well`() {
        let parsed = parse(Source(name: "-c", text: String(repeating: "a\n", count: 1 << 20)))
        #expect(parsed.diagnostics.map(\.message) == ["-c is larger than 1 MiB"])
    }

    @Test(
        arguments: [
            (0, 1, 1), (2, 1, 3), (3, 2, 1), (5, 2, 2), (9, 2, 4), (10, 3, 1), (11, 4, 1), (13, 4, 3),
        ]
            as [(Int, Int, Int)])
    func `positions count lines and characters`(offset: Int, line: Int, column: Int) {
        let source = Source(name: "a", text: "ab\né漢c\n\nde")
        #expect(source.position(of: offset) == (line, column))
    }

    @Test func `a line is shown without its end`() {
        let source = Source(name: "a", text: "ab\r\n\r\nc")
        #expect([0, 2, 3, 4, 6, 7].map(source.line) == ["ab", "ab", "ab", "", "c", "c"])
    }
}
