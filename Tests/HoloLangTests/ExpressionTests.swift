import Testing

@testable import HoloLang

@Suite struct ExpressionTests {
    @Test(
        arguments: [
            ("12", "12"), ("007", "007"), ("3.5", "3.5"), ("1e9", "1e9"), ("2.5E-3", "2.5E-3"),
            ("-3", "(- 3)"),
            ("30s", "30000ms"), ("5m", "300000ms"), ("2h", "7200000ms"), ("250ms", "250ms"),
            ("500cr", "500cr"),
            ("20/s", "20/1s"), ("20/m", "20/60s"), ("60/h", "60/3600s"), ("6 / m", "(/ 6 $m)"),
            ("6/ms", "(/ 6 $ms)"),
            ("99999999999999999999", "99999999999999999999"), ("1..5", "(.. 1 5)"), ("1.5..2", "(.. 1.5 2)"),
            ("true", "true"), ("false", "false"), ("null", "null"), ("'a\\n$x'", "'a\\n$x'"), ("\"\"", "''"),
        ] as [(String, String)])
    func `literals`(text: String, meaning: String) {
        #expect(outline(text) == meaning)
    }

    @Test(
        arguments: [
            ("\"a\\n\\t\\r\\\"\\\\\\$b\"", "'a\n\t\r\"\\$b'"),
            ("\"\\u{1F600}\\u{e9}\"", "'😀é'"),
            ("\"$p.name.\"", "''+$p.name+'.'"),
            ("\"a $x?.y b\"", "'a '+$x?.y+' b'"),
            ("\"$x[0]$y\"", "''+$x[0]+$y"),
            ("\"${a + 1}${\"n ${b}\"}\"", "''+(+ $a 1)+'n '+$b"),
            ("\"${(jobs | count)} jobs\"", "''+(<jobs> | <count>)+' jobs'"),
            ("\"a\nb\"", "'a\nb'"), ("\"a\r\nb\"", "'a\nb'"), ("'a\r\nb'", "'a\nb'"), ("'a\rb'", "'a\rb'"),
            ("\"漢字 é\"", "'漢字 é'"), ("\"5€ $x€\"", "'5€ '+$x+'€'"),
        ] as [(String, String)])
    func `strings`(text: String, meaning: String) {
        #expect(outline(text) == meaning)
    }

    @Test(
        arguments: [
            ("[]", "[]"), ("[1, 'a', ...$b,]", "[1, 'a', ...$b]"), ("[\n1\n,\n2 # two\n]", "[1, 2]"),
            ("{}", "{}"), ("{a: 1, \"b c\": 2, 'd': 3, e-f: 4,}", "{a: 1, b c: 2, d: 3, e-f: 4}"),
            ("{ ...$a, b: {c: []} }", "{...$a, b: {c: []}}"), ("{a : x.y}", "{a: $x.y}"),
            ("[1, 2][0]", "[1, 2][0]"), ("{a: 1}.a", "{a: 1}.a"), ("[x -1]", "[(- $x 1)]"),
        ] as [(String, String)])
    func `lists and records`(text: String, meaning: String) {
        #expect(outline(text) == meaning)
    }

    @Test(
        arguments: [
            ("$x.y?.z[0][a]", "$x.y?.z[0][$a]"), ("(a).b", "(<a>).b"), ("1 + p.name", "(+ 1 $p.name)"),
            ("not a.b", "(not $a.b)"), ("$a.true", "$a.true"), ("\"a\"[0]", "'a'[0]"), ("${a}.b", "$a.b"),
        ] as [(String, String)])
    func `paths`(text: String, meaning: String) {
        #expect(outline(text) == meaning)
    }

    @Test(
        arguments: [
            ("1 + 2 * 3 - 4", "(- (+ 1 (* 2 3)) 4)"), ("8 / 4 / 2", "(/ (/ 8 4) 2)"),
            ("7 % 2 + 1", "(+ (% 7 2) 1)"),
            ("-2 * -$x.y", "(* (- 2) (- $x.y))"), ("2-1", "(- 2 1)"), ("$a-b", "(- $a $b)"),
            ("not $a and $b or $c", "(or (and (not $a) $b) $c)"), ("$a or $b and $c", "(or $a (and $b $c))"),
            ("not $a == 1", "(not (== $a 1))"), ("$a == not b", "(== $a (not $b))"),
            ("not not a", "(not (not $a))"),
            ("$a ?? $b ?? 1 == 2", "(== (?? (?? $a $b) 1) 2)"), ("$a ?? 1..2 + 3", "(?? $a (.. 1 (+ 2 3)))"),
            ("$a in [1] and $b =~ 'x'", "(and (in $a [1]) (=~ $b 'x'))"),
            (
                "$a < 1 or $b <= 2 or $c > 3 or $d >= 4",
                "(or (or (or (< $a 1) (<= $b 2)) (> $c 3)) (>= $d 4))"
            ),
            ("$a != 1 and $b == 2", "(and (!= $a 1) (== $b 2))"), ("$a == (1 < 2)", "(== $a ((< 1 2)))"),
            ("1 +\n\n 2", "(+ 1 2)"), ("1 + # one\n2", "(+ 1 2)"), ("1 \\\n + 2", "(+ 1 2)"),
            ("(1\n+ 2)", "((+ 1 2))"), ("$inner", "$inner"), ("$x | print 1", "$x | <print 1>"),
        ] as [(String, String)])
    func `operators`(text: String, meaning: String) {
        #expect(outline(text) == meaning)
    }

    @Test(arguments: BinaryOperator.allCases)
    func `every operator can be written and binds looser than a sign`(sign: BinaryOperator) {
        #expect(outline("$a \(sign.rawValue) -$b") == "(\(sign.rawValue) $a (- $b))")
    }

    @Test func `the range of a variable includes its dollar`() throws {
        let source = Source(name: "test", text: "$job.name")
        guard case .value(.pipeline(let pipeline)) = try #require(parse(source).script.statements.first).kind,
            case .expression(let path) = pipeline.stages[0], case .field(let base, let name, _) = path.kind
        else {
            Issue.record("not a path")
            return
        }
        #expect(source.text(path.range) == "$job.name")
        #expect(source.text(base.range) == "$job")
        #expect(source.text(name.range) == "name")
    }
}
