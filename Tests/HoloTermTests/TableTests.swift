import Testing

@testable import HoloTerm

struct TableTests {
    private static let jobs = Table(
        columns: [.init("id"), .init("action"), .init("status"), .init("cr", .right)],
        rows: [["7c3f", "li_profile_scrape", "done", "2"], ["91", "web_page", "", "12"]])

    @Test func `columns get the width of their widest cell`() {
        #expect(
            Self.jobs.lines(width: 80) == [
                "id    action             status  cr",
                "────  ─────────────────  ──────  ──",
                "7c3f  li_profile_scrape  done     2",
                "91    web_page                   12",
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

    @Test func `middle columns go when cutting is not enough`() {
        let table = Table(
            columns: ["first", "second", "third", "fourth"].map { .init($0) },
            rows: [["first value", "second value", "third value", "fourth value"]])
        #expect(
            table.lines(width: 24) == [
                "first        fourth", "───────────  ───────────", "first value  fourth val…",
                "… 2 more columns: secon…",
            ])
        #expect(table.lines(width: 60).last == "first value  second value  third value  fourth value")
        #expect(table.lines(width: 10).first == "first")
    }

    @Test func `the note names what is missing`() {
        let columns = (1...9).map { Table.Column("column\($0)") }
        let lines = Table(columns: columns, rows: [(1...9).map { "value \($0)" }]).lines(width: 68)
        #expect(lines.last == "… 2 more columns: column5, column6 · as json shows all")
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
        let lines = Table(columns: [.init("a\u{1b}")], rows: [["x\ny\u{1b}[2J"]]).lines(width: 80)
        #expect(lines == ["a␛", "───────", "x⏎y␛[2J"])
    }

    @Test func `only header, rule and note are styled`() {
        let lines = Table(columns: [.init("a")], rows: [["1"]]).lines(width: 80, colour: true)
        #expect(lines == ["\u{1b}[1ma\u{1b}[0m", "\u{1b}[2m─\u{1b}[0m", "1"])
    }
}

struct FieldListTests {
    @Test func `values are aligned and wrap under themselves`() {
        let list = FieldList([
            ("name", "Jane Doe"), ("headline", "Software Engineer at Acme"), ("about", "one\ntwo"),
            ("none", ""),
        ])
        #expect(
            list.lines(width: 24) == [
                "name      Jane Doe", "headline  Software", "          Engineer at", "          Acme",
                "about     one",
                "          two", "none",
            ])
    }

    @Test func `long names give room to values`() {
        #expect(FieldList([("a very long name", "value")]).lines(width: 16) == ["a ver…  value"])
    }

    @Test func `names are dim where colour is on and hostile text is shown`() {
        let lines = FieldList([("a\n", "x\u{1b}[0m\ty")]).lines(width: 40, colour: true)
        #expect(lines == ["\u{1b}[2ma⏎\u{1b}[0m  x␛[0m y"])
    }
}
