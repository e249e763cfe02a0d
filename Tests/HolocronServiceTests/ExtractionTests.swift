import HolocronAPI
import Testing

@testable import HolocronService

struct ExtractionTests {
    private static func record(_ html: String, _ rules: String) throws -> String {
        let yaml = """
            site: s
            name: S
            domain: s.example
            category: c
            description: d
            actions:
              - id: a
                name: A
                description: d
                credits: 1
                parameters: {properties: {}}
                request: {url: "https://s.example"}
                result: \(rules)
            """
        let fields = try Site(file: "s.yaml", yaml: yaml).actions[0].result
        let page = try #require(HTMLDocument(html))
        return try Extractor(page: page).record(fields).encoded()
    }

    @Test(arguments: [
        (#"{a: "//h1"}"#, #"{"a":"One & two"}"#),
        (#"{a: "//b/@id"}"#, #"{"a":"x1"}"#),
        (#"{a: {xpath: "//i", type: integer}}"#, #"{"a":1234}"#),
        (#"{a: {xpath: "//u", type: number}}"#, #"{"a":1299.50}"#),
        (#"{a: {xpath: "//u", type: integer}}"#, #"{"a":1299}"#),
        (#"{a: {xpath: "count(//li)", type: integer}}"#, #"{"a":2}"#),
        (#"{a: {xpath: "boolean(//table)", type: boolean}}"#, #"{"a":false}"#),
        (#"{a: {xpath: "//table", optional: true}}"#, #"{"a":null}"#),
        (#"{a: {each: "//li"}}"#, #"{"a":["p","q"]}"#),
        (#"{a: {each: "//li", fields: {t: ".", n: "@n"}}}"#, #"{"a":[{"t":"p","n":"1"},{"t":"q","n":"2"}]}"#),
        (#"{a: {xpath: "//script", json: b.c}}"#, #"{"a":"deep"}"#),
        (#"{a: {xpath: "//script", json: n, type: integer}}"#, #"{"a":7}"#),
    ])
    func `rules read a page`(rules: String, result: String) throws {
        let html = """
            <p><h1>  One &amp;
            two </h1><b id=x1>b<i>1,234 things</i><u>$1,299.50</u><ul><li n=1>p<li n=2>q</ul>
            <script>{"b":{"c":"deep"},"n":7}</script>
            """
        #expect(try Self.record(html, rules) == result)
    }

    @Test(arguments: [
        ("<p>", #"{a: "//h1"}"#, "the page has no a"),
        ("<h1> </h1>", #"{a: "//h1"}"#, "the page has no a"),
        ("<h1>many</h1>", #"{a: {xpath: "//h1", type: integer}}"#, "a is not a number on the page"),
        ("<script>{</script>", #"{a: {xpath: "//script", json: b}}"#, "the page has no a"),
    ])
    func `what a page does not have is named`(html: String, rules: String, message: String) throws {
        #expect(throws: ExtractionError(message: message)) { try Self.record(html, rules) }
    }

    @Test(arguments: [
        ("500+ connections", "500"), ("-1 degrees", "-1"), ("1,234,567", "1234567"), ("4.5 out of 5", "4.5"),
        ("007", "7"), ("0", "0"), ("3.", "3"), ("no", nil), ("", nil), ("٣", nil),
    ])
    func `the first number of a text`(text: String, number: String?) {
        #expect(text.firstNumber == number)
    }

    @Test func `pages on many threads do not meet`() async {
        await withTaskGroup(of: Int.self) { group in
            for number in 1...64 {
                group.addTask {
                    let items = String(repeating: "<li>x", count: number)
                    return HTMLDocument("<ul>\(items)</ul>")?.nodes("//li").count ?? 0
                }
            }
            #expect(await group.reduce(0, +) == 64 * 65 / 2)
        }
    }

    @Test func `a page nested deeply and one that is not text are only pages`() {
        let deep = String(repeating: "<div>", count: 200_000)
        #expect(HTMLDocument(deep)?.text("count(//p)") == "0")
        #expect(HTMLDocument("") == nil)
        #expect(HTMLDocument(String(decoding: [0xFF, 0xFE, 0x00, 0x3C] as [UInt8], as: UTF8.self)) != nil)
    }
}
