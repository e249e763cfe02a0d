import Testing

@testable import HoloLang

@Suite struct HighlightTests {
    @Test(
        arguments: [
            ("a b --c --d=e k=v l.m[]:=1", "command:a option:--c option:--d= key:k= key:l.m[]:= number:1"),
            (
                "let x = $y.z[0] # end",
                "keyword:let variable:x operator:= variable:$y variable:.z number:0 comment:# end"
            ),
            ("a | b ...$c", "command:a operator:| command:b operator:... variable:$c"),
            ("a 'b' c$d", "command:a string:'b' variable:$d"),
            (
                "\"a $b ${c}\" == 'd'",
                "string:\" string:a  variable:$b string:  variable:${ variable:c variable:} string:\" operator:== string:'d'"
            ),
            (
                "not x in -1..20/m",
                "keyword:not variable:x keyword:in operator:- number:1 operator:.. number:20/m"
            ),
            ("[true, {a: null}]", "keyword:true key:a keyword:null"),
            (
                "for i, x in y parallel 2 onerror skip { }",
                "keyword:for variable:i variable:x keyword:in variable:y keyword:parallel number:2 keyword:onerror keyword:skip"
            ),
            (
                "holo 1\nif x { } else { }; budget 5cr",
                "keyword:holo number:1 keyword:if variable:x keyword:else keyword:budget number:5cr"
            ),
        ] as [(String, String)])
    func `what has a colour`(text: String, parts: String) {
        #expect(highlighted(text) == parts)
    }

    @Test(
        arguments: [
            ("", ""), ("a 'b", "command:a string:'b"),
            ("a \"b $c d", "command:a string:\" string:b  variable:$c string: d"),
            ("a \"b ${c + ", "command:a string:\" string:b  variable:${ variable:c operator:+"),
            ("a k=", "command:a key:k="), ("let", "keyword:let"),
            ("if $x { a b |", "keyword:if variable:$x command:a operator:|"),
            ("for x in y par", "keyword:for variable:x keyword:in variable:y"), ("a $", "command:a"),
            ("a )\nb # c", "command:a command:b comment:# c"), ("[1, (b", "number:1 command:b"),
        ] as [(String, String)])
    func `what is not finished has colours up to there`(text: String, parts: String) {
        #expect(highlighted(text) == parts)
    }

    private func highlighted(_ text: String) -> String {
        let source = Source(name: "", text: text)
        return highlight(source).map { "\($0.kind):\(source.text($0.range))" }.joined(separator: " ")
    }
}
