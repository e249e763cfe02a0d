import Foundation
import HoloTerm
import TestFolders
import Testing

@testable import HoloShell

/// What Tab offers: each row is a line with its cursor at its last `|`, and what has to be offered, in this order. `…` stands
/// for more, `-x` for what must not be there.
@Suite struct CompletionTests {
    @Test(arguments: [
        // Commands at every place where one may stand.
        ("subm|", "submit"), ("SUBM|", "submit"), ("jobs | so|", "sort"), ("print (job|", "jobs job"),
        ("let x = awa|", "await"), ("set x = awa|", "await"), ("if true { subm|", "submit"),
        ("for i in [1] { aw|", "await"), ("fn f() { pri|", "print"),
        ("try { } catch e { wa|", "warn wait … -if"),
        ("print 1; subm|", "submit"), ("print 1\nsubm|", "submit"), ("jobs | subm|", ""),
        ("let x = fo|", "for …"), ("wh|", "where while"), ("jobs | whi|", ""), ("print (whi|", ""),
        ("return subm|", "submit"), ("test 'a' { subm|", "submit"),
        // Words of the language behind others.
        ("for x |", "in"), ("for x in [1] par|", "parallel"),
        ("for x in [1] parallel 2 |", "rate budget key onerror"),
        ("for x in [1] onerror |", "stop skip collect"), ("if true { } |", "else"),
        ("if true { } else |", "if"),
        ("try { } |", "catch"), ("param n: int|", "integer"), ("[1] | sort it |", "asc desc"),
        // Options.
        ("jobs --|", "--limit --json"), ("jobs --limit 5 --|", "--json"),
        ("submit hn_stories --fr|", "--fresh"),
        ("read a.csv --as |", "json ndjson …"), ("read a.csv --as=nd|", "ndjson"),
        ("jobs | where true --|", "--json"),
        // Actions, their parameters, and the values of those.
        ("submit li_pr|", "li_profile_scrape"), ("submit PROFILE|", "li_profile_scrape"),
        ("run lps|", "li_profile_scrape"),
        ("describe hn_st|", "hn_stories"), ("let j = submit li_profile_s|", "li_profile_scrape"),
        ("submit li_profile_scrape |", "profile_url --reuse --fresh --json"),
        ("submit li_profile_scrape prof|", "profile_url"),
        ("submit li_profile_scrape profile_url=x |", "-profile_url …"),
        ("submit rt_search query=x sort=|", "relevance … -query"),
        ("submit rt_search query=x sort=ne|", "new"),
        // Variables: those of the text too, where they can be seen.
        ("print $la|", "last"), ("let abc = 1; print $ab|", "abc"), ("for row in [1] { print $ro|", "row"),
        ("for row in [1] { }; print $ro|", ""), ("fn f(param1) { print $par|", "param1"),
        ("print \"${la|", "last last"), ("try { } catch oops { print $oo|", "oops"), ("let abc = $ab|", ""),
        ("for i, row in [1] key $r|", "row"), ("let n = 1; set |", "n"),
        // Functions.
        ("let x = upp|", "upper"), ("[1] | map upp|", "upper"), ("if len(trim(upp|", "upper"),
        ("fn double(n) { }; let x = doub|", "double"),
        // Pages of help and profiles.
        ("help oper|", "operators"), ("help subm|", "submit"), ("use |", "local default --json"),
        // Where there is nothing to say.
        ("print 'subm|", ""), ("print \"subm|", ""), ("# subm|", ""), ("print 1 # subm|", ""),
        ("let subm|", ""),
        ("for |", ""), ("print ) subm|", ""), ("foo.bar|", ""), ("5|", ""),
        ("submit rt_search sort='ne|", ""),
    ])
    func `what is offered`(line: String, expected: String) async throws {
        let shell = try TestShell()
        let labels = await shell.completions(line).candidates.map { $0.label ?? $0.text }
        let wanted = expected.split(separator: " ").map(String.init)
        for word in wanted where word.hasPrefix("-") && !word.hasPrefix("--") {
            #expect(!labels.contains(String(word.dropFirst())), "\(line)")
        }
        let names = wanted.filter { $0 != "…" && (!$0.hasPrefix("-") || $0.hasPrefix("--")) }
        if wanted.contains("…") || wanted.count != names.count {
            #expect(Array(labels.filter(names.contains)) == names, "\(line): \(labels)")
        } else {
            #expect(labels == names, "\(line)")
        }
    }

    @Test(arguments: [
        ("subm|", "submit "), ("SUBM|", "submit "), ("submit LI_PROFILE_S|", "li_profile_scrape "),
        ("submit li_profile_scrape pr|", "profile_url="), ("subm| x", "submit"), ("jobs --l|", "--limit "),
        ("submit profile|", "li_profile_scrape "), ("let x = upp|", "upper("), ("[1] | cou|", "count "),
        ("desc|", "describe "), ("print \"$la|\"", "last"),
    ])
    func `what one Tab inserts`(line: String, insertion: String) async throws {
        #expect(try await TestShell().completions(line).insertion == insertion)
    }

