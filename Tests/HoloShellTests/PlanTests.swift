import Foundation
import HolocronService
import Testing

/// `holo plan`: what a script would cost, without a request.
@Suite struct PlanTests {
    static let script = """
        param count: integer = 3
        budget 10cr
        for n in 1..$count {
          let p = run li_profile_scrape profile_url="https://www.linkedin.com/in/person-$n" --reuse
          if $p.connections > 300 { submit hn_stories limit=$n }
        }

        """

    @Test func `no request leaves, whether there is a key or not`() async throws {
        let server = try CannedServer { _ in "HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n" }
        let holo = try HoloProgram()
        let file = try holo.write(Self.script, to: "a.holo")
        for more in [[:], ["ANAKIN_API_KEY": "ak-canary-of-plans"]] {
            let ended = try await holo.run(["--api-url", server.url, "plan", file], with: more)
            #expect(ended.status == 0, "\(ended.errors)")
            #expect(ended.output.contains("li_profile_scrape           3          3"))
            #expect(
                ended.errors.hasPrefix(
                    """
                    what li_profile_scrape, hn_stories costs is not known here; the server tells it:

                    """), "\(ended.errors)")
            #expect(ended.errors.contains("\n  holo --api-url \(server.url) actions\n"))
            #expect(ended.errors.contains("\n  holo --api-url \(server.url) login\n") == more.isEmpty)
            #expect(!ended.errors.contains(" 0 cr"))
        }
        #expect(server.requests == [])
        let names = try FileManager.default.contentsOfDirectory(atPath: holo.home)
        #expect(!names.contains { $0.contains("sqlite") }, "\(names)")
    }

    @Test func `rows, floor and ceiling, budgets, balance, and what is paid for already`() async throws {
        let holo = try HoloProgram()
        let file = try holo.write(Self.script, to: "a.holo")
        let first = try await holo.run(["--local", "plan", file, "--budget", "5cr"])
        #expect(
            first.errors == """
                6 to 12 cr, at most 4 cr within the budgets
                the script's budget in line 2 of 10 cr may not pay for all of it: it is enough for 5 of up to 6
                the budget of 5 cr does not pay for it: it is enough for 2 of 3, and there the run ends with 8
                the balance is 500 cr

                """)
        let two =
            "for n in 1..2 { run li_profile_scrape profile_url=\"https://www.linkedin.com/in/person-$n\" }"
        #expect(try await holo("--local", "-c", two).status == 0)
        let second = try await holo.run(["--local", "--json", "plan", file, "--count", "40"])
        let plan = try Self.decoder.decode(Plan.self, from: Data(second.output.utf8))
        #expect(
            plan.actions[0] == .init(action: "li_profile_scrape", leastRows: 38, paidAgain: 0, reused: 2))
        #expect(plan.total.least == 76 && plan.total.most == 156 && plan.total.mostWithinBudgets == 10)
        #expect(plan.saved == 4)
        #expect(plan.balance.credits == 496 && plan.balance.suffices)
        #expect(plan.budgets.map(\.name) == ["the script's budget in line 2"] && plan.budgets[0].limit == 10)
        #expect(plan.notes.contains("2 were paid for within a day and --reuse takes the results: 4 cr less"))
        #expect(second.errors == "")
        let third = try await holo.run(["--local", "plan", file, "--count", "400"])
        #expect(
            third.errors.contains(
                "the balance of 496 cr does not pay for it: it is enough for 248 of 398, and there the run ends with 5"
            ), "\(third.errors)")
    }

    private static var decoder: JSONDecoder {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return decoder
    }

    private struct Plan: Decodable {
        struct Action: Decodable, Equatable {
            var action: String
            var leastRows: Int
            var paidAgain: Int
            var reused: Int
        }
        struct Total: Decodable { var least, most, mostWithinBudgets: Int? }
        struct Budget: Decodable {
            var name: String
            var limit: Int
        }
        struct Balance: Decodable {
            var credits: Int
            var suffices: Bool
        }
        var actions: [Action]
        var total: Total
        var budgets: [Budget]
        var balance: Balance
        var saved: Int
        var notes: [String]
    }

    @Test func `the budget of a loop is told, also where its length is not known`() async throws {
        let holo = try HoloProgram()
        let known = try holo.write(
            """
            for n in 1..4 parallel 2 budget 3cr onerror collect {
              run li_profile_scrape profile_url="https://www.linkedin.com/in/person-$n"
            }

            """, to: "a.holo")
        let plan = try await holo("--local", "plan", known)
        #expect(
            plan.errors == """
                8 cr, at most 2 cr within the budgets
                the loop's budget in line 1 of 3 cr does not pay for it: it is enough for 1 of 4, and there the run ends with 8
                the balance is 500 cr

                """)
        #expect(try await holo("--local", known).status == 8)
        let open = try holo.write(
            """
            let found = run am_search_products query=desk
            for p in $found.products budget 7cr { run am_product_details asin=$p.asin }
            for p in $found.products { for n in 1..2 budget 3cr { run am_product_details asin=$p.asin } }

            """, to: "b.holo")
        let bounded = try await holo("--local", "plan", open)
        #expect(
            bounded.errors == """
                at least 1 cr, at most 11 cr within the budgets
                how often a loop goes round depends on results: its budget bounds it to 11 cr
                the loop's budget in line 2 of 7 cr is enough for 7
                the loop's budget in line 3 of 3 cr is enough for 3
                the balance is 498 cr

                """)
        #expect(bounded.output.contains("am_product_details           0                   1         0\n"))
    }

    @Test func `what would be paid again is told with what saves it`() async throws {
        let holo = try HoloProgram()
        let text =
            "for n in 1..4 { run li_profile_scrape profile_url=\"https://www.linkedin.com/in/person-$n\" }\n"
        let file = try holo.write(text + "fail 'here'\n", to: "a.holo")
        #expect(try await holo("--local", file).status == 3)
        let again = try await holo("--local", "plan", file)
        #expect(
            again.output.contains(
                "li_profile_scrape           4          4        2         8        8           4"))
        #expect(
            again.errors.contains(
                "4 of these were paid for within a day and would be paid for again, 8 cr: --reuse at run or submit"
            ))
        let line = try #require(
            again.errors.split(separator: "\n").first { $0.hasPrefix("  holo --local resume ") })
        #expect(again.errors.contains("has paid for 4 of them, 8 cr; this goes on with it"))
        let words = line.split(separator: " ").dropFirst().map(String.init)
        #expect(try await holo.run(words).status == 3)
        let spend = try await holo("--local", "spend", "--json")
        #expect(spend.output.contains("\"spent\": 8"), "\(spend.output)")
        // Another script has no run to go on with.
        let other = try holo.write(text, to: "b.holo")
        #expect(try await !holo("--local", "plan", other).errors.contains("holo --local resume"))
    }

    @Test func `what was learnt of an action by whatever command is known to a plan`() async throws {
        let service = try await LocalHolocron.start(ServiceOptions())
        let key = ["ANAKIN_API_KEY": service.key]
        for words in [
            ["actions", "am_search_products"], ["describe", "am_search_products"],
            ["run", "am_search_products", "query=a"],
        ] {
            let holo = try HoloProgram()
            let file = try holo.write("run am_search_products query=b\n", to: "a.holo")
            let before = try await holo.run(["--api-url", service.baseURL, "plan", file], with: key)
            #expect(before.errors.contains("what am_search_products costs is not known here"))
            let asked = try await holo.run(["--api-url", service.baseURL] + words, with: key)
            #expect(asked.status == 0, "\(asked.errors)")
            let after = try await holo.run(["--api-url", service.baseURL, "plan", file], with: key)
            #expect(after.errors.hasPrefix("1 cr\n"), "\(words) \(after.errors)")
        }
        await service.stop()
    }

    @Test func `mistakes and arguments of the script are checked`() async throws {
        let holo = try HoloProgram()
        let file = try holo.write(Self.script.replacing("profile_url", with: "url"), to: "a.holo")
        let wrong = try await holo.run(["--local", "plan", file])
        #expect(wrong.status == 2 && wrong.errors.contains("url"))
        let fine = try holo.write(Self.script, to: "b.holo")
        #expect(
            try await holo.run(["--local", "plan", fine, "--count", "ten"]).errors.hasPrefix(
                "error: --count takes an integer"))
        #expect(
            try await holo.run(["--local", "plan", fine, "--", "--count", "1"]).output.contains(
                "li_profile_scrape           1          1"))
    }
}
