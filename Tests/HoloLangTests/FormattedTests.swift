import Testing

@testable import HoloLang

@Suite struct FormattedTests {
    @Test(
        arguments: [
            ("", ""), ("\n \n", ""), (";;", ""), ("a", "a\n"), ("  a  b\t c  \r\n", "a b c\n"),
            ("a;b ;; c", "a\nb\nc\n"), ("a\n\n\n\nb\n\n", "a\n\nb\n"), ("\n\na\nb", "a\nb\n"),
            ("holo   1;a", "holo 1\na\n"), ("let  x=1", "let x = 1\n"),
            ("set a.b=1", "set a.b = 1\n"),
            ("include   'b'", "include 'b'\n"), ("budget  5cr", "budget 5cr\n"),
            ("a|b  |c", "a | b | c\n"),
        ] as [(String, String)])
    func `statements`(text: String, form: String) throws {
        #expect(try format(text) == form)
    }

    @Test(
        arguments: [
            ("1+2*3", "1 + 2 * 3"), ("$a-b", "$a - b"), ("- 5", "-5"), ("- -5", "- -5"), ("--5", "- -5"),
            ("1 - - 5", "1 - -5"), ("not(a)", "not (a)"), ("-  not a", "-not a"), ("1 .. 3", "1..3"),
            ("$a .. - 3", "$a..-3"), ("6 /m", "6 / m"), ("6/m", "6/m"), ("1 in[1]", "1 in [1]"),
            ("( a )", "(a)"), ("( a|b )", "(a | b)"), ("[ 1 ,2,... $x , ]", "[1, 2, ...$x,]"),
            ("{ a :1 , 'b':2, ...c }", "{a: 1, 'b': 2, ...c}"), ("$x[ 0 ].y", "$x[0].y"),
            ("${ a+b }", "${a + b}"), ("{}", "{}"), ("[ ]", "[]"), ("$a==b and$c", "$a == b and $c"),
            ("'a  b'", "'a  b'"), ("\"a  ${ b+c }  d\"", "\"a  ${ b+c }  d\""),
            ("[true,not true]", "[true, not true]"), ("$x=~'a'", "$x =~ 'a'"),
        ] as [(String, String)])
    func `expressions`(text: String, form: String) throws {
        #expect(try format(text) == form + "\n")
    }

    @Test(
        arguments: [
            ("a   k=v  --b  --c=d", "a k=v --b --c=d"), ("a k:={b:1}", "a k:={b: 1}"),
            ("a k:=true  l:=-1", "a k:=true l:=-1"), ("a ...$x ...[1,2]", "a ...$x ...[1, 2]"),
            ("a b$c(d|e)'f  g'${h+1}", "a b$c(d | e)'f  g'${h + 1}"),
            ("a tags[]=b  c.d=@e", "a tags[]=b c.d=@e"),
            ("a - 5 -- ... 1+2", "a - 5 -- ... 1+2"), ("each {a}{b}c", "each { a } { b } c"),
            ("each {a}", "each { a }"), ("each {}", "each {}"),
            ("each {\n\n}", "each {}"), ("a {b}|c", "a { b } | c"), ("a\\\n b", "a \\\n    b"),
        ] as [(String, String)])
    func `commands`(text: String, form: String) throws {
        #expect(try format(text) == form + "\n")
    }

    @Test(
        arguments: [
            ("if x{a}else if y{b}else{c}", "if x { a } else if y { b } else { c }"),
            ("if x\n{\na\n}\nelse\n{\nb}", "if x {\n    a\n} else {\n    b\n}"),
            ("if x { a; b }", "if x {\n    a\n    b\n}"),
            ("if x { if y { a;b } }", "if x {\n    if y {\n        a\n        b\n    }\n}"),
            ("if x { if y {a;} }", "if x { if y { a } }"),
            ("for i,x in[1] parallel 2 rate 6/m{a}", "for i, x in [1] parallel 2 rate 6/m { a }"),
            (
                "for x in y\nparallel 2\n  onerror skip\n{a}",
                "for x in y\n    parallel 2\n    onerror skip { a }"
            ),
            ("for x in y\nparallel 2 {a\n}", "for x in y\n    parallel 2\n{\n    a\n}"),
            ("for x in [\n1\n]\n{ a; b }", "for x in [\n    1\n] {\n    a\n    b\n}"),
            ("let z =\nif a\n{b\n}", "let z =\n    if a {\n        b\n    }"),
            ("a {\n\n\nb\n\n\nc\n\n}", "a {\n    b\n\n    c\n}"),
            ("x (a { b; c })", "x (a {\n    b\n    c\n})"),
            ("a | b { c\n}", "a | b {\n    c\n}"),
        ] as [(String, String)])
    func `blocks`(text: String, form: String) throws {
        #expect(try format(text) == form + "\n")
    }

