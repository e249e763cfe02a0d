import Testing

@testable import HoloTerm

extension Table {
    /// Of texts, as they would come from a server.
    init(columns: [Column], rows: [[String]]) {
        self.init(columns: columns, count: rows.count) { index in
            columns.indices.map { column in
                TextSpan(column < rows[index].count ? VisibleText(rows[index][column], .shown) : "")
            }
        }
    }

    func lines(width: Int?, colour: Bool = false, links: Bool = false, most: Int = .max) -> [String] {
        LineSink.lines { sink in
            write(to: sink, LineStyle(width: width, colour: colour, links: links), most: most)
        }.map(\.string)
    }
}

struct TableTests {
    private static var jobs: Table {
        Table(
            columns: [.init("id"), .init("action"), .init("status"), .init("cr", .right)],
            rows: [["7c3f", "li_profile_scrape", "done", "2"], ["91", "web_page", "", "12"]])
    }

    @Test func `columns get the width of their widest cell`() {
        #expect(
            Self.jobs.lines(width: 80) == [
                "id    action             status  cr",
                "────  ─────────────────  ──────  ──",
                "7c3f  li_profile_scrape  done     2",
                "91    web_page                   12",
            ])
        #expect(Self.jobs.lines(width: nil) == Self.jobs.lines(width: 80))
    }

    @Test func `types stand under the titles`() {
        let table = Table(
            columns: [.init("n", type: "int", .right), .init("name", type: "text")], rows: [["1", "Ada"]])
        #expect(table.lines(width: 80) == ["  n  name", "int  text", "───  ────", "  1  Ada"])
    }

    @Test func `what says something else when it is cut is left out or stays whole`() {
        let table = Table(
            columns: [
                .init("name"), .init("number", .right, isRigid: true), .init("note"),
                .init("day", isRigid: true),
            ],
            rows: [["Grace Hopper of the Navy", "123456789012345", "a long note about her", "2026-01-31"]])
        #expect(table.lines(width: 60)[2].contains("123456789012345"))
        #expect(table.lines(width: 60)[2].hasSuffix("2026-01-31"))
        for width in 20..<60 {
            let text = table.lines(width: width).joined()
            #expect(text.contains("…") && !text.contains("12345…") && !text.contains("2026-…"), "\(width)")
        }
    }

    @Test func `weak columns go first and kept ones last`() {
        let table = Table(
            columns: [
                .init("id", isKept: true), .init("action"), .init("tags", isWeak: true),
                .init("status", isKept: true),
            ],
            rows: [["7c3f1a2b", "li_profile_scrape", "[1,2,3,4,5]", "completed"]])
        #expect(table.lines(width: 34)[0].split(separator: " ") == ["id", "action", "…", "status"])
        #expect(table.lines(width: 20)[0] == "id        status")
        #expect(table.lines(width: 20)[2] == "7c3f1a2b  completed")
    }

    @Test func `without UTF-8 a column is as wide as what is written`() {
        let table = Table(columns: [.init("漢"), .init("n", .right)], rows: [["字", "1"], ["abc", "2"]])
        let lines = LineSink.lines { table.write(to: $0, LineStyle(width: 80, isUTF8: false)) }
        #expect(
            lines.map { plainASCII($0.string) } == [
                "\\u{6f22}  n", "--------  -", "\\u{5b57}  1", "abc       2",
            ])
    }

    @Test func `the widest column is cut first`() {
        #expect(
            Self.jobs.lines(width: 30) == [
                "id    action        status  cr",
                "────  ────────────  ──────  ──",
                "7c3f  li_profile_…  done     2",
                "91    web_page              12",
            ])
    }

    @Test func `middle columns go when cutting is not enough, and it shows where`() {
        let table = Table(
            columns: ["first", "second", "third", "fourth"].map { .init(VisibleText($0)) },
            rows: [["first value", "second value", "third value", "fourth value"]])
        #expect(
            table.lines(width: 24) == [
                "first        …  fourth", "───────────  ─  ────────", "first value  …  fourth …",
            ])
        #expect(table.lines(width: 60).last == "first value  second value  third value  fourth value")
        #expect(table.lines(width: 10).first == "first")
        #expect(table.lines(width: 3).first == "fi…")
        var dropped: [Int] = []
        _ = LineSink.lines { dropped = table.write(to: $0, LineStyle(width: 24)) }
        #expect(dropped == [1, 2])
    }

    @Test func `of many rows the first and the last are shown`() {
        let table = Table(columns: [.init("n", .right)], rows: (1...1000).map { ["\($0)"] })
        #expect(
            table.lines(width: 80, most: 5) == [
                "   n", "────", "   1", "   2", "   3", "   ·", " 999", "1000",
            ])
        #expect(table.lines(width: 80, most: 1000).count == 1002)
    }

    @Test func `rows that nobody reads are not made`() {
        var made = 0
        let table = Table(columns: [.init("n")], count: 1_000_000) { index in
            made += 1
            return [TextSpan("\(index)")]
        }
        var text = ""
        let sink = LineSink { piece in
            text += piece.string
            return false
        }
        table.write(to: sink, LineStyle(width: 80))
        #expect(text.hasPrefix("n\n"))
        #expect(made < 10_000)
    }

    @Test(arguments: 1...60)
    func `no line is wider than asked or ends in a space`(width: Int) {
        for line in Self.jobs.lines(width: width) {
            #expect(displayWidth(line) <= width)
            #expect(line.last != " ")
        }
    }

    @Test func `small tables`() {
        #expect(Table(columns: [.init("n")], rows: []).lines(width: 80) == ["n", "─"])
        #expect(Table(columns: [.init("n")], rows: [["漢字漢字"]]).lines(width: 6) == ["n", "──────", "漢字…"])
        #expect(Table(columns: [], rows: [[]]).lines(width: 80) == [])
        #expect(
            Table(columns: [.init("a"), .init("b")], rows: [["1"]]).lines(width: 80) == ["a  b", "─  ─", "1"])
    }

    @Test func `hostile cells stay in their cell`() {
        let lines = Table(columns: [.init("\("a\u{1b}")")], rows: [["x\ny\u{1b}[2J"]]).lines(width: 80)
        #expect(lines == ["a␛", "───────", "x⏎y␛[2J"])
    }

    @Test func `header and rule are styled, and cells as they ask`() {
        let table = Table(columns: [.init("a")], count: 2) {
            [[TextSpan("1")], [TextSpan("null", .dim)]][$0]
        }
        #expect(
            table.lines(width: 80, colour: true) == [
                "\u{1b}[1ma\u{1b}[0m", "\u{1b}[2m────\u{1b}[0m", "1", "\u{1b}[2mnull\u{1b}[0m",
            ])
    }

    @Test func `a cell that is cut still opens its whole address`() {
        let address = "https://example.com/a/long/path"
        let table = Table(columns: [.init("a")], count: 1) { _ in
            [TextSpan(VisibleText(address), link: Link(address))]
        }
        let line = table.lines(width: 12, colour: true, links: true)[2]
        #expect(line.contains(";\(address)\u{1b}\\https://exa…"))
        #expect(line.hasSuffix("…\u{1b}]8;;\u{1b}\\"))
        #expect(table.lines(width: 12, colour: false, links: true)[2] == "https://exa…")
    }
}

