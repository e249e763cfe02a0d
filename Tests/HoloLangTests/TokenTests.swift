import Testing

@testable import HoloLang

@Suite struct TokenTests {
    @Test(
        arguments: [
            "holo 1\nlet x = - 5 + $y.z?.a[0] .. 3 # end",
            "set a.b[0] = [1, ...$b, {c: 'd', \"e\" : null}]; include \"x\"",
            "for i, x in not y parallel 2 rate 20/m onerror skip { budget 5cr }",
            "if a { b --c --d=e f=g h.i[]:=[1] j=@k l:=@m ...$n } else if o { p } else { q }",
            "print a$b.c${d + 1}'e'\"f $g ${h + (i | j)} \\n\" ...\\\n | k { l }",
        ])
    func `only space stands between tokens`(text: String) {
        let source = Source(name: "test", text: text)
        let parsed = parse(source)
        #expect(parsed.diagnostics.isEmpty)
        var end = 0
        for token in parsed.tokens {
            let gap = source.text(SourceRange(end, token.range.start))
            #expect(gap.allSatisfy { $0.isWhitespace || $0 == "\\" })
            end = token.range.end
        }
        #expect(end == source.bytes.count)
    }

    @Test func `the first token of a statement is known`() {
        let source = Source(name: "test", text: "holo 1; # a\nlet x = 1;; if $x { b; c | d } else { }\n\n$e")
        let parsed = parse(source)
        let firsts = parsed.tokens.filter(\.startsStatement)
        #expect(firsts.map { source.text($0.range) } == ["holo", "let", "if", "b", "c", "$e"])
    }

    @Test(
        arguments: [
            ("#!/bin/holo\na # b \t\r\n# c", ["#!/bin/holo", "# b", "# c"]),
            ("a#b '# c' \"# d\" \"${(e # f\n)}\"", ["# f"]),
            ("[1, # one\n# two\n2 #three\n]", ["# one", "# two", "#three"]),
            ("holo # a\n", ["# a"]),
            ("a {# b\n# c\n\"d\": # e", ["# b", "# c", "# e"]),
            ("let = 1 # a\nb # c", ["# a", "# c"]),
        ] as [(String, [String])])
    func `comments are found once and in order`(text: String, comments: [String]) {
        let source = Source(name: "test", text: text)
        #expect(parse(source).comments.map { source.text($0) } == comments)
    }

    @Test func `the version may stand behind semicolons`() {
        #expect(parse(Source(name: "test", text: ";;\n; holo 1")).script.version == 1)
    }
}