    @Test func `a block that does not fit is put on lines`() throws {
        let word = String(repeating: "漢", count: 44)
        #expect(try format("if x {a \(word)}") == "if x { a \(word) }\n")
        #expect(try format("if x {ab \(word)}") == "if x { ab \(word) }\n")
        #expect(try format("if x {abc \(word)}") == "if x {\n    abc \(word)\n}\n")
        let short = String(word.dropLast(2))
        #expect(try format("if x {if y {a \(short)}}") == "if x {\n    if y { a \(short) }\n}\n")
    }

    @Test(
        arguments: [
            ("a |\nb\n  | c", "a |\n    b\n    | c"), ("let x =\n1 +\n  2", "let x =\n    1 +\n    2"),
            ("[\n1,\n\n\n 2\n]", "[\n    1,\n\n    2\n]"),
            ("a k:={\nb: [\n1 ]\n}", "a k:={\n    b: [\n        1]\n}"),
            ("(\na\n| b\n)", "(\n    a\n    | b\n)"), ("a \\\n\\\n\n| b", "a \\\n    | b"),
            ("a\n| each {\nb\n}\n| c", "a\n    | each {\n        b\n    }\n    | c"),
            ("print 'a\n  b'\nc", "print 'a\n  b'\nc"), ("a ([\n1\n])", "a ([\n    1\n])"),
            ("if x {\nprint \"a\r\n  b\" \\\r\n c }", "if x {\n    print \"a\n  b\" \\\n        c\n}"),
        ] as [(String, String)])
    func `line breaks inside a statement stay`(text: String, form: String) throws {
        #expect(try format(text) == form + "\n")
    }

    @Test(
        arguments: [
            ("#!/bin/holo\n\n\n# a \na   # b\t\r\n", "#!/bin/holo\n\n# a\na # b"),
            ("a;# b\n#c", "a # b\n#c"),
            ("if x {# a\n# b\n\n\n#c\nd # e\n# f\n}", "if x { # a\n    # b\n\n    #c\n    d # e\n    # f\n}"),
            ("if x {\n#a\n}", "if x {\n    #a\n}"),
            ("if x { a }\n# why\nelse { b }", "if x { a }\n# why\nelse { b }"),
            ("if x # why\n{ a }", "if x # why\n{ a }"),
            ("[ # a\n1, #b\n# c\n]", "[ # a\n    1, #b\n    # c\n]"),
            ("a\n# why\n| b", "a\n    # why\n    | b"), ("a \\\n# b\nc", "a\n# b\nc"),
            ("a \\\n# b\n| c", "a \\\n    # b\n    | c"), ("\"${(a # b\n)}\"", "\"${(a # b\n)}\""),
        ] as [(String, String)])
    func `comments`(text: String, form: String) throws {
        #expect(try format(text) == form + "\n")
    }

    /// Looking ahead over and over would take far longer for these.
    @Test(arguments: [
        "# c\n", "a { b };", "a \\\n", "[1, {a: 2}]\n", "if x { a } else\n{ b\n}\n", "'a';", "\n",
    ])
    func `no program is formatted in quadratic time`(line: String) throws {
        let text = String(repeating: line, count: (1 << 16) / line.utf8.count) + "b"
        let time = try ContinuousClock().measure { _ = try format(text) }
        #expect(time < .seconds(5))
    }

    @Test func `what is wrong comes before the format`() throws {
        let malformed = try #require(throws: Malformed.self) {
            _ = try formatted(Source(name: "test", text: "let = 1\na )"))
        }
        #expect(
            malformed.diagnostics.map(\.message) == ["expected a name, found =", "this ) closes nothing"])
    }

    @Test func `a program that grows too large is refused`() throws {
        let text = String(repeating: "a {", count: 30) + String(repeating: "b;", count: 9000)
        let malformed = try #require(throws: Malformed.self) {
            _ = try formatted(Source(name: "big.holo", text: text + String(repeating: "}", count: 30)))
        }
        #expect(malformed.diagnostics.map(\.message) == ["big.holo is larger than 1 MiB"])
    }
}

private func format(_ text: String) throws(Malformed) -> String {
    try formatted(Source(name: "test", text: text))
}
