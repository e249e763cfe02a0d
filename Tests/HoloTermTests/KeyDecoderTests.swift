import Testing

@testable import HoloTerm

struct KeyDecoderTests {
    @Test(arguments: [
        ("a\r\nb", "a\nb"), ("a\rb\n", "a\nb\n"), ("x\ty", "x    y"), ("a\u{1b}[31mb\u{7}\u{9b}\0", "a[31mb"),
        ("\n\r", "\n\n"), ("é漢😀", "é漢😀"),
    ])
    func `a paste becomes text`(raw: String, text: String) {
        #expect(pastedText(raw) == text)
    }

    @Test(arguments: [1, 2, 3, 5, 100])
    func `keys and pastes come out whole however the bytes arrive`(size: Int) {
        let bytes = Array("é漢\u{1b}[A\u{1b}[200~x\ry\u{1b}[Z\u{1b}[201~😀\u{1b}".utf8)
        var decoder = KeyDecoder()
        var keys: [Key] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
            decoder.push(Array(bytes[start..<min(bytes.count, start + size)]))
            while let key = decoder.next() { keys.append(key) }
        }
        #expect(decoder.isWaiting)
        while let key = decoder.next(waited: true) { keys.append(key) }
        #expect(keys == characters("é漢\u{1b}[A") + [.paste("x\ny[Z")] + characters("😀\u{1b}"))
    }

    @Test func `a paste is known even when its mark came in slow pieces`() {
        var decoder = KeyDecoder()
        var keys: [Key] = []
        for piece in ["\u{1b}", "[20", "0~a\n\u{1b}[201~b"] {
            decoder.push(Array(piece.utf8))
            while let key = decoder.next(waited: true) { keys.append(key) }
        }
        #expect(keys == characters("\u{1b}[20") + [.paste("a\n")] + characters("b"))
    }

    @Test func `broken UTF-8 and C1 controls are dropped`() {
        var decoder = KeyDecoder()
        decoder.push([0x61, 0xFF, 0xC3, 0x62, 0xC2, 0x80, 0xE6, 0xBC, 0x63, 0xF0, 0x9F])
        var keys: [Key] = []
        while let key = decoder.next(waited: true) { keys.append(key) }
        #expect(keys == characters("abc"))
    }

    @Test(arguments: [
        ("\u{3}", true, ""), ("print 1\r\u{3}x", true, "x"), ("print 1\rx", false, "print 1\rx"),
        ("\u{1b}[200~a\u{3}\u{1b}[201~\u{3}", true, ""),
        ("\u{1b}[200~a\u{3}b\u{1b}[201~", false, "[ab]"), ("a\u{1b}[200~b\u{3}", false, "a"),
    ])
    func `a signal that was typed ahead is taken, with what stood before it`(
        typed: String, isThere: Bool, rest: String
    ) {
        var decoder = KeyDecoder()
        decoder.push(Array(typed.utf8))
        #expect(decoder.takeKey(from: ["\u{3}", "\u{1A}"]) == (isThere ? "\u{3}" : nil))
        var text = ""
        while let key = decoder.next() {
            switch key {
            case .character(let scalar): text.unicodeScalars.append(scalar)
            case .paste(let pasted): text += "[\(pasted)]"
            }
        }
        #expect(text == rest)
    }

    private func characters(_ text: String) -> [Key] { text.unicodeScalars.map { .character($0) } }
}
