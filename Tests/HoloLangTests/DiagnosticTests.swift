import Testing

@testable import HoloLang

@Suite struct DiagnosticTests {
    @Test(arguments: everyMistake)
    func `one mistake is one diagnostic with a place and a next step`(mistake: Mistake) throws {
        let (text, range) = unmarked(mistake.marked)
        let diagnostics = parse(Source(name: "test", text: text)).diagnostics
        #expect(diagnostics.map(\.message) == [mistake.message])
        let found = try #require(diagnostics.first)
        #expect(found.hint == mistake.hint)
        #expect(found.range == range, "marks \(found.source.text(found.range))")
    }

    @Test(arguments: everyMistake)
    func `statements around a mistake are read`(mistake: Mistake) throws {
        let (text, _) = unmarked(mistake.marked)
        let wrong = parse(Source(name: "test", text: text)).diagnostics
        guard !wrong.contains(where: \.isIncomplete) else { return }
        let parsed = parse(Source(name: "test", text: "before 1;\n\(text)\nafter 1\n"))
        #expect(parsed.diagnostics.map(\.message) == wrong.map(\.message))
        #expect(parsed.script.statements.count >= 2)
        let inside = parse(Source(name: "test", text: "if a {;\n\(text)\n}\nafter 1\n"))
        #expect(inside.diagnostics.map(\.message) == wrong.map(\.message))
        #expect(inside.script.statements.count == 2)
    }

    @Test func `all mistakes of a file are found`() {
        let text = """
            let = 1
            if $x {
                a k=
                b $$ "c"
                for y in [1 2] { d }
                let z = (
                    2 && 3
                )
            }
            f "\\q" --G
            h
            """
        let parsed = parse(Source(name: "test", text: text))
        let lines = parsed.diagnostics.map { $0.source.position(of: $0.range.start).line }
        #expect(lines == [1, 3, 4, 5, 7, 10, 10])
        #expect(parsed.script.statements.count == 2)
    }

    @Test(
        arguments: [
            Mistake("holo ⟨99999999999999999999⟩", "99999999999999999999 is too large"),
            Mistake("if a {\nprint (a\n⟨}⟩\nb", "expected ), found }", "the ( of line 2 is still open"),
            Mistake("if a {\nb ⟨)⟩", "this ) closes nothing", "remove it or quote it"),
        ])
    func `a mistake at the start or across blocks`(mistake: Mistake) {
        let (text, range) = unmarked(mistake.marked)
        let first = parse(Source(name: "test", text: text)).diagnostics.first
        #expect(first?.message == mistake.message)
        #expect(first?.hint == mistake.hint)
        #expect(first?.range == range)
    }

    @Test(
        arguments: [
            ("if a {\nif b {\nprint (c\n", "this ( is never closed"),
            ("if a {\nb ) \"c", "this ) closes nothing"),
            ("if a {\nb ) 'c", "this ) closes nothing"),
            ("if a {\nlet x = [1 2\n", "expected , or ], found 2"),
        ])
    func `nothing is said about brackets around what never ends`(text: String, message: String) {
        #expect(parse(Source(name: "test", text: text)).diagnostics.map(\.message) == [message])
    }
}

private let everyMistake = statementMistakes + clauseMistakes + argumentMistakes + expressionMistakes
