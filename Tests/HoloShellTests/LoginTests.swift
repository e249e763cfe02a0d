import Foundation
import Glibc
import HoloRuntime
import TerminalScreen
import Testing

@testable import HoloShell

/// A key typed unseen, tried for free, kept for its owner only and shown nowhere.
@Suite struct LoginTests {
    static let key = "ak-canary/0123456789+test"

    private func opened(_ service: ServeTests.Service, _ holo: HoloProgram, _ words: [String] = []) throws
        -> PtyShell
    {
        _ = try holo.write("profiles: {work: {api_url: '\(service.url)'}}\n", to: "config.yaml")
        return try PtyShell(
            ["--api-url", service.url, "--profile", "default"] + words, holo: holo, columns: 100)
    }

    @Test(arguments: try #require(CommandTable.shellRows.first { $0.name == "login" }).examples)
    func `an example of login asks, tries the key for free and keeps it`(example: String) async throws {
        let holo = try HoloProgram()
        let service = try ServeTests.Service([], holo)
        let shell = try opened(service, holo)
        await shell.expect(last: "default ›")
        shell.type(example + Key.enter)
        await shell.expect("API key for ")
        shell.type(service.key + Key.enter)
        await shell.expect("✓ the key works; saved ")
        let name = example == "login" ? "default" : "work"
        let folder = holo.home + "/keys"
        let file = try #require(try FileManager.default.contentsOfDirectory(atPath: folder).first)
        #expect(file.hasPrefix("\(name)@127.0.0.1:"))
        #expect(try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8) == service.key + "\n")
        #expect(
            try FileManager.default.attributesOfItem(atPath: "\(folder)/\(file)")[.posixPermissions] as? Int
                == 0o600)
        shell.type("status" + Key.enter)
        await shell.expect("key      \(folder)")
        shell.type("print '\(service.key)'" + Key.enter)
        await shell.expect("\nredacted\n")
        #expect(!shell.screen.text.replacing("print '\(service.key)'", with: "").contains(service.key))
        shell.type("logout" + (name == "work" ? " work" : "") + Key.enter)
        await shell.expect("removed the key of \(name)\n")
        shell.type(Key.controlD)
        #expect(await shell.exitCode() == 0)
        let history = try String(contentsOfFile: holo.home + "/history", encoding: .utf8)
        #expect(history.contains("\"\(example)\"") && !history.contains(service.key))
    }

    @Test func `a key that the server does not take is not kept`() async throws {
        let holo = try HoloProgram()
        let service = try ServeTests.Service([], holo)
        let shell = try opened(service, holo)
        await shell.expect(last: "default ›")
        shell.type("login" + Key.enter)
        await shell.expect("API key for ")
        shell.type("ak-canary-wrong-one" + Key.enter)
        // A key that was made just now is given ten seconds.
        await shell.expect("not taken yet; a new key can need some seconds")
        await shell.expect("does not take this key, so it was not kept")
        await shell.expect("\n  login\n")
        #expect(!shell.screen.text.contains("canary"))
        #expect(!FileManager.default.fileExists(atPath: holo.home + "/keys"))
    }

    @Test func `where the server's answer is not clear, login says so and keeps the key`() async throws {
        let server = try CannedServer { _ in response("502 Bad Gateway", "<html></html>", type: "text/html") }
        let shell = try PtyShell(["--api-url", server.url, "login"], holo: try HoloProgram(), columns: 100)
        await shell.expect("API key for ")
        shell.type(Self.key + Key.enter)
        await shell.expect("it is not known whether the key works: the server answered 502 with a web page")
        #expect(await shell.exitCode() == 0)
        #expect(server.requests.allSatisfy { $0.hasPrefix("GET") })
    }

    @Test func `an old server without a list of jobs is asked for one that is not there`() async throws {
        let none = #"{"status":"error","error":{"code":"NOT_FOUND","message":"Job not found"}}"#
        let server = try CannedServer { line in
            response("404 Not Found", line.contains("/jobs/0000") ? none : "<html></html>", type: "text/html")
        }
        let shell = try PtyShell(["--api-url", server.url, "login"], holo: try HoloProgram(), columns: 100)
        await shell.expect("API key for ")
        shell.type(Self.key + Key.enter)
        await shell.expect("✓ the key works")
        #expect(await shell.exitCode() == 0)
        #expect(server.submits == 0)
    }

