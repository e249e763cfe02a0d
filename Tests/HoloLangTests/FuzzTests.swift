import Testing

@testable import HoloLang

/// Hostile text never stops the parser, and everything it says has a place in the text.
@Suite struct FuzzTests {
    private static let tokens = [
        "let", "set", "if", "else", "for", "in", "include", "budget", "parallel", "onerror", "skip", "not",
        "and", "or", "true", "null", "x", "$x",
        "$", "k=", "k:=", "k=@",
        "--a", "--a=", "...", "'", "\"", "\\", "(", ")", "[", "]", "{", "}", "${", "|", ";", "\n", "\r\n",
        " ", " ", "#", ",", ":",
        ".", "?.", "..", "=", "==", "<", "??", "+", "-", "*", "/", "1", "2.5", "30s", "20/m", "é", "漢", "😀",
        "holo 1\n", "\\u{",
    ]

    @Test func `random tokens`() {
        check { random in
            (0..<Int.random(in: 0...40, using: &random))
                .map { _ in Self.tokens.randomElement(using: &random)! }.joined()
        }
    }

    @Test func `random bytes`() {
        check { random in
            let bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    private func check(_ text: (inout SeededRandom) -> String) {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededRandom(seed)
        let end = ContinuousClock.now + .milliseconds(500)
        while ContinuousClock.now < end {
            let source = Source(name: "fuzz", text: text(&random))
            let parsed = parse(source)
            let all = SourceRange(0, source.bytes.count)
            let isInside = parsed.ranges.allSatisfy { $0.union(all) == all && $0.start <= $0.end }
            #expect(
                isInside, "seed \(seed): \(source.text(all).debugDescription)")
            for diagnostic in parsed.diagnostics { _ = diagnostic.rendered() }
            if parsed.diagnostics.isEmpty {
                #expect(formatFault(source) == nil, "seed \(seed): \(source.text(all).debugDescription)")
            }
        }
    }
}

extension Parsed {
    /// Every range in the tree, found by reflection so that no node is forgotten, and in the diagnostics.
    fileprivate var ranges: [SourceRange] {
        var ranges = diagnostics.map(\.range)
        collect(script.statements, into: &ranges)
        ranges += tokens.map(\.range)
        return ranges
    }
}

private func collect(_ value: Any, into ranges: inout [SourceRange]) {
    if let range = value as? SourceRange { return ranges.append(range) }
    for child in Mirror(reflecting: value).children { collect(child.value, into: &ranges) }
}
