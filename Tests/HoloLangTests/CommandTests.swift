import Testing

@testable import HoloLang

@Suite struct CommandTests {
    @Test(
        arguments: [
            ("submit li_profile_scrape", "<submit li_profile_scrape>"),
            ("print 'a b'c\"d\"", "<print 'a b'+c+'d'>"),
            ("print ''", "<print ''>"),
            ("print \"$x\"", "<print ''+$x>"),
            ("print $x", "<print $x>"),
            ("print a$x.y.z-$b?.c[0].", "<print a+$x.y.z+-+$b?.c[0]+.>"),
            ("print ${a + 1}px", "<print (+ $a 1)+px>"),
            ("print ${x}.name", "<print $x+.name>"),
            ("print (jobs | count)x", "<print (<jobs> | <count>)+x>"),
            ("print a(b)", "<print a($b)>"),
            ("print a(b).c (d).e", "<print a($b).c (<d>).e>"),
            ("print 1(b)", "<print 1+(<b>)>"),
            ("print https://x.com/a?b=1&c=%20#d,*+~@[0]", "<print https://x.com/a?b=1&c=%20#d,*+~@[0]>"),
            ("where price > 10 and a == b", "<where (and (> $price 10) (== $a $b))>"),
            ("sort a desc, b.c --json", "<sort $a desc $b.c --json>"),
            ("select a, 'b c': d + 1", "<select $a b c: (+ $d 1)>"),
            ("print -x -- --- - 5 30s true", "<print -x -- --- - 5 30s true>"),
            ("print ... ....", "<print ... ....>"),
            ("print naïve 漢字 😀", "<print naïve 漢字 😀>"),
            ("print a#b #c", "<print a#b>"),
            ("(print a\n b\n | c)", "(<print a b> | <c>)"),
        ] as [(String, String)])
    func `words`(text: String, meaning: String) {
        #expect(outline(text) == meaning)
    }

    @Test(
        arguments: [
            ("a k=v", "<a k=v>"),
            ("a k=a=b", "<a k=a=b>"),
            ("a profile_url=https://x/y?a=1&b=2#frag", "<a profile_url=https://x/y?a=1&b=2#frag>"),
            ("a k='' k=\"a b\"", "<a k='' k='a b'>"),
            ("a k=$x k=${y} k=(z)", "<a k=$x k=$y k=(<z>)>"),
            ("a k=#x", "<a k=#x>"),
            ("a opts.render=x tags[]=b a.b[].c-d=e", "<a opts/render=x tags/[]=b a/b/[]/c-d=e>"),
            ("a k=@file.txt k=@$f k:=@data.json", "<a k=@file.txt k=@$f k:=@data.json>"),
            ("a k:=1 k:=-2.5 k:=true k:=null", "<a k:=1 k:=(- 2.5) k:=true k:=null>"),
            ("a k:=\"s\" k:='s' k:=[1, {a: 2}] k:={}", "<a k:='s' k:='s' k:=[1, {a: 2}] k:={}>"),
            ("a k:={\"a\": [\n1,\n]} b", "<a k:={a: [1]} b>"),
            ("a k:=$x.y[0] k:=${b + 1} k:=(c d)", "<a k:=$x.y[0] k:=(+ $b 1) k:=(<c d>)>"),
            ("a 5=b x..y=z http:=1", "<a 5=b x..y=z http:=1>"),
            ("a c:\\\n d", "<a c: d>"),
        ] as [(String, String)])
    func `keys`(text: String, meaning: String) {
        #expect(outline(text) == meaning)
    }

    @Test(
        arguments: [
            ("a --json --budget=100cr --dry-run b", "<a --json --budget=100cr --dry-run b>"),
            ("a --x=\"$y z\"", "<a --x=''+$y+' z'>"),
            ("a --k2=''", "<a --k2=''>"),
            ("a ...$rec ...$a.b ...(c) ...{d: 1}", "<a ...$rec ...$a.b ...(<c>) ...{d: 1}>"),
            ("each { print $it }", "<each {<print $it>}>"),
            ("each --all {\n a\n b\n} | c", "<each --all {<a>; <b>}> | <c>"),
            ("(each {\n a\n b\n})", "(<each {<a>; <b>}>)"),
            ("tries {}", "<tries {}>"),
        ] as [(String, String)])
    func `options, spreads and blocks`(text: String, meaning: String) {
        #expect(outline(text) == meaning)
    }

    @Test func `an option, a key and a command know where they stand`() throws {
        let source = Source(name: "test", text: "a --name=x tags[]=y")
        guard case .value(.pipeline(let pipeline)) = try #require(parse(source).script.statements.first).kind,
            case .command(let command) = pipeline.stages[0],
            case .option(let option, _) = command.arguments[0].kind,
            case .text(let key, _) = command.arguments[1].kind
        else {
            Issue.record("not a command with an option and a key")
            return
        }
        #expect(source.text(command.range) == "a --name=x tags[]=y")
        #expect(source.text(option.range) == "--name")
        #expect(option.text == "name")
        #expect(source.text(key.range) == "tags[]")
        #expect(key.parts == [.name("tags"), .append])
    }
}
