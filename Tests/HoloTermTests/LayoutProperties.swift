import Testing

@testable import HoloTerm

/// Random tables and fields at random widths.
struct LayoutProperties {
    private static let pieces = [
        "a", "word", " ", "漢字", "é", "e\u{301}\u{301}", "👩‍👩‍👧", "🇩🇪", "\u{1b}[2J", "\n", "\t", "\u{202e}",
        "\u{200b}", "한국", "ᄒ",
        "कि", "😀", "…", "https://example.com/", "12345", "\u{301}", "ـ", "1️⃣", "☎", "\u{ad}", "⸻", "﷽",
    ]

    private static func text(_ random: inout SystemRandomNumberGenerator, most: Int = 12) -> String {
        (0..<Int.random(in: 0...most, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
            .joined()
    }

    @Test(arguments: 1...200) func `no line is wider than the width`(width: Int) {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<6 {
            let columns = (0..<Int.random(in: 1...9, using: &random)).map { _ in
                Table.Column(
                    VisibleText(Self.text(&random, most: 3), .shown), type: Bool.random() ? "text" : "",
                    Bool.random() ? .left : .right)
            }
            let rows = (0..<Int.random(in: 0...8, using: &random)).map { _ in
                columns.map { _ in Self.text(&random) }
            }
            check(Table(columns: columns, rows: rows).lines(width: width, most: 5), width, rows)

            let names = columns.map(\.title)
            let list = FieldList(names: names)
            let fields = LineSink.lines { sink in
                for name in names {
                    list.write(
                        .init(name, TextSpan(VisibleText(Self.text(&random)))), to: sink,
                        LineStyle(width: width))
                }
            }
            // Names and values need a column each, and two between them.
            if width >= 6 { check(fields.map(\.string), width, names) }
        }
    }

    private func check(_ lines: [String], _ width: Int, _ from: Any) {
        for line in lines where displayWidth(line) > width {
            Issue.record("\(displayWidth(line)) > \(width): \(line.debugDescription) of \(from)")
        }
    }
}
