/// Well-formed programs with space, line breaks and comments wherever they may stand.
struct RandomPrograms {
    private var random: SeededRandom
    private var depth = 0
    private var comments = 0
    /// A line break is space here.
    private var isInBrackets = false

    init(_ seed: UInt64) { random = SeededRandom(seed) }

    /// A program, and how many comments are in it.
    mutating func next() -> (text: String, comments: Int) {
        comments = 0
        let start = one(["", "#!/usr/bin/holo\n", "holo 1\n", ";;", "\n\n  "])
        return (start + statements() + one(["", "\n", " ;", " "]), comments)
    }

    private mutating func one(_ choices: [String]) -> String { choices.randomElement(using: &random) ?? "" }

    private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

    private mutating func comment() -> String {
        comments += 1
        return "#c\(comments)\(one(["", " x", " \\", "'\"{", "\t"]))\n"
    }

    /// Space that has to be there.
    private mutating func space() -> String {
        if isInBrackets, chance(20) { return wide() }
        return one([" ", " ", " ", "  ", "\t", " \\\n", " \\\r\n  "])
    }

    private mutating func maybe() -> String { chance(50) ? "" : space() }

    /// Space where a line break may stand.
    private mutating func wide() -> String {
        if chance(10) { return " " + comment() + one(["", "\n\n", " "]) }
        if chance(5) { return "\n " + comment() + "\n" + comment() }
        return one([" ", " ", "\n", "\r\n", "\n\n\n", " \\\n "])
    }

    private mutating func nested(inBrackets: Bool, _ make: (inout RandomPrograms) -> String) -> String {
        let outer = isInBrackets
        isInBrackets = inBrackets
        depth += 1
        defer {
            isInBrackets = outer
            depth -= 1
        }
        return make(&self)
    }

    private mutating func statements() -> String {
        var text = ""
        for _ in 0..<Int.random(in: 0...(depth > 2 ? 1 : 4), using: &random) {
            if chance(15) { text += " " + comment() }
            text += statement()
            text += chance(20) ? " " + comment() : one(["\n", ";", "; ", "\n\n\n", "\r\n", " ;\n ;"])
        }
        return text
    }

    private mutating func statement() -> String {
        switch Int.random(in: 0..<(depth > 3 ? 7 : 14), using: &random) {
        case 0: "let" + space() + "x" + maybe() + "=" + wide() + pipeline()
        case 1: "set" + space() + "y.z[0]" + maybe() + "=" + maybe() + pipeline()
        case 2: one(["include 'a'", "budget  5cr", "budget $x-5cr"])
        case 3, 4, 5: pipeline()
        case 6:
            one([
                "break", "continue", "return", "return  $x", "assert 1 ==2", "assert $x , 'no'",
                "param p:integer=-5 ", "param  p",
            ])
        case 7: "while" + space() + expression() + wide() + block()
        case 8:
            "try" + wide() + block()
                + (chance(70) ? wide() + "catch" + one(["", " e", "  e"]) + wide() + block() : "")
        case 9: "fn f" + one(["()", " ( )", "(a,b)", "( a , b = 1+2 )"]) + wide() + block()
        case 10: "test" + space() + "'t'" + wide() + block()
        case 11:
            "if" + space() + expression() + wide() + block()
                + (chance(50) ? wide() + "else" + wide() + block() : "")
        case 12: "let x=if" + space() + "a" + wide() + block() + "else if b" + block()
        default:
            "for x" + one(["", ",y"]) + space() + "in" + wide() + expression() + clauses() + wide()
                + block()
        }
    }

    private mutating func clauses() -> String {
        (chance(30) ? wide() + "parallel" + wide() + list() : "")
            + (chance(30) ? wide() + "onerror" + wide() + "skip" : "")
            + (chance(30) ? wide() + "key" + space() + group() : "")
    }

    private mutating func block() -> String {
        "{" + nested(inBrackets: false) { one in one.maybe() + one.statements() + one.maybe() } + "}"
    }

    private mutating func pipeline() -> String {
        var text = chance(40) ? expression() : command()
        while chance(30) {
            text += (chance(30) ? wide() : maybe()) + "|" + wide() + (chance(30) ? rows() : command())
        }
        return text
    }

    private mutating func rows() -> String {
        one(["where", "map", "sort", "select", "group"]) + space() + "a.b"
            + maybe() + one(["*", "+", "=="]) + maybe() + "$x"
    }

    private mutating func command() -> String {
        var text = one(["a", "holos", "parallel", "print", "x-y"])
        for _ in 0..<Int.random(in: 0...3, using: &random) { text += space() + argument() }
        return text
    }

    private mutating func argument() -> String {
        switch Int.random(in: 0..<(depth > 3 ? 3 : 7), using: &random) {
        case 0:
            one(["--all", "--n=5", "k=v", "k.l[]=#x", "k=@f", "k:=@f", "k:=-1", "k:=true", "...$r", "-5"])
        case 1: one(["a", "-", "--", "..", "1+2", "a,b", "x:", "$x-y", "a$x.b", "'a  b'c", "\"a\n $x\""])
        case 2: "\"a ${" + maybe() + "x" + maybe() + "+1}  b\""
        case 3: "k:=" + list()
        case 4: "1b" + group() + "c"
        case 5:
            "...${" + nested(inBrackets: true) { one in one.maybe() + one.expression() + one.maybe() } + "}"
        default: "--x" + space() + block()
        }
    }

    private mutating func expression() -> String {
        switch Int.random(in: 0..<(depth > 3 ? 3 : 8), using: &random) {
        case 0:
            one([
                "1", "$x", "$x.y?.z[0]", "'s  t'", "true", "null", "20/m", "3.5", "[]", "{}", "f(1,$x)",
                "f( )",
            ])
        case 1: one(["- 5", "- -$x", "--5", "not  $x", "-not $x", "not(a)", "${x}", "1 .. 2", "$a..$b"])
        case 2: "\"a\n ${" + maybe() + "x" + maybe() + "}$y\""
        case 3: group()
        case 4: list()
        case 5: record()
        default: "(1)" + maybe() + one(["+", "-", "*", "==", "=~", "??", "in", "and", ".."]) + wide() + "$x"
        }
    }

    private mutating func group() -> String {
        "(" + nested(inBrackets: true) { one in one.maybe() + one.pipeline() + one.maybe() } + ")"
    }

    private mutating func list() -> String {
        "["
            + nested(inBrackets: true) { one in
                one.maybe() + one.expression() + one.maybe() + "," + one.maybe() + "..." + one.maybe() + "$x"
                    + one.one(["", ",", " , "])
            } + "]"
    }

    private mutating func record() -> String {
        "{"
            + nested(inBrackets: true) { one in
                one.maybe() + one.one(["a", "'b'"]) + one.maybe() + ":" + one.maybe() + one.expression()
                    + one.maybe()
            } + "}"
    }
}
