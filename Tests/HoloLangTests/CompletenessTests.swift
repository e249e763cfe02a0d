import Testing

@testable import HoloLang

@Suite struct CompletenessTests {
    @Test(
        arguments: [
            "print 'a", "print \"a", "print \"a ${", "print \"a ${b", "print \"a\\", "print (", "print (a",
            "print (a\n",
            "if $x", "if $x {", "if $x {\n", "if $x { a }\nelse", "if $x { a } else {", "if", "if $x {\n a (",
            "for x in",
            "for x in $y", "for x in y {\n a\n", "a |", "a | # why\n", "a | b |\n\n", "1 +", "1 + # one\n",
            "$a and", "not",
            "-", "let x =", "let x =\n", "set x =", "[", "[1", "[1,", "[1,\n2", "{", "{a", "{a:", "{a: 1",
            "{a: 1,", "${",
            "$x[", "$x[0", "a \\", "a \\\n", "a \\\r\n", "1 \\", "each {", "a k:=[", "a k:={\"b\": 1,",
            "a ...(", "let x = if",
            "include 'a",
        ])
    func `more input can complete it`(text: String) {
        let parsed = parse(Source(name: "test", text: text))
        #expect(parsed.isIncomplete)
        #expect(parsed.diagnostics.count == 1)
    }

    @Test(
        arguments: [
            "", "\n", "a", "a;", "# only\n", "let", "let x", "set x", "for", "for x", "include", "a k=",
            "a k:=", "a $", "1 2",
            "a )", "if $x { a }", "if $x { let = 1", "let x = )", "a \\ b", "a | $x", "\"\\q\"", "a k:=foo",
            "12abc",
        ])
    func `more input does not help`(text: String) {
        #expect(!parse(Source(name: "test", text: text)).isIncomplete)
    }

    @Test(
        arguments: [
            ("print 'a", "b'"), ("if $x", "{ a }"), ("if $x { a }\nelse", "{ b }"), ("for x in", "[1] { }"),
            ("a |", "b"), ("1 +", "2"), ("not", "true"), ("let x =", "1"), ("{a:", "1}"), ("$x[0", "]"),
            ("a \\", "b"),
            ("a k:=[", "1]"), ("let x = if", "a { b }"), ("print \"a ${", "b}\""),
        ] as [(String, String)])
    func `the next line completes it`(first: String, second: String) {
        #expect(parse(Source(name: "test", text: first)).isIncomplete)
        #expect(parse(Source(name: "test", text: "\(first)\n\(second)")).diagnostics.isEmpty)
    }

    @Test func `a backslash at the end asks for the line after it`() {
        let diagnostic = parse(Source(name: "test", text: "a \\")).diagnostics.first
        #expect(diagnostic?.message == "the line after \\ is missing")
        #expect(diagnostic?.range == SourceRange(2, 3))
        #expect(diagnostic?.hint == "add a line or remove the \\")
    }
}
