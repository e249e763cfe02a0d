import Foundation
import Testing

/// Bad input: a clear error, its exit code, and nothing spent.
@Suite struct BadInputTests {
    static let submit = "submit li_profile_scrape profile_url=https://www.linkedin.com/in/example\n"

    @Test(arguments: [
        ("sumbit x", "unknown command sumbit"), ("print $nope", "unknown variable $nope"),
        ("print \"abc", "this \" is never closed"), ("submit hn_stories limit=", "limit= has no value"),
        ("submit hn_stories bogus=1", "hn_stories has no parameter bogus"),
        ("submit li_profile_scrape", "li_profile_scrape needs profile_url"),
        ("submit hn_stories limit:=[1", "this [ is never closed"),
        ("submit hn_stories limit:=yes", "yes after limit:= is not JSON"),
        ("submit hn_stores", "there is no action hn_stores"),
        ("if false { prnt 1 }", "unknown command prnt"),
    ]) func `a mistake on the last line costs nothing`(line: String, message: String) async throws {
        let holo = try HoloProgram()
        let ended = try await holo("--local", "-c", Self.submit + line)
        #expect(ended.errors.contains("error: \(message)"), "\(ended.errors)")
        #expect(ended.errors.contains("^"))
        #expect(ended.output == "")
        #expect(ended.status == 2)
        #expect(try await holo("--local", "jobs", "--json").output == "[]\n")
    }

    @Test func `a file that is not a program is refused by name`() async throws {
        let holo = try HoloProgram()
        let bytes = { (name: String, bytes: [UInt8]) -> String in
            try Data(bytes).write(to: URL(filePath: "\(holo.home)/\(name)"))
            return name
        }
        let cases: [(String, String)] = [
            ("nowhere.holo", "error: there is no file nowhere.holo\n"),
            ("/tmp", "error: /tmp is a folder, not a file\n"),
            (try bytes("binary", [0x7F, 0x45, 0x4C, 0x46, 0]), "error: binary is not text: line 1"),
            (
                try bytes("latin1.holo", Array("print ".utf8) + [0xE9, 0x0A]),
                "error: latin1.holo is not text: line 1"
            ),
            (
                try bytes("big.holo", [UInt8](repeating: 0x61, count: 2_000_000)),
                "error: big.holo is larger than 1 MiB\n"
            ),
        ]
        for (name, message) in cases {
            let ended = try await holo("--local", name)
            #expect(ended.errors.hasPrefix(message), "\(ended.errors)")
            #expect(ended.status == 2)
        }
    }

    @Test func `a line of two megabytes is refused`() async throws {
        let ended = try await HoloProgram()("-", input: "print " + String(repeating: "a", count: 2_000_000))
        #expect(ended.errors.hasPrefix("error: - is larger than 1 MiB\n"))
        #expect(ended.status == 2)
    }

    @Test(arguments: [
        ("a: [", "config.yaml, line"),
        ("profilez: {}", "there is no setting profilez\n  did you mean profile?"),
        (
            "profiles: {work: {url: x}}",
            "a profile has no setting url\n  the settings are api_url, prefix, key_command"
        ),
        ("- a", "it is not a list of settings"),
    ]) func `a wrong config names the file and the line`(yaml: String, message: String) async throws {
        let holo = try HoloProgram()
        _ = try holo.write(yaml, to: "config.yaml")
        let ended = try await holo("-c", "print 1")
        #expect(ended.errors.contains(message), "\(ended.errors)")
        #expect(ended.errors.contains(holo.home + "/config.yaml"))
        #expect(ended.output == "")
        #expect(ended.status == 2)
    }

    @Test func `a config that is a folder is refused`() async throws {
        let holo = try HoloProgram()
        try FileManager.default.createDirectory(
            atPath: holo.home + "/config.yaml", withIntermediateDirectories: false)
        let ended = try await holo("-c", "print 1")
        #expect(
            ended.errors
                == "error: \(holo.home)/config.yaml is a folder, not a file\n  correct the file or move it away\n"
        )
        #expect(ended.status == 2)
    }

    @Test(arguments: ["print 1; submit hn_stories", "jobs"]) func `without a key nothing runs`(text: String)
        async throws
    {
        let holo = try HoloProgram()
        let ended = try await holo("-c", text)
        #expect(ended.errors.contains("there is no API key for the profile default"))
        #expect(ended.errors.contains("\n  holo login\n  holo --local\n"))
        #expect(ended.output == "")
        #expect(ended.status == 4)
        #expect(try await holo().status == 4)
    }

    @Test func `a key file that others can read is refused`() async throws {
        let holo = try HoloProgram()
        try FileManager.default.createDirectory(
            atPath: holo.home + "/keys", withIntermediateDirectories: true)
        let file = try holo.write("ak-secret-canary\n", to: "keys/default@api.anakin.io")
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file)
        let ended = try await holo("jobs")
        #expect(ended.errors.contains("others can read the key file \(file)\n"))
        #expect(ended.errors.contains("chmod 600 \(file)"))
        #expect(!ended.errors.contains("canary"))
        #expect(ended.status == 4)
    }

    @Test func `no network is said, and nothing was sent`() async throws {
        let holo = try HoloProgram()
        let ended = try await holo(
            "--api-url", "http://127.0.0.1:9", "submit", "hn_stories",
            with: ["ANAKIN_API_KEY": "ak-canary-key-1234"])
        #expect(ended.errors.contains("cannot connect"), "\(ended.errors)")
        #expect(!ended.errors.contains("canary"))
        #expect(ended.status == 7)
    }

    @Test func `a server that answers HTML gets no submit`() async throws {
        let holo = try HoloProgram()
        let server = try CannedServer { _ in response("200 OK", "<html>welcome</html>", type: "text/html") }
        let ended = try await holo(
            "--api-url", server.url, "submit", "hn_stories", with: ["ANAKIN_API_KEY": "ak-canary-key-1234"])
        #expect(
            ended.errors.contains("the server answered 200 with a web page instead of JSON"),
            "\(ended.errors)")
        #expect(!ended.errors.contains("canary"))
        #expect(server.submits == 0)
        #expect(ended.status == 7)
    }

    @Test func `plain http to another machine is refused`() async throws {
        let ended = try await HoloProgram()(
            "--api-url", "http://192.0.2.1", "submit", "hn_stories",
            with: ["ANAKIN_API_KEY": "ak-canary-key-1234"])
        #expect(ended.errors.contains("plain http to 192.0.2.1 would send the API key in the open"))
        #expect(ended.errors.contains("holo --api-url https://192.0.2.1"))
        #expect(ended.status == 2)
    }
}