    @Test func `one Tab inserts what those that fit best have in common`() async throws {
        let shell = try TestShell()
        #expect(await shell.completions("submit am_|").insertion == "am_")
        #expect(await shell.completions("submit AM|").insertion == "am_")
        // What they have in common says less than what is typed.
        #expect(await shell.completions("submit search|").insertion == nil)
        #expect(await shell.completions("submit search|").candidates.count > 3)
    }

    @Test func `actions come with their price and a line of description`() async throws {
        let found = try await TestShell().completions("submit li_profile_s|").candidates[0]
        #expect(found.description.hasPrefix("2 cr · "))
        let parameter = try await TestShell().completions("submit li_profile_scrape prof|").candidates[0]
        #expect(parameter.description.hasPrefix("text, required · "))
    }

    @Test func `what a session has is offered`() async throws {
        let shell = try TestShell()
        _ = await shell.type(
            "let person = {name: 'Jane', 'full address': {city: 'Rome'}, jobs: [{at: 'Acme'}, {at: 'Z', to: 1}]}"
        )
        #expect(await shell.completions("print $person.na|").insertion == ".name")
        #expect(await shell.completions("print $person.fu|").insertion == "['full address']")
        #expect(await shell.completions("print $person['full address'].|").insertion == "city")
        #expect(await shell.completions("print $person['fu|").insertion == "'full address']")
        #expect(await shell.completions("print $person.jobs[0].|").insertion == "at")
        #expect(await shell.completions("print $person.jobs[|").candidates.map(\.label) == ["0", "1"])
        #expect(await shell.completions("print \"she is ${person.na|").insertion == ".name")
        #expect(await shell.completions("$person.jobs | where a|").candidates.first?.text == "at")
        #expect(await shell.completions("$person.jobs | sort at | select t|").candidates.first?.text == "to")
        #expect(
            await shell.completions("$person.jobs | select who: at | where wh|").candidates.first?.text
                == "who")
        #expect(await shell.completions("jobs | where sta|").candidates.first?.text == "status")
        _ = await shell.type("$person")
        #expect(await shell.completions("$_.na|").insertion == ".name")
    }

    @Test func `jobs are offered with their age and state, from the journal alone`() async throws {
        let shell = try TestShell()
        _ = await shell.type("let done = run hn_stories limit=2")
        let before = shell.balance
        let found = await shell.completions("await |").candidates
        #expect(found.map { $0.label ?? "" }.prefix(1) == ["$last"])
        #expect(found.dropFirst().first?.description == "hn_stories · completed · just now")
        #expect(await shell.completions("print $last.|").candidates.map(\.text).contains("result"))
        #expect(await shell.completions("print $last.result.|").candidates.map(\.text).contains("stories"))
        #expect(shell.balance == before)
        await shell.stop()
    }

    @Test func `files are offered where one is meant`() async throws {
        let folder = TestFolder.make()
        for name in ["my people.csv", "my posts.csv", ".hidden.csv", "it's.json", "plain.txt"] {
            try Data().write(to: URL(filePath: "\(folder)/\(name)"))
        }
        try FileManager.default.createDirectory(
            atPath: folder + "/my folder", withIntermediateDirectories: true)
        let shell = try TestShell()
        func insertion(_ line: String) async -> String? {
            await shell.completions(line.replacingOccurrences(of: "%", with: folder + "/")).insertion?
                .replacingOccurrences(of: folder + "/", with: "%")
        }
        #expect(await insertion("read %pl|") == "%plain.txt ")
        #expect(await insertion("read %PE|") == "'%my people.csv' ")
        #expect(await insertion("read %it|") == "\"%it's.json\" ")
        #expect(await insertion("read %my|") == "'%my ")
        #expect(await insertion("read %my f|") == nil)
        #expect(await insertion("read '%my f|") == "'%my folder/")
        #expect(await insertion("read \"%my pe|") == "\"%my people.csv\" ")
        let inside = await insertion("read \"%my pe|\"")
        #expect(inside == "\"%my people.csv")
        #expect(await insertion("read %.h|") == "%.hidden.csv ")
        #expect(await insertion("jobs | save %pl|") == "%plain.txt ")
        #expect(await insertion("include \"%pl|") == "\"%plain.txt\" ")
        #expect(await insertion("submit hn_stories limit:=@%pl|") == "%plain.txt ")
        #expect(await insertion("!cat %pl|") == "%plain.txt ")
        try Data("city,price\nRome,3\n".utf8).write(to: URL(filePath: folder + "/towns.csv"))
        #expect(await insertion("read %towns.csv | where pr|") == "price")
        let all = await shell.completions("read \(folder)/|").candidates.map { $0.label ?? "" }
        #expect(all.contains("my folder/") && !all.contains(".hidden.csv"))
    }
}