struct FieldListTests {
    private func lines(_ fields: [(String, String)], width: Int, colour: Bool = false) -> [String] {
        let list = FieldList(names: fields.map { VisibleText($0.0, .shown) })
        return LineSink.lines { sink in
            for (name, value) in fields {
                list.write(
                    .init(VisibleText(name, .shown), TextSpan(VisibleText(value))), to: sink,
                    LineStyle(width: width, colour: colour))
            }
        }.map(\.string)
    }

    @Test func `values are aligned and wrap under themselves`() {
        let list = [
            ("name", "Jane Doe"), ("headline", "Software Engineer at Acme"), ("about", "one\ntwo"),
            ("none", ""),
        ]
        #expect(
            lines(list, width: 24) == [
                "name      Jane Doe", "headline  Software", "          Engineer at", "          Acme",
                "about     one",
                "          two", "none",
            ])
    }

    @Test func `long names give room to values`() {
        #expect(lines([("a very long name", "value")], width: 16) == ["a ver…  value"])
    }

    @Test func `names are dim where colour is on and hostile text is shown`() {
        let lines = lines([("a\n", "x\u{1b}[0m\ty")], width: 40, colour: true)
        #expect(lines == ["\u{1b}[2ma⏎\u{1b}[0m  x␛[0m y"])
    }
}
