import HoloRuntime
import HolocronAPI
import OrderedCollections
import Testing

@testable import HoloShell
@testable import HoloTerm

/// Nothing that a server says drives the terminal, wherever it is shown.
struct SafetyTests {
    /// Everything that shows text, with room for all of it.
    private static let places: [(name: String, show: @Sendable (String) -> String)] = [
        ("table", { shown(.list([.record([$0: .string($0)]), .record([$0: .list([.string($0)])])])) }),
        (
            "record",
            { shown(.record([$0: .string($0), "nested": .record([$0: .list([.string($0), .null])])])) }
        ),
        ("text", { shown(.string($0)) }),
        ("json", { text in all { Rendering().writeJSON(.list([.record([text: .string(text)])]), to: $0) } }),
        ("error", { Stop.failed("CODE", $0, next: $0).rendered(StopStyle(colour: true)).string }),
        (
            "note",
            {
                let line: VisibleText = "\($0)"
                return line.string
            }
        ),
        (
            "completion",
            { text in
                Completions(start: 0, candidates: [.init(text, text), .init(text)]).listing(
                    width: 1 << 20, rows: 99
                )
                .joined(separator: "\n")
            }
        ),
        ("prompt", { edited("", prompt: $0) }),
        ("history", { edited($0, prompt: "") }),
    ]

    private static func all(_ write: (LineSink) -> Void) -> String {
        LineSink.lines(write).map(\.string).joined(separator: "\n")
    }

    private static func shown(_ value: Value) -> String {
        all { Rendering(width: 1 << 17, colour: true, links: true).write(value, path: "$_", to: $0) }
    }

    /// A line of history that the editor shows.
    private static func edited(_ text: String, prompt: String) -> String {
        let layout = EditLayout(
            Prompt(StyledText(prompt, .bold)),
            EditedText(text: Array(text.unicodeScalars), cursor: 0), columns: 1 << 20, colour: true)
        return layout.rows.map(\.print).joined(separator: "\n")
    }

    /// What is left of an output without what the program itself writes: colours, links, tabs, line feeds.
    private static func foreign(_ output: String) -> Unicode.Scalar? {
        var rest = Array(output.unicodeScalars)[...]
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\n", "\t": break
            case "\u{1b}" where rest.first == "[":
                let length = rest.dropFirst().prefix { "0123456789;".unicodeScalars.contains($0) }.count + 1
                guard rest.dropFirst(length).first == "m" else { return scalar }
                rest = rest.dropFirst(length + 1)
            case "\u{1b}" where rest.starts(with: "]8;".unicodeScalars):
                rest = rest.drop { 0x20...0x7E ~= $0.value }
                guard rest.starts(with: "\u{1b}\\".unicodeScalars) else { return scalar }
                rest = rest.dropFirst(2)
            case "\r": break
            default: if drives(scalar) || hides(scalar) { return scalar }
            }
        }
        return nil
    }

    @Test(arguments: 0...16) func `no scalar reaches the terminal that could drive or fool it`(plane: UInt32)
    {
        for start in stride(from: plane << 16, to: (plane + 1) << 16, by: 1024) {
            let scalars = (start..<start + 1024).compactMap(Unicode.Scalar.init)
            guard !scalars.isEmpty else { continue }
            // Behind a letter nothing belongs to the character before it.
            let text = String(String.UnicodeScalarView(scalars.flatMap { ["a", $0] }))
            for place in Self.places {
                if let found = Self.foreign(place.show(text)) {
                    Issue.record("U+\(String(found.value, radix: 16)) in a \(place.name)")
                }
            }
        }
    }

    @Test func `no pair of bytes does`() {
        for first in 0...255 as ClosedRange<UInt8> {
            let text = (0...255 as ClosedRange<UInt8>).map { VisibleText(bytes: [first, $0], .shown).string }
                .joined(
                    separator: "a")
            for place in Self.places {
                if let found = Self.foreign(place.show(text)) {
                    Issue.record("U+\(String(found.value, radix: 16)) of \(first) in a \(place.name)")
                }
            }
        }
    }

    @Test func `what a pipe gets drives nothing, and JSON is the same JSON`() throws {
        let hostile = "\u{1b}[2J\u{9b}\u{202e}\u{ad}\u{200b}é\n"
        let plain = Self.all { Rendering().write(.record(["a": .string(hostile)]), to: $0) }
        #expect(plain == "a  ␛[2J\\x9b\\u{202e}\u{ad}\u{200b}é\n")
        let value = Value.record(["a\u{9b}": .string(hostile)])
        let json = Self.all { Rendering().writeJSON(value, to: $0) }
        #expect(Value(try JSON(parsing: Array(json.utf8))) == value)
        #expect(Self.foreign(json) == nil)
    }

    @Test func `links cannot be broken out of`() {
        for text in [
            "https://e.com/\u{1b}\\\u{1b}[2J", "https://e.com/\u{9c}x", "https://e.com/\u{7}", "javascript:x",
        ] {
            let output = Self.shown(.list([.record(["url": .string(text)])]))
            #expect(Self.foreign(output) == nil)
            #expect(output.contains("\u{1b}]8;") == (text == "https://e.com/\u{9c}x"))
        }
    }
}
