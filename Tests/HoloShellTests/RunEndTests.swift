import Foundation
import Testing

/// How a run ends, and what is offered to be resumed.
@Suite struct RunEndTests {
    static let submit = "run li_profile_scrape profile_url=https://www.linkedin.com/in/person-1"

    @Test func `a script that ran to its own exit is not offered for resume`() async throws {
        let holo = try HoloProgram()
        let failed = try holo.write("\(Self.submit)\nfail 'here'\n", to: "failed.holo")
        let watch = try holo.write("run hn_search query=x\nexit 10\n", to: "watch.holo")
        #expect(try await holo("--local", failed).status == 3)
        let ended = try await holo("--local", watch)
        #expect(ended.status == 10)
        #expect(ended.errors.contains("watch.holo ended with 10 · 1 job"))
        #expect(!ended.errors.contains("holo resume"))
        let resumed = try await holo("--local", "resume")
        #expect(resumed.status == 3)
        #expect(resumed.errors.contains("failed.holo · 2 cr spent so far"), "\(resumed.errors)")
        let runs = try await holo("--local", "runs").output
        #expect(runs.contains("ended with 10") && runs.contains("ended with 3"))
    }

    @Test func `a mistake that shows after something was paid for ends with 1, one before it with 2`()
        async throws
    {
        let holo = try HoloProgram()
        let late = try await holo(
            "--local", "-c", "run am_search_products query=a limit:=1 | get total_results | diff 5")
        #expect(late.status == 1, "\(late.errors)")
        #expect(late.errors.contains("error: diff takes two lists or two records"))
        let early = try await holo("--local", "-c", "5 | diff 5; run am_search_products query=a limit:=1")
        #expect(early.status == 2, "\(early.errors)")
        // A job that failed gave its credits back.
        let free = try await holo(
            "--local", "-c",
            "try { run li_profile_scrape profile_url=https://www.linkedin.com/in/missing }; 5 | diff 5")
        #expect(free.status == 2, "\(free.errors)")
        let help = try await holo("help", "exit-codes").output
        #expect(help.contains("or a mistake showed after something was paid for"))
        #expect(help.contains("nothing was paid for"))
    }

    @Test func `a script is explained without a key and without a request`() async throws {
        let server = try CannedServer { _ in "HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n" }
        let holo = try HoloProgram()
        let file = try holo.write("param top: integer = 5 # how many\n\(Self.submit)\n", to: "a.holo")
        for more in [[:], ["ANAKIN_API_KEY": "ak-canary-of-help"]] {
            let ended = try await holo.run(["--api-url", server.url, file, "--help"], with: more)
            #expect(ended.status == 0, "\(ended.errors)")
            #expect(ended.output.contains("--top INTEGER  how many (default 5)"), "\(ended.output)")
        }
        #expect(server.requests == [])
    }
}
