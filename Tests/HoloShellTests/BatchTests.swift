import Foundation
import Testing

/// Batches as scripts: what they cost, where they stop, and how they go on.
@Suite struct BatchTests {
    static let script = """
        let rows = for n in 1..6 parallel 2 key $n {
            run li_profile_scrape profile_url="https://www.linkedin.com/in/person-$n"
        }
        print $rows[0].name $rows[5].name

        """

    func spent(_ holo: HoloProgram) async throws -> Int {
        let status = try await holo("--local", "status", "--json").output
        let credits = status.split(separator: "\n").first { $0.contains("\"credits\"") } ?? ""
        return 500 - (Int(credits.filter(\.isNumber)) ?? 0)
    }

    @Test func `a batch that ran out of credits says how many rows the balance pays, and resumes`()
        async throws
    {
        let holo = try HoloProgram()
        let service = try ServeTests.Service(["--credits", "5"], holo)
        let file = try holo.write(Self.script, to: "batch.holo")
        let key = ["ANAKIN_API_KEY": service.key]
        let first = try await holo("--api-url", service.url, file, with: key)
        #expect(first.status == 5)
        #expect(first.errors.contains("this costs 2 credits and the account has 1"), "\(first.errors)")
        #expect(first.errors.contains("the balance pays 0 more rows"))
        #expect(first.errors.contains("holo --api-url \(service.url) resume "))
        #expect(first.output == "")
        let again = try await holo("--api-url", service.url, "resume", with: key)
        #expect(again.status == 5)
        let spend = try await holo("--api-url", service.url, "spend", "--json", with: key)
        #expect(spend.output.contains("\"spent\": 4"), "\(spend.output)")
    }

    @Test func `a script that is run again by resume pays nothing twice, whatever was edited`() async throws {
        let holo = try HoloProgram()
        let file = try holo.write(
            Self.script + "submit hn_stories limit=1 | save nowhere/x.json\n", to: "batch.holo")
        let first = try await holo("--local", file)
        // A mistake that shows after something was paid for.
        #expect(first.status == 1)
        let names = "Søren Mensah Chloé García\n"
        #expect(first.output == names)
        #expect(try await spent(holo) == 14)
        // A row more in front, the order turned round, the broken line mended.
        _ = try holo.write(
            """
            let rows = for n in [7, 6, 5, 4, 3, 2, 1] parallel 3 key $n {
                run li_profile_scrape profile_url="https://www.linkedin.com/in/person-$n"
            }
            print $rows[6].name $rows[1].name
            let story = submit hn_stories limit=1
            """, to: "batch.holo")
        let second = try await holo("--local", "resume")
        #expect(second.output == names, "\(second.errors)")
        #expect(second.status == 0)
        #expect(try await spent(holo) == 16)
        let third = try await holo("--local", "resume")
        #expect(third.errors.hasPrefix("error: there is no unfinished run"))
    }

    @Test func `the same script run anew is another run and pays again`() async throws {
        let holo = try HoloProgram()
        let text = "submit hn_stories limit=1; submit hn_stories limit=1"
        _ = try await holo("--local", "--quiet", "-c", text)
        _ = try await holo("--local", "--quiet", "-c", text)
        #expect(try await spent(holo) == 8)
    }

    @Test(arguments: [["--budget", "5cr"], ["--budget=5"]]) func `a budget is never gone over`(
        words: [String]
    ) async throws {
        let holo = try HoloProgram()
        let file = try holo.write(Self.script, to: "batch.holo")
        let ended = try await holo.run(["--local"] + words + [file])
        #expect(ended.status == 8)
        #expect(ended.errors.contains("the session's budget"), "\(ended.errors)")
        #expect(try await spent(holo) == 4)
        let resumed = try await holo.run(["--local"] + words + ["resume"])
        #expect(resumed.status == 8)
        #expect(try await spent(holo) == 4)
    }

    @Test func `a loop's budget holds over a resume`() async throws {
        let holo = try HoloProgram()
        let text = Self.script.replacing("parallel 2", with: "parallel 2 budget 5cr")
        let file = try holo.write(text, to: "batch.holo")
        #expect(try await holo("--local", file).status == 8)
        #expect(try await spent(holo) == 4)
        #expect(try await holo("--local", "resume").status == 8)
        #expect(try await spent(holo) == 4)
    }

    @Test func `a loop's budget counts on a resume what rows that come later have cost`() async throws {
        let holo = try HoloProgram()
        let text = Self.script.replacing("parallel 2", with: "budget 5cr")
        _ = try holo.write(
            text.replacing("1..6", with: "[5, 6]").replacing("$rows[5]", with: "$rows[1]"), to: "a.holo")
        #expect(try await holo("--local", "a.holo").status == 0)
        #expect(try await spent(holo) == 4)
        _ = try holo.write(text, to: "a.holo")
        let runs = try await holo("--local", "--json", "runs").output
        let id = try #require(runs.firstMatch(of: /"run": "([^"]+)"/)?.1)
        let resumed = try await holo("--local", "resume", String(id))
        #expect(resumed.status == 8, "\(resumed.errors)")
        #expect(try await spent(holo) == 4)
    }

    @Test func `a plan prices a script and submits nothing`() async throws {
        let holo = try HoloProgram()
        let file = try holo.write(
            Self.script + "if $rows[0].connections > 10 { submit hn_stories } else { print 'few' }\n",
            to: "batch.holo")
        let plan = try await holo("--local", "plan", file)
        #expect(
            plan.output == """
                action             least rows  most rows  cr each  at least  at most
                ─────────────────  ──────────  ─────────  ───────  ────────  ───────
                li_profile_scrape           6          6        2        12       12
                hn_stories                  0          1        2         0        2

                """)
        #expect(plan.errors == "12 to 14 cr\nthe balance is 500 cr\n")
        #expect(try await holo("--local", "jobs", "--json").output == "[]\n")
    }

    @Test func `Ctrl-C ends a batch, keeps what runs, and resume goes on`() async throws {
        let holo = try HoloProgram()
        let file = try holo.write(
            "for n in 1..4 parallel 2 { run li_profile_scrape profile_url=\"https://www.linkedin.com/in/slow-3\" }\n",
            to: "batch.holo")
        let shell = try PtyShell(["--local", file], holo: holo, columns: 100)
        await shell.expect("0/4 done · 2 running · 4 cr")
        shell.type(Key.controlC)
        await shell.expect("4 rows: 0 done, 2 failed, 2 not begun · 4 cr")
        await shell.expect("holo --local resume ")
        #expect(await shell.exitCode() == 130)
        let resumed = try await holo("--local", "resume")
        #expect(resumed.status == 0, "\(resumed.errors)")
        #expect(try await spent(holo) == 8)
    }
}
