import Foundation
import Testing

/// A canary API key and a canary person, in requests and in answers, are in nothing that is kept.
///
/// The journal keeps what was asked and what came, as that is what it is for; the key is not in it.
@Suite struct LeakTests {
    static let key = "ak-canary-7f3e19"
    static let email = "canary.bird@acme-canary.com"
    static let phone = "+1 415 555 0199"
    static let street = "12 Canary Row"

    /// A result with the person, in fields and in texts, and with the key that a careless server repeats.
    static let result = """
        {"name":"Jane Doe","email":"\(email)","phone":"\(phone)","address":{"street":"\(street)","floor":4155550},\
        "about":"write to \(email) or \\u0063anary.bird\\u0040acme-canary.com, \(street), \(key)",\
        "link":"https://x.y/?to=canary.bird%40acme-canary.com&street=12%20Canary%20Row","token":"canary-token-1",\
        "image":"\(base64("me: \(email)!"))","blob":"\(base64("a\(email)"))\(base64("k=\(key)"))"}
        """

    static func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }

    /// A server that answers everything, and repeats the key.
    static func server() throws -> CannedServer {
        try CannedServer { line in
            let id = "7c3f1a2b-4d5e-6f7a-8b9c-0d1e2f3a4b5c"
            let body =
                if line.hasPrefix("POST") {
                    #"{"status":"processing","job_id":"\#(id)","poll_url":"/v1/holocron/jobs/\#(id)"}"#
                } else if line.contains("/jobs/") {
                    #"{"status":"completed","data":\#(result),"credits_used":2}"#
                } else {
                    #"{"status":"error","error":{"code":"NOT_FOUND","message":"no search for \#(key)"}}"#
                }
            let status =
                line.contains("/search")
                ? "404 Not Found" : line.hasPrefix("POST") ? "202 Accepted" : "200 OK"
            return
                "HTTP/1.1 \(status)\r\nContent-Type: application/json\r\nX-Request-Id: \(key)\r\nConnection: close\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
        }
    }

    /// Everything of a canary that must not be found: as it is, percent-encoded, JSON-escaped, and the part of its base64
    /// that is the same wherever it stands.
    static func forms(_ secret: String) -> [String] {
        let percent = secret.utf8.map { String(format: "%%%02X", $0) }.joined()
        let allowed = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "-._~"))
        let unicode = secret.utf16.map { String(format: "\\u%04x", $0) }.joined()
        let cores = (0..<3).map { offset -> String in
            let text = base64(String(repeating: "x", count: offset) + secret)
            return String(text.dropFirst(offset == 0 ? 0 : offset + 1).prefix(secret.utf8.count * 4 / 3 - 3))
        }
        return [
            secret, percent, percent.lowercased(),
            secret.addingPercentEncoding(withAllowedCharacters: allowed) ?? secret, unicode,
        ]
            + cores + cores.map { $0.replacing("+", with: "-").replacing("/", with: "_") }
    }

    static let canaries = [key, email, phone, street, "canary-token-1"]

    static func check(_ bytes: Data, _ what: String, for secrets: [String] = canaries) {
        for secret in secrets {
            for form in Set(forms(secret)) where bytes.range(of: Data(form.utf8)) != nil {
                Issue.record("\(what) has \(secret) as \(form)")
            }
        }
    }

    static let script = """
        let p = run li_profile_scrape profile_url="https://x.y/?to=\(email)" email="\(email)" note='\(key) \(street)'
        print $p.name
        try { run gh_x q="\(phone)" } catch e { warn $e.message }

        """

    /// What leaves traces, and the files in which they are; a new sink is a new row.
    static let sinks: [(name: String, words: [String], files: [String], secrets: [String])] = [
        ("cassette", ["--record", "tapes", "a.holo"], ["tapes/a.cassette"], canaries),
        (
            "cassette of a single command",
            ["--record", "tapes", "run", "li_profile_scrape", "email=\(email)", "profile_url=\(street)"],
            ["tapes/session.cassette"], canaries
        ),
        ("cassette of a test", ["test", "a.holo", "--record", "tapes"], ["tapes/a.cassette"], canaries),
        (
            "cast", ["demo", "a.holo", "--live", "--spend", "--speed", "max", "--cast", "a.cast"], ["a.cast"],
            [key]
        ),
        ("journal", ["a.holo"], ["journal.sqlite", "journal.sqlite-wal"], [key]),
    ]

    @Test(arguments: sinks.indices) func `nothing leaks`(row: Int) async throws {
        let sink = Self.sinks[row]
        let holo = try HoloProgram()
        // What the person wrote themselves is theirs; the canary key stands in it to be found in answers only.
        let script = sink.name == "journal" ? Self.script.replacing(Self.key, with: "x") : Self.script
        _ = try holo.write(script, to: "a.holo")
        _ = try holo.write("redact:\n  values: ['\(Self.street)']\n", to: "config.yaml")
        let server = try Self.server()
        let ended = try await holo.run(
            ["--api-url", server.url, "--quiet"] + sink.words,
            with: ["ANAKIN_API_KEY": Self.key, "HOLO_POST_RATE": "1000/s", "HOLO_POLL_RATE": "1000/s"])
        #expect(!server.requests.isEmpty)
        var found = 0
        for file in sink.files {
            guard let bytes = FileManager.default.contents(atPath: "\(holo.home)/\(file)") else { continue }
            found += bytes.count
            Self.check(bytes, "\(sink.name): \(file)", for: sink.secrets)
        }
        #expect(found > 300, "\(ended.errors)")
        Self.check(Data(ended.errors.utf8), "\(sink.name): the log", for: [Self.key])
    }

    @Test func `the table finds what leaks`() throws {
        #expect(Self.forms(Self.email).contains { Self.base64("a\(Self.email)").contains($0) })
        #expect(Self.forms(Self.email).contains { Self.base64("me: \(Self.email)!").contains($0) })
        #expect(Self.forms(Self.key).contains { Self.base64("k=\(Self.key)").contains($0) })
        #expect(Self.forms(Self.street).contains("12%20Canary%20Row"))
    }
}
