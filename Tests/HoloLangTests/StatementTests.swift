import Testing

@testable import HoloLang

@Suite struct StatementTests {
    @Test(
        arguments: [
            ("", ""),
            ("  # only a comment", ""),
            ("#!/usr/bin/env holo\nstatus", "<status>"),
            ("a; b\nc", "<a>; <b>; <c>"),
            (";;a;;\n\n;b;", "<a>; <b>"),
            ("a\r\nb\r\n", "<a>; <b>"),
            ("\u{FEFF}a", "<a>"),
            ("a b \\\n c", "<a b c>"),
            ("a b\\\r\nc", "<a b c>"),
            ("a # b\n# c\nd", "<a>; <d>"),
            ("a |\n  b |\n\n c", "<a> | <b> | <c>"),
            ("a\n# why\n| b\n  | c\nd", "<a> | <b> | <c>; <d>"),
            ("let x = 1", "(let x 1)"),
            ("let x=$y", "(let x $y)"),
            ("let x =\n  1", "(let x 1)"),
            ("let x = submit a k=v", "(let x <submit a k=v>)"),
            ("let job = await $last | get name", "(let job <await $last> | <get name>)"),
            ("set x = 2", "(set $x 2)"),
            ("set a.b[0].c = a", "(set $a.b[0].c <a>)"),
            ("include \"lib.holo\"; include 'b'", "(include lib.holo); (include b)"),
            ("budget 100cr; budget $b.left - 5cr", "(budget 100cr); (budget (- $b.left 5cr))"),
            ("budgets 5; a budget; $budget", "<budgets 5>; <a budget>; $budget"),
            ("let-it-be; iffy; settle x; for-each", "<let-it-be>; <iffy>; <settle x>; <for-each>"),
            ("tries x; whiles y; test z", "<tries x>; <whiles y>; <test z>"),
            ("while a { break; continue }", "(while $a {(break); (continue)})"),
            ("try { a } catch e { b }", "(try {<a>} (catch e {<b>}))"),
            ("try { a }\ncatch { b }", "(try {<a>} (catch - {<b>}))"),
            ("let x = try { a }", "(let x (try {<a>} (catch - -)))"),
            ("fn f(a, b = 1 + 2) { return f(a) }", "(fn f(a,b=(+ 1 2)) {(return f($a))})"),
            ("fn f() { return }", "(fn f() {(return)})"),
            ("f(1) | g", "f(1) | <g>"),
            ("assert a == b, 'no'", "(assert (== $a $b) 'no')"),
            ("test 'x' { a }", "(test 'x' {<a>})"),
            ("test 'x'", "<test 'x'>"),
            ("param n: integer = -5 # how many", "(param n integer (- 5) 'how many')"),
            ("param url", "(param url text - '')"),
        ] as [(String, String)])
    func `statements`(text: String, meaning: String) {
        #expect(outline(text) == meaning)
    }

    @Test(
        arguments: [
            ("if $x { a }", "(if $x {<a>})"),
            ("if x{a}", "(if $x {<a>})"),
            ("if $x { a; b\n c } else { d }", "(if $x {<a>; <b>; <c>})(else {<d>})"),
            ("if a {1} else if b {2} else if c {3} else {4}", "(if $a {1})(if $b {2})(if $c {3})(else {4})"),
            ("if a {\n}\nelse\n{\n}", "(if $a {})(else {})"),
            ("if {a: 1}.a == 1 { b }", "(if (== {a: 1}.a 1) {<b>})"),
            ("if (jobs | count) > 3\n{ b }", "(if (> (<jobs> | <count>) 3) {<b>})"),
            ("if\n$x { a }", "(if $x {<a>})"),
            ("let x = if a {1} else {2}", "(let x (if $a {1})(else {2}))"),
            ("if a { let x = (\n1\n)\nb }", "(if $a {(let x (1)); <b>})"),
        ] as [(String, String)])
    func `if and else`(text: String, meaning: String) {
        #expect(outline(text) == meaning)
    }

    @Test(
        arguments: [
            ("for x in $list { a $x }", "(for x $list {<a $x>})"),
            ("for i, x in [1, 2] { }", "(for i,x [1, 2] {})"),
            ("for x in 1..3 { { a: x } }", "(for x (.. 1 3) {{a: $x}})"),
            ("for in_a in (jobs) {a}\nb", "(for in_a (<jobs>) {<a>}); <b>"),
            ("set x = for y in z { y }", "(set $x (for y $z {<y>}))"),
        ] as [(String, String)])
    func `for`(text: String, meaning: String) {
        #expect(outline(text) == meaning)
    }

    @Test(
        arguments: [
            ("holo 1\na", 1), ("#!/usr/bin/holo\n\n# about\nholo 12", 12), ("holo 3 # new\n", 3),
            ("a\nholo 1", nil),
            ("holo", nil), ("holo run", nil), ("holo-1", nil), ("", nil),
        ] as [(String, Int?)])
    func `the version is a first line`(text: String, version: Int?) {
        let parsed = parse(Source(name: "test", text: text))
        #expect(parsed.diagnostics.isEmpty)
        #expect(parsed.script.version == version)
    }

    @Test func `ranges cover a statement and nothing around it`() {
        let source = Source(name: "test", text: "  let x = a b | c  # end\n  if a { b }  \n")
        let statements = parse(source).script.statements
        #expect(statements.map { source.text($0.range) } == ["let x = a b | c", "if a { b }"])
    }
}
