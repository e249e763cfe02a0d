import Foundation
import Glibc
import Testing

/// `holo serve`, and scripts against it.
@Suite struct ServeTests {
    /// The program as a service, until it goes out of scope.
    final class Service {
        let url: String
        let key: String
        private let child: Child

        init(_ words: [String], _ holo: HoloProgram) throws {
            var ends: [Int32] = [-1, -1]
            guard pipe(&ends) == 0 else { throw TestError("no pipe") }
            let quiet = open("/dev/null", O_RDWR | O_CLOEXEC)
            defer { for descriptor in [ends[0], quiet] { close(descriptor) } }
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            child = try Child(
                [HoloProgram.path, "serve", "--port", "0", "--data", holo.home + "/served.sqlite"] + words,
                environment: holo.environment, files: [quiet, ends[1], quiet])
            close(ends[1])
            var text = ""
            var chunk = [UInt8](repeating: 0, count: 4096)
            while text.split(separator: "\n", omittingEmptySubsequences: false).count < 3 {
                let count = read(ends[0], &chunk, chunk.count)
                guard count > 0 else { throw TestError("serve ended: \(text)") }
                text += String(decoding: chunk.prefix(count), as: UTF8.self)
            }
            let lines = text.split(separator: "\n")
            url = String(lines[0])
            key = String(lines[1].dropFirst("key ".count))
        }

        deinit { child.kill(SIGTERM) }
    }

    @Test func `the first line is the base URL and the key is shown`() async throws {
        let holo = try HoloProgram()
        let service = try Service([], holo)
        #expect(service.url.wholeMatch(of: /http:\/\/127\.0\.0\.1:[0-9]+\/v1/) != nil)
        #expect(service.key.hasPrefix("ak-"))
        let ended = try await holo(
            "--api-url", service.url, "run", "hn_stories", "limit=1", "--json",
            with: ["ANAKIN_API_KEY": service.key])
        #expect(ended.output.contains("\"stories\""))
        #expect(ended.status == 0, "\(ended.errors)")
    }

    @Test func `a wrong key and a missing connection say what to do`() async throws {
        let holo = try HoloProgram()
        let service = try Service(["--no-identities"], holo)
        let wrong = try await holo("--api-url", service.url, "actions", with: ["ANAKIN_API_KEY": "ak-wrong"])
        #expect(wrong.status == 4, "\(wrong.errors)")
        let ended = try await holo(
            "--api-url", service.url, "submit", "li_profile_scrape",
            "profile_url=https://www.linkedin.com/in/example",
            with: ["ANAKIN_API_KEY": service.key])
        #expect(ended.errors.contains("error: This action requires a LinkedIn connection."))
        #expect(ended.errors.contains("connect linkedin"))
        #expect(ended.status == 4)
    }

    @Test func `too few credits say have and need, and the rest of the script does not run`() async throws {
        let holo = try HoloProgram()
        let service = try Service(["--credits", "3"], holo)
        let url = "https://www.linkedin.com/in/example"
        let ended = try await holo(
            "--api-url", service.url, "-c",
            "let p = run li_profile_scrape profile_url=\(url); print $p.name; submit li_profile_scrape profile_url=\(url); print no",
            with: ["ANAKIN_API_KEY": service.key])
        #expect(ended.output == "Jane Doe\n")
        #expect(ended.errors.contains("error: this costs 2 credits and the account has 1"), "\(ended.errors)")
        #expect(ended.status == 5)
    }

    @Test func `two shells use one local Holocron at the same time`() async throws {
        let holo = try HoloProgram()
        let url = "https://www.linkedin.com/in/slow-1"
        try await withThrowingTaskGroup(of: Int32.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    try await holo("--local", "run", "li_profile_scrape", "profile_url=\(url)").status
                }
            }
            for try await status in group { #expect(status == 0) }
        }
        let status = try await holo("--local", "status", "--json")
        #expect(status.output.contains("\"credits\": 492"))
    }
}
