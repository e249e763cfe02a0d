import HoloTerm
import Testing

@testable import HoloShell

/// Colours and suggestions while a line is typed.
@Suite struct AssistantTests {
    /// Parts that have a colour as `text:style`.
    @Test(arguments: [
        ("submit li_profile_scrape", "submit:bold li_profile_scrape:green"),
        ("submit li_prof", "submit:bold"), ("submit li_prof x", "submit:bold li_prof:red"),
        ("submit nothing_there", "submit:bold nothing_there:red"),
        ("submit $zz", "submit:bold $zz:red"),
        (
            "submit hn_stories limit=2 limt:=3",
            "submit:bold hn_stories:green limit=:cyan limt:=:red 3:magenta"
        ),
        ("submit nothing_there limt=2", "submit:bold nothing_there:red limt=:cyan"),
        ("run hn_stories x:={limt: 1}", "run:bold hn_stories:green x:=:red limt:cyan 1:magenta"),
        (
            "run hn_stories limit=(run yt_search query=1) limt=2",
            "run:bold hn_stories:green limit=:cyan run:bold yt_search:green query=:cyan limt=:cyan"
        ),
        ("submit --fresh hn_stories", "submit:bold --fresh:cyan hn_stories:green"),
        ("subm", ""), ("sbmit", "sbmit:red"), ("subm x", "subm:red"), ("s", ""), ("le", ""), ("zz", "zz:red"),
        ("jobs --limit 5", "jobs:bold --limit:cyan"), ("jobs --lim", "jobs:bold --lim:cyan"),
        ("jobs --limt", "jobs:bold --limt:red"), ("jobs --limt 5", "jobs:bold --limt:red"),
        ("print 'a' \"b $last\"", "print:bold 'a':green \":green b :green $last:yellow \":green"),
        ("print $nope", "print:bold $nope:red"), ("print $las", "print:bold $las:yellow"),
        ("let nope = 12; print $nope", "let:magenta nope:yellow 12:magenta print:bold $nope:yellow"),
        ("for x in [1] { print $x }", "for:magenta x:yellow in:magenta 1:magenta print:bold $x:yellow"),
        ("fn f(a) { $a }; f(1)", "fn:magenta f:yellow a:yellow $a:yellow f:bold 1:magenta"),
        ("upper('x')", "upper:bold 'x':green"), ("uper('x')", "uper:red 'x':green"),
        ("print 1 # why", "print:bold # why:dim"), ("!ls", "!:bold"), ("'unfinished", "'unfinished:green"),
        ("print \"unfinished ${la", "print:bold \":green unfinished :green ${:yellow la:yellow"),
    ])
    func `the colours of a line`(line: String, expected: String) async throws {
        let shell = try TestShell()
        let bytes = Array(line.utf8)
        _ = await shell.completions("submit x|")
        let spans = await shell.assisting { $0.spans(line) }
        let found = spans.map { "\(String(decoding: bytes[$0.range], as: UTF8.self)):\($0.style)" }
        #expect(found.joined(separator: " ") == expected)
    }

    @Test func `where the actions are not known none is wrong`() async throws {
        let shell = try TestShell(actions: [])
        let spans = await shell.assisting { $0.spans("submit anything x=1") }
        #expect(spans.map(\.style) == [.bold, .cyan])
    }

    private static let history = [
        "submit li_profile_scrape profile_url=https://a.example/1", "print 'old'", "print 'é new'",
        "for x in [1] {\n  print $x\n}", "print canary-secret", " print private", "await 11112222",
    ]

    @Test(arguments: [
        ("sub", "mit li_profile_scrape profile_url=https://a.example/1"), ("print 'é", " new'"),
        ("print 'o", "ld'"),
        ("for x", " in [1] {\n  print $x\n}"), ("for x in [1] {\n", "  print $x\n}"), ("print 'é new'", ""),
        // A secret is never suggested, nor what was typed behind a space.
        ("print c", ""), (" print p", ""), ("", ""),
        // Not in the history: what nearly always comes next.
        ("submit li_company_d", ""), ("submit li_com", "pany_scrape"), ("describe li_pr", "ofile_scrape"),
        ("let x = run am_se", "arch_products"), ("jobs | as j", "son"), ("help oper", "ators"),
        ("use lo", "cal"),
        ("jobs --l", "imit"), ("submit rt_search sort=ne", "w"), ("submit zz", ""), ("[1] | as js", "on"),
        ("submit yt_se", "arch"), ("descr", "ibe"), ("submit yt_search ", "query="),
        ("submit yt_search qu", "ery="),
        ("submit yt_search query=x ", ""), ("print 'descr", ""), ("# descr", ""),
        ("let banana = 1; $ban", "ana"), ("let banana = 1; \"a $ban", "ana"), ("await $la", "st"),
        ("set found = $l", "ast"), ("where $", ""),
    ])
    func `what is suggested`(text: String, expected: String) async throws {
        let shell = try TestShell()
        _ = await shell.completions("submit x|")
        #expect(await shell.assisting(history: Self.history) { $0.suggestion(for: text) } == expected)
    }

    @Test func `a job that runs is suggested where a job is asked for`() async throws {
        let shell = try TestShell()
        let wait = { (text: String) in
            await shell.assisting(history: Self.history) { $0.suggestion(for: text) }
        }
        #expect(await wait("await ") == "11112222")
        _ = await shell.type("submit li_profile_scrape profile_url=https://www.linkedin.com/in/slow-20")
        #expect(await wait("await ") == "$last")
        #expect(await wait("await $l") == "$last".dropFirst(2))
        #expect(await wait("let p = ") == "await $last")
        #expect(await wait("let p = await ") == "$last")
        await shell.stop()
    }
}
