import HoloLang
import HoloRuntime
import HolocronAPI
import Testing

@testable import HoloShell
@testable import HoloTerm

/// What errors advise can be pasted where it is read.
@Suite struct NextStepTests {
    @Test(arguments: NextStepTests.steps)
    func `the last line of an error is one for the shell`(words: [String], line: String) async throws {
        let holo = try HoloProgram()
        _ = try holo.write("[]", to: "stories.json")
        let ended = try await holo.run(["--local"] + words.map { $0.replacing("HOME", with: holo.home) })
        #expect(ended.status != 0)
        let last = ended.errors.split(separator: "\n").last.map(String.init)
        #expect(last == "  \(line.replacing("HOME", with: holo.home))")
    }

    private static let steps: [([String], String)] = [
        (
            ["-c", "submit li_profile_scrape"],
            "holo --local submit li_profile_scrape profile_url=https://www.linkedin.com/in/example"
        ),
        (["-c", "submt x"], "holo --local submit x"),
        (["submt", "x"], "holo --local submit x"),
        (
            ["submit", "li_profile_scrape", "https://www.linkedin.com/in/x"],
            "holo --local submit li_profile_scrape profile_url=https://www.linkedin.com/in/x"
        ),
        (["-c", "use nosuch"], "holo --local"),
        (["-c", "wait 5"], "holo --local wait 5s"),
        (["-c", "budget 5"], "holo --local -c 'budget 5cr'"),
        (["-c", "let x = 1; print $y"], "holo --local -c 'let y = 1; let x = 1; print $y'"),
        (
            ["run", "am_search_products", "query=a", "limit=abc"],
            "holo --local run am_search_products query=a limit=20"
        ),
        (["-c", "jq"], #"holo --local -c 'jobs | jq '\''select(.cost > 1) | .id'\'''"#),
        (["-c", "demo"], "holo --local help demo"),
        (["-c", "read HOME/stories.jso"], "holo --local read HOME/stories.json"),
        (["-c", "spend --by nothing"], "holo --local spend --by action"),
        (["-c", "tour now"], "holo --local tour 10"),
        (["-c", "quit"], "holo --local exit"),
        (["-c", "ls"], "ls"),
        (["-c", "qfor x in [1] { }"], "holo --local -c 'for x in [1] { }'"),
        (["-c", "print (1/0)"], "holo --local -c 'try { 1 / 0 } catch e { print $e.message }'"),
        (["-c", "await 1"], "holo --local jobs"),
        (
            ["-c", "budget 1cr; run li_profile_scrape profile_url=https://www.linkedin.com/in/example"],
            "holo --local -c 'budget 2cr; run li_profile_scrape "
                + "profile_url=https://www.linkedin.com/in/example'"
        ),
    ]

    @Test(
        arguments: [
            ("jobs", true), ("read a.csv", true), ("!ls", true), ("$last.result | save a.csv", true),
            ("for x in [1] { print $x }", true), ("let x = 1", true), ("[5, 6] | first", true),
            ("round(2.5)", true), ("take(LIST, N)", false), ("did you mean jobs?", false),
            ("for an empty text write --a=''", false), ("let makes a variable, set changes one", false),
            ("set it first: let x = …", false), ("a variable is written $x", false),
        ])
    func `a line is told from a sentence`(text: String, isLine: Bool) {
        #expect(Advice.isLine(text) == isLine)
    }

    @Test(arguments: [20, 40, 80]) func `an error is laid out for the width`(width: Int) {
        let id = "1313ec62-4e89-4c0f-9e7b-000000000000"
        let text = "submit li_profile_scrape profile_url=https://www.linkedin.com/in/example"
        let stop = Stop.failed(
            "NO", "the server does not like what it was asked, and says so at length (request \(id))",
            next: "have a look at it, slowly, word by word, until it is understood\n\(text)"
        ).at(Source(name: "", text: text), SourceRange(7, 60))
        let lines = stop.rendered(StopStyle(width: width)).lines.map(\.string)
        #expect(lines.contains("  request \(id)"))
        #expect(lines.last == "  \(text)")
        let folded = lines.filter { !$0.contains(id) && $0 != "  \(text)" }
        #expect(folded.allSatisfy { displayWidth($0) <= width }, "\(folded)")
        #expect(folded.count > 2)
    }

    @Test func `a page tells names, headings and notes apart`() {
        let page = PageText("Does it.\n\n  do NAME\n\n  NAME  what to do\n\nexamples\n  do it # done")
        let roles = page.lines.map { $0.map(\.role) }
        #expect(
            roles == [
                [.text], [.text], [.name], [.text], [.name, .text], [.text], [.heading], [.name, .note],
            ])
        #expect(page.plain.hasSuffix("  do it # done"))
        #expect(page.lines[4].visible(colour: true).string == "\u{1b}[36m  NAME\u{1b}[0m  what to do")
        #expect(page.lines[4].visible(colour: false).string == "  NAME  what to do")
    }
}
