import Foundation
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
            #expect(ended.output.contains("li_profile_scrape     3"))
            #expect(
                ended.errors.contains(
                    "nothing is known here of li_profile_scrape: actions li_profile_scrape asks"))
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
                6 to 12 cr
                the budget of 5 cr does not pay for it: it is enough for 2 of 3
                the script's budget of 10 cr may not pay for all of it
                the balance is 500 cr

                """)
        let two =
            "for n in 1..2 { run li_profile_scrape profile_url=\"https://www.linkedin.com/in/person-$n\" }"
        #expect(try await holo("--local", "-c", two).status == 0)
        let second = try await holo.run(["--local", "--json", "plan", file, "--count", "40"])
        #expect(second.output.contains("\"paid already\": 2"))
        #expect(second.output.contains("\"at least\": 76"))
        #expect(second.errors.hasSuffix("the balance is 496 cr\n"))
        let third = try await holo.run(["--local", "plan", file, "--count", "400"])
        #expect(third.errors.contains("the balance of 496 cr does not pay for it"), "\(third.errors)")
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
                "li_profile_scrape     1"))
    }
}