    @Test func `a new key that the server learns after some seconds is kept`() async throws {
        let start = ContinuousClock.now
        let server = try CannedServer { _ in
            ContinuousClock.now - start < .seconds(3)
                ? response("401 Unauthorized", #"{"error":"unauthorized","message":"Invalid API key"}"#)
                : response("200 OK", #"{"jobs":[],"page":1,"total_pages":0}"#)
        }
        let shell = try PtyShell(["--api-url", server.url, "login"], holo: try HoloProgram(), columns: 100)
        await shell.expect("API key for ")
        shell.type(Self.key + Key.enter)
        await shell.expect("✓ the key works; saved ")
        #expect(await shell.exitCode() == 0)
    }

    @Test func `what is typed while a key is tried is not shown, and forgotten`() async throws {
        let server = try CannedServer { _ in
            response("401 Unauthorized", #"{"error":"unauthorized","message":"Invalid API key"}"#)
        }
        let shell = try PtyShell(["--api-url", server.url], holo: try HoloProgram(), columns: 100)
        await shell.expect(last: "default ›")
        shell.type("login" + Key.enter)
        await shell.expect("API key for ")
        shell.type(Self.key + Key.enter)
        await shell.expect("asking \(server.url) whether it takes the key, which costs nothing")
        shell.type("ak-otherkey-0123456789")
        await shell.expect("not taken yet")
        shell.type(Key.enter + "ak-lastkey-0123456789")
        await shell.expect("does not take this key")
        await shell.expect(last: "default ›")
        await shell.pass(.milliseconds(200))
        #expect(!shell.raw.contains("otherkey") && !shell.raw.contains("lastkey"), "\(shell.screen.text)")
        #expect(shell.screen.lines.last == "default ›")
    }

    @Test func `a server that no key may go to is refused before there is a key`() async throws {
        let shell = try PtyShell(["--api-url", "http://example.com", "login"], holo: try HoloProgram())
        #expect(await shell.exitCode() == 4)
        #expect(!shell.raw.contains("API key for"))
        #expect(shell.screen.text.contains("https"), "\(shell.screen.text)")
    }

    @Test(arguments: [Key.controlC, Key.controlD]) func `Ctrl-C at the hidden prompt only stops`(key: String)
        async throws
    {
        let shell = try PtyShell(["--api-url", "http://127.0.0.1:9"], holo: try HoloProgram())
        await shell.expect(last: "default ›")
        shell.type("login" + Key.enter)
        await shell.expect("API key for ")
        shell.type(key)
        await shell.expect("\nstopped\ndefault ›")
        #expect(!shell.screen.text.contains("ANAKIN_API_KEY"))
    }

    @Test func `a login that stops leaves the profile and its credits as they were`() async throws {
        let holo = try HoloProgram()
        _ = try holo.write("profiles: {work: {api_url: 'http://127.0.0.1:9'}}\n", to: "config.yaml")
        let shell = try PtyShell([], holo: holo)
        await shell.expect("no API key, so the local Holocron · 500 cr")
        await shell.expect(last: "local 500cr ›")
        shell.type("login work" + Key.enter)
        await shell.expect("API key for http://127.0.0.1:9:")
        shell.type(Key.controlC)
        await shell.expect("\nstopped\nlocal 500cr ›")
        shell.type("use work" + Key.enter)
        await shell.expect(last: "work ›")
        shell.type("status" + Key.enter)
        await shell.expect("profile  work")
        #expect(!shell.screen.lines.contains { $0.hasPrefix("credits") && $0.contains("500") })
    }

    @Test(arguments: [["--api-url"], []]) func `who names a server is on it, without a key too`(
        words: [String]
    ) async throws {
        var holo = try HoloProgram()
        let service = try ServeTests.Service([], holo)
        if words.isEmpty { holo.environment["ANAKIN_API_URL"] = service.url }
        let shell = try PtyShell(words.isEmpty ? [] : words + [service.url], holo: holo, columns: 100)
        await shell.expect("holo · default on \(service.url) · no API key: type login")
        await shell.expect(last: "default ›")
        shell.type("run hn_stories" + Key.enter)
        await shell.expect("there is no API key for the profile default")
        shell.type("login" + Key.enter)
        await shell.expect("API key for \(service.url)")
        shell.type(service.key + Key.enter)
        await shell.expect("✓ the key works; saved ")
    }

    @Test func `login on the local Holocron leads to the default profile`() async throws {
        let shell = try TestShell()
        #expect(
            await shell.type("login") == """
                error: the local Holocron needs no key
                  login
                  ^^^^^
                  login default

                """)
        await shell.stop()
    }
}

/// A server that repeats the key, in every spelling, in every answer.
@Suite struct CanaryProcessTests {
    static let key = "ak-canary/0123456789+test"

    static let spellings: [String] = [
        key, key.replacing("/", with: "%2F").replacing("+", with: "%2B"),
        Data(key.utf8).base64EncodedString(),
        key.replacing("/", with: "\\/"),
    ]

    /// No part of the key that tells it.
    private func isClean(_ text: String) -> Bool {
        let base64 = Data(Self.key.utf8).base64EncodedString()
        return !text.contains("canary") && !text.contains(base64.prefix(20)) && !text.contains("Y2FuYXJ5")
    }

    @Test(arguments: spellings) func `what a server repeats of the key is shown and kept nowhere`(
        spelling: String
    )
        async throws
    {
        let holo = try HoloProgram()
        let server = try CannedServer { line in
            if line.hasPrefix("POST") {
                return response("202 Accepted", #"{"status":"processing","job_id":"job-1"}"#)
            }
            return line.contains("/jobs/job-1")
                ? response(
                    "200 OK", #"{"status":"completed","data":{"said":"\#(spelling)"},"credits_used":1}"#)
                : response("404 Not Found", #"{"error":"x","message":"for \#(spelling)"}"#)
        }
        let key = ["ANAKIN_API_KEY": Self.key]
        for words in [
            ["run", "any_action"], ["run", "any_action", "--fresh", "--json"], ["jobs"], ["result"],
            ["doctor"],
            ["print", Self.key], ["fail", Self.key], ["describe", "any_action"], ["status", "--json"],
        ] {
            let ended = try await holo.run(["--api-url", server.url] + words, with: key)
            #expect(isClean(ended.output + ended.errors), "\(words)\n\(ended.output)\(ended.errors)")
        }
        for file in try FileManager.default.subpathsOfDirectory(atPath: holo.home) where !file.hasPrefix(".")
        {
            guard let bytes = FileManager.default.contents(atPath: "\(holo.home)/\(file)") else { continue }
            #expect(isClean(String(decoding: bytes, as: UTF8.self)), "\(file)")
        }
    }

    @Test func `a line with the key in it is not kept, in whatever spelling`() async throws {
        var holo = try HoloProgram()
        holo.environment["ANAKIN_API_KEY"] = Self.key
        let shell = try PtyShell(["--local"], holo: holo)
        await shell.expect(last: "local 500cr ›")
        for spelling in Self.spellings { shell.type("print '\(spelling)'" + Key.enter) }
        shell.type("print 'kept'" + Key.enter)
        await shell.expect("\nkept\n")
        shell.type(Key.controlD)
        #expect(await shell.exitCode() == 0)
        let history = try String(contentsOfFile: holo.home + "/history", encoding: .utf8)
        #expect(history.contains("kept") && isClean(history))
    }

    @Test func `a key is no argument of any program`() async throws {
        var holo = try HoloProgram()
        _ = try holo.write(
            "profiles: {work: {api_url: 'http://127.0.0.1:1', key_command: \"echo '\(Self.key)'\"}}\n",
            to: "config.yaml")
        holo.environment["ANAKIN_API_KEY"] = ""
        let ended = try await holo("--profile", "work", "actions")
        #expect(ended.errors.contains("cannot connect to http://127.0.0.1:1"), "\(ended.errors)")
        #expect(isClean(ended.errors))
    }
}
