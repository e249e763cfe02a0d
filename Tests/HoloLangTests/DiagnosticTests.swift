import Testing

@testable import HoloLang

/// A text with one mistake, its range between ⟨ and ⟩, and what is said about it.
struct Mistake: Sendable, CustomTestStringConvertible {
    var marked: String
    var message: String
    var hint: String?

    init(_ marked: String, _ message: String, _ hint: String? = nil) {
        self.marked = marked
        self.message = message
        self.hint = hint
    }

    var testDescription: String { marked }
}

@Suite struct DiagnosticTests {
    @Test(arguments: statementMistakes + argumentMistakes + expressionMistakes)
    func `one mistake is one diagnostic with a place and a next step`(mistake: Mistake) throws {
        let (text, range) = unmarked(mistake.marked)
        let diagnostics = parse(Source(name: "test", text: text)).diagnostics
        #expect(diagnostics.map(\.message) == [mistake.message])
        let found = try #require(diagnostics.first)
        #expect(found.hint == mistake.hint)
        #expect(found.range == range, "marks \(found.source.text(found.range))")
    }

    @Test(arguments: statementMistakes + argumentMistakes + expressionMistakes)
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

private let statementMistakes = [
    Mistake("let ⟨=⟩ 3", "expected a name, found =", "let name = value"),
    Mistake("let⟨⟩", "expected a name, found the end of the line", "let name = value"),
    Mistake("let ⟨$x⟩ = 3", "the name after let has no $", "let x"),
    Mistake("set ⟨$x⟩.y = 3", "the name after set has no $", "set x"),
    Mistake("let ⟨$⟩ = 3", "expected a name, found $", "let name = value"),
    Mistake("let ⟨a-b⟩ = 3", "a-b is not a variable name", "names are made of the letters a-z, digits and _"),
    Mistake(
        "let ⟨größe⟩ = 3", "größe is not a variable name", "names are made of the letters a-z, digits and _"),
    Mistake("let ⟨5x⟩ = 3", "5x is not a variable name", "names are made of the letters a-z, digits and _"),
    Mistake("let ⟨in⟩ = 3", "in cannot be a variable name", "it is a word of the language"),
    Mistake("let x ⟨5⟩", "expected = and a value, found 5", "let x = …"),
    Mistake("let x⟨.⟩y = 5", "expected = and a value, found .", "let x = …"),
    Mistake("set x.y ⟨5⟩", "expected = and a value, found 5", "set x.y = …"),
    Mistake("set x⟨?.y⟩ = 5", "?. only reads", "set x.… = value"),
    Mistake("let x = ⟨;⟩", "expected a command or a value, found ;"),
    Mistake("let x = ⟨let⟩ y = 1", "let starts a statement and cannot stand here"),
    Mistake(
        "print (if x { y })".replacing("(if", with: "(⟨if⟩"), "if starts a statement and cannot stand here",
        "give its value a name first: let x = if …"),
    Mistake("⟨else⟩ { a }", "this else has no if", "it follows a block: if … { } else { }"),
    Mistake(
        "if x ⟨print⟩ y", "expected { and a block, found print",
        "a command or pipeline as the condition goes in ( )"),
    Mistake(
        "if x ⟨|⟩ y { z }", "expected { and a block, found |",
        "a command or pipeline as the condition goes in ( )"),
    Mistake("if ⟨;⟩", "expected a value, found ;"),
    Mistake("if x { } else ⟨print⟩ y", "expected { and a block, found print"),
    Mistake("for ⟨in⟩ y { }", "in cannot be a variable name", "it is a word of the language"),
    Mistake("for ⟨5⟩ { }", "5 is not a variable name", "names are made of the letters a-z, digits and _"),
    Mistake("for ⟨;⟩", "expected a name, found ;", "for x in list { … }"),
    Mistake("for i, ⟨{⟩ }", "expected a name, found {", "for i, x in list { … }"),
    Mistake("for x ⟨of⟩ y { }", "expected in, found of", "for x in list { … }"),
    Mistake(
        "for x in y ⟨z⟩ { }", "expected { and a block, found z",
        "a command or pipeline to loop over goes in ( )"),
    Mistake("include ⟨lib⟩.holo", "expected a quoted file name, found lib", "include \"lib.holo\""),
    Mistake("include ⟨\"$x.holo\"⟩", "nothing can be computed in this text", "quote it with ' instead"),
    Mistake("a ⟨)⟩ b", "this ) closes nothing", "remove it or quote it"),
    Mistake("a\n⟨)⟩ b", "this ) closes nothing", "remove it or quote it"),
    Mistake("1 ⟨]⟩", "this ] closes nothing", "remove it or quote it"),
    Mistake(
        "1 ⟨2⟩", "expected the end of the statement, found 2", "join commands with | or start a new line"),
    Mistake(
        "$x ⟨foo⟩", "expected the end of the statement, found foo", "join commands with | or start a new line"
    ),
    Mistake("⟨|⟩ a", "expected a command or a value, found |", "the operator || is written or"),
    Mistake("a | ⟨|⟩ b", "expected a command or a value, found |", "the operator || is written or"),
    Mistake("a | ⟨$⟩x", "only the first part of a pipeline can be a value", "put a command after |"),
    Mistake("a | ⟨true⟩", "only the first part of a pipeline can be a value", "put a command after |"),
    Mistake(
        "⟨x =⟩ 5", "this assigns without let or set", "let x = … makes a variable, set x = … changes one"),
    Mistake("⟨x=⟩5", "this assigns without let or set", "let x = … makes a variable, set x = … changes one"),
    Mistake(
        "⟨x :=⟩ 5", "this assigns without let or set", "let x = … makes a variable, set x = … changes one"),
    Mistake("⟨x:=⟩5", "this assigns without let or set", "let x = … makes a variable, set x = … changes one"),
    Mistake("⟨--all⟩ a", "an option stands behind a command", "command --all"),
    Mistake("⟨p.name⟩", "p.name is not a command", "a variable is written $p.name"),
    Mistake("⟨p[0]⟩ | a", "p[0] is not a command", "a variable is written $p[0]"),
    Mistake("⟨each{⟩ a }", "each{ is not a command", "put a space behind each"),
    Mistake("⟨!curl⟩ a", "!curl is not a command", "text is written in quotes: '…'"),
    Mistake("⟨./run⟩", "./run is not a command", "text is written in quotes: '…'"),
    Mistake("⟨https://x.com⟩", "https://x.com is not a command", "text is written in quotes: '…'"),
    Mistake("⟨é⟩", "é is not a command", "text is written in quotes: '…'"),
    Mistake("a ⟨\\⟩d", "\\ means nothing outside quotes", "text is written in quotes: '…'"),
    Mistake("a b⟨\\⟩d", "\\ means nothing outside quotes", "text is written in quotes: '…'"),
    Mistake("⟨\\⟩d", "\\ means nothing outside quotes", "text is written in quotes: '…'"),
    Mistake("a ⟨\\⟩ \n b", "\\ is not the last character of its line", "remove the space after it"),
]

private let argumentMistakes = [
    Mistake("a ⟨k=⟩ b", "k= has no value", "for an empty text write k=''"),
    Mistake("a ⟨k=⟩", "k= has no value", "for an empty text write k=''"),
    Mistake("a ⟨opts.x[]=⟩; b", "opts.x[]= has no value", "for an empty text write opts.x[]=''"),
    Mistake("a ⟨k:=⟩ b", "k:= has no value", "for nothing write k:=null"),
    Mistake("a ⟨k=@⟩ b", "k=@ has no value", "k=@notes.txt"),
    Mistake("a ⟨k:=@⟩ b", "k:=@ has no value", "k:=@data.json"),
    Mistake("a ⟨--x=⟩ b", "--x= has no value", "for an empty text write --x=''"),
    Mistake("a k:=⟨foo⟩ b", "foo after k:= is not JSON", "text is written k=foo"),
    Mistake("a k:=⟨2024-01-01⟩", "2024-01-01 after k:= is not JSON", "text is written k=2024-01-01"),
    Mistake("a k:=⟨12abc⟩", "12abc after k:= is not JSON", "text is written k=12abc"),
    Mistake("a k:=⟨truer⟩", "truer after k:= is not JSON", "text is written k=truer"),
    Mistake("a k:=⟨-x⟩", "-x after k:= is not JSON", "text is written k=-x"),
    Mistake("a k:=\"b\"⟨c⟩", "expected a space, found c"),
    Mistake("a ⟨k=[⟩1, 2]", "a list is given with :=", "k:=[…, or as text k='[…'"),
    Mistake("a ⟨k={⟩b: 2}", "a record is given with :=", "k:={…, or as text k='{…'"),
    Mistake("a ⟨[⟩1, 2]", "a list as an argument goes in ( )", "([…]), or as text '[…'"),
    Mistake("a ⟨{⟩b: 1}", "a record as an argument goes in ( )", "({…})"),
    Mistake("a ⟨{⟩ \"b\" : 1}", "a record as an argument goes in ( )", "({…})"),
    Mistake("a ⟨{⟩ ...$b }", "a record as an argument goes in ( )", "({…})"),
    Mistake("a ⟨...rec⟩ b", "... spreads a value, not text", "...$rec"),
    Mistake("a ⟨--Name⟩ b", "--Name is not an option", "options are written in small letters: --name"),
    Mistake("a ⟨--name.x⟩ b", "--name.x is not an option", "options are written in small letters: --name"),
    Mistake("a https://x/⟨{⟩id}", "{ cannot stand inside a word", "text is written in quotes: '…'"),
    Mistake("a ⟨$⟩ b", "this $ is not followed by a name", "the character is written '$'"),
    Mistake("a ⟨$⟩$ b", "this $ is not followed by a name", "the character is written '$'"),
    Mistake("a b⟨$⟩5", "this $ is not followed by a name", "the character is written '$'"),
    Mistake("a b⟨\u{A0}⟩k=v", "this is not the space of the keyboard", "type a space, or quote it"),
    Mistake("a ⟨“⟩b c”", "“ does not quote", "text is written in quotes: '…'"),
    Mistake("a k=⟨‘⟩b c’", "‘ does not quote", "text is written in quotes: '…'"),
    Mistake("print (a b ⟨;⟩ c)", "expected ), found ;"),
    Mistake("print ${a ⟨|⟩ b}", "expected }, found |", "a pipeline goes in ( )"),
]

private let expressionMistakes = [
    Mistake(
        "⟨12abc⟩", "12abc is not a number", "numbers are written 12, 3.5, 30s, 5m, 2h, 250ms, 500cr or 20/m"),
    Mistake(
        "⟨1_000⟩", "1_000 is not a number", "numbers are written 12, 3.5, 30s, 5m, 2h, 250ms, 500cr or 20/m"),
    Mistake(
        "⟨1.5h⟩", "1.5h is not a number", "numbers are written 12, 3.5, 30s, 5m, 2h, 250ms, 500cr or 20/m"),
    Mistake("⟨9999999999999999h⟩", "9999999999999999h is too large"),
    Mistake("⟨99999999999999999999cr⟩", "99999999999999999999cr is too large"),
    Mistake("⟨99999999999999999999/m⟩", "99999999999999999999/m is too large"),
    Mistake("1 + ⟨)⟩", "expected a value, found )"),
    Mistake("1 + ⟨and⟩", "expected a value, found and"),
    Mistake("⟨`⟩a`", "expected a value, found `", "text is written in quotes: '…'"),
    Mistake("1 + ⟨é⟩", "expected a value, found é", "text is written in quotes: '…'"),
    Mistake("(⟨)⟩", "expected a command or a value, found )"),
    Mistake("$x ⟨&&⟩ $y", "&& is not an operator here", "write and"),
    Mistake("$x ⟨||⟩ $y", "|| is not an operator here", "write or"),
    Mistake("1 + ⟨!⟩$y", "! is not an operator here", "write not"),
    Mistake("$x ⟨=⟩ 5", "= is not an operator here", "== compares, set x = … changes a variable"),
    Mistake("$x⟨.⟩0", ". is not an operator here", "a field is read with .name, an item with [0]"),
    Mistake("$x ⟨?⟩ 1 : 2", "? is not an operator here", "choose with if: let x = if a { b } else { c }"),
    Mistake(
        "1⟨.⟩..5", "expected the end of the statement, found .", "join commands with | or start a new line"),
    Mistake("$x ⟨not⟩ in $y", "not is not an operator here", "write not before the comparison: not a in b"),
    Mistake("$a < $b ⟨<=⟩ 5", "comparisons do not chain", "$a < $b and $b <= 5"),
    Mistake("1..2⟨..⟩3", "a range has two ends", "one range is written 1..3"),
    Mistake("[1 ⟨2⟩]", "expected , or ], found 2", "items are separated by ,"),
    Mistake("[1, 2⟨)⟩", "expected , or ], found )", "items are separated by ,"),
    Mistake("{a: 1 ⟨b⟩: 2}", "expected , or }, found b", "fields are separated by ,"),
    Mistake("{a: 1, ⟨a⟩: 2}", "the field a is given twice", "remove one of them"),
    Mistake("{a: 1, ⟨'a'⟩: 2}", "the field 'a' is given twice", "remove one of them"),
    Mistake(
        "{ a ⟨}⟩", "expected : and a value, found }",
        "a record is written {name: value}; blocks go behind if, for and commands"),
    Mistake(
        "{ ⟨$⟩x }", "expected a field name or }, found $",
        "a record is written {name: value}; blocks go behind if, for and commands"),
    Mistake("{⟨\"$x\"⟩: 1}", "nothing can be computed in this text", "quote it with ' instead"),
    Mistake("$x[0 ⟨1⟩]", "expected ], found 1"),
    Mistake("(1 +\n 2\n⟨let⟩ x = 3", "expected ), found let", "the ( of line 1 is still open"),
    Mistake(
        "\"a ⟨\\e⟩ b\"", "\\e is not an escape", "the escapes are \\n \\t \\r \\\" \\\\ \\$ and \\u{1F600}"),
    Mistake("\"⟨\\é⟩\"", "\\é is not an escape", "the escapes are \\n \\t \\r \\\" \\\\ \\$ and \\u{1F600}"),
    Mistake(
        "\"⟨\\u{110000}⟩\"", "\\u{110000} is not an escape",
        "the escapes are \\n \\t \\r \\\" \\\\ \\$ and \\u{1F600}"),
    Mistake(
        "\"⟨\\u{12⟩\"", "\\u{12 is not an escape", "the escapes are \\n \\t \\r \\\" \\\\ \\$ and \\u{1F600}"),
    Mistake("\"⟨\\⟩\n\"", "\\ is not an escape", "the escapes are \\n \\t \\r \\\" \\\\ \\$ and \\u{1F600}"),
    Mistake("\"costs ⟨$⟩5\"", "this $ is not followed by a name", "the character is written \\$"),
    Mistake("\"${a ⟨b⟩}\"; c", "expected }, found b"),
    Mistake("print ⟨'⟩abc", "this ' is never closed", "close it with '"),
    Mistake("print ⟨\"⟩abc", "this \" is never closed", "close it with \""),
    Mistake("print \"⟨${⟩abc", "this ${ is never closed", "close it with }"),
]

private func unmarked(_ marked: String) -> (String, SourceRange) {
    let parts = marked.split(separator: "⟨", omittingEmptySubsequences: false)
    let inside = parts[1].split(separator: "⟩", omittingEmptySubsequences: false)
    let start = parts[0].utf8.count
    return (parts[0] + inside.joined(), SourceRange(start, start + inside[0].utf8.count))
}
