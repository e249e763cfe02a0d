import Foundation
import Glibc
import TerminalScreen
import Testing

/// What doctor says of setups that are broken in one way each.
@Suite struct DoctorTests {
    /// State and text of one check.
    private func found(_ name: String, _ text: String) -> String? {
        text.split(separator: "\n").first { $0.dropFirst(5).hasPrefix(name + " ") }.map(String.init)
    }

    private func doctor(
        _ words: [String], _ holo: HoloProgram, with more: [String: String] = [:]
    ) async throws -> (status: Int32, text: String) {
        let ended = try await holo.run(words + ["doctor"], with: more)
        return (ended.status, ended.output + ended.errors)
    }

    @Test func `all is well on the local Holocron`() async throws {
        let holo = try HoloProgram()
        _ = try await holo("--local", "run", "hn_stories", "limit=1")
        let (status, text) = try await doctor(["--local"], holo)
        #expect(status == 0, "\(text)")
        #expect(!text.contains("fail"), "\(text)")
        for name in ["config", "key", "journal", "disk", "server", "terminal", "locale"] {
            #expect(found(name, text)?.hasPrefix("ok") == true, "\(name): \(text)")
        }
        let json = try await holo("--local", "doctor", "--json")
        #expect(json.output.contains("\"check\": \"journal\""))
        #expect(json.output.contains("\"state\": \"ok\""))
    }

    @Test func `a missing key fails with what to type`() async throws {
        let (status, text) = try await doctor([], try HoloProgram())
        #expect(status == 4)
        #expect(found("key", text)?.hasPrefix("fail key") == true)
        #expect(text.contains("\n                 holo login\n"))
    }

    @Test func `a key file that others can read fails`() async throws {
        let holo = try HoloProgram()
        try FileManager.default.createDirectory(
            atPath: holo.home + "/keys", withIntermediateDirectories: true)
        let file = try holo.write("ak-canary-1234567\n", to: "keys/default@api.anakin.io")
        chmod(file, 0o644)
        let (status, text) = try await doctor([], holo)
        #expect(status == 4)
        #expect(text.contains("others can read the key file \(file)"), "\(text)")
        #expect(text.contains("chmod 600 \(file)"))
        #expect(!text.contains("canary"))
    }

    @Test func `a key that no request can carry fails and is not shown`() async throws {
        let (status, text) = try await doctor(
            [], try HoloProgram(), with: ["ANAKIN_API_KEY": "ak-canary with space"])
        #expect(status == 4)
        #expect(found("key", text)?.contains("a character that no key has") == true, "\(text)")
        #expect(!text.contains("canary"))
    }

    @Test func `a server that is not there fails, and one that refuses the key`() async throws {
        let holo = try HoloProgram()
        let away = try await doctor(
            ["--api-url", "http://127.0.0.1:1"], holo, with: ["ANAKIN_API_KEY": "ak-123456789"])
        #expect(away.status == 7)
        #expect(away.text.contains("asking http://127.0.0.1:1, which costs nothing"))
        #expect(
            found("server", away.text)?.contains("cannot connect to http://127.0.0.1:1") == true,
            "\(away.text)")
        let service = try ServeTests.Service([], holo)
        let refused = try await doctor(
            ["--api-url", service.url], holo, with: ["ANAKIN_API_KEY": "ak-123456789"])
        #expect(refused.status == 4)
        #expect(found("server", refused.text)?.contains("does not take the key") == true, "\(refused.text)")
        let taken = try await doctor(["--api-url", service.url], holo, with: ["ANAKIN_API_KEY": service.key])
        #expect(taken.status == 0, "\(taken.text)")
        #expect(found("clock", taken.text)?.hasPrefix("ok") == true, "\(taken.text)")
    }

    @Test(arguments: [(-60, "warn", 0), (-4000, "fail", 2), (0, "ok", 0)])
    func `a clock that is wrong is seen by the server's`(offset: Int, state: String, status: Int32)
        async throws
    {
        let server = try CannedServer { _ in
            let format = DateFormatter()
            format.locale = Locale(identifier: "en_US_POSIX")
            format.timeZone = TimeZone(identifier: "GMT")
            format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
            let date = format.string(from: Date().addingTimeInterval(TimeInterval(offset)))
            return response("200 OK", #"{"jobs":[],"page":1,"total_pages":0}"#, headers: "Date: \(date)\r\n")
        }
        let (code, text) = try await doctor(
            ["--api-url", server.url], try HoloProgram(), with: ["ANAKIN_API_KEY": "ak-123456789"])
        #expect(found("clock", text)?.hasPrefix(state) == true, "\(text)")
        #expect(code == status)
        if offset != 0 { #expect(text.contains("ahead of the server's")) }
    }

    @Test func `a journal that is damaged, and one that is no file, fail`() async throws {
        let holo = try HoloProgram()
        _ = try holo.write("this is not SQLite at all, whatever its name says", to: "journal.sqlite")
        let (status, text) = try await doctor(["--local"], holo)
        #expect(status != 0)
        #expect(found("journal", text)?.hasPrefix("fail") == true, "\(text)")
        let folder = try HoloProgram()
        try FileManager.default.createDirectory(
            atPath: folder.home + "/journal.sqlite", withIntermediateDirectories: true)
        #expect(try await doctor(["--local"], folder).status != 0)
    }

    @Test func `a journal that others can read is told of and put right`() async throws {
        let holo = try HoloProgram()
        _ = try await holo("--local", "run", "hn_stories", "limit=1")
        chmod(holo.home + "/journal.sqlite", 0o644)
        #expect(found("journal", try await doctor(["--local"], holo).text)?.hasPrefix("warn") == true)
        #expect(found("journal", try await doctor(["--local"], holo).text)?.hasPrefix("ok") == true)
    }

    @Test func `no UTF-8, a dumb terminal and missing programs are told of`() async throws {
        let holo = try HoloProgram()
        let (status, text) = try await doctor(["--local"], holo, with: ["LC_ALL": "C", "PATH": "/nowhere"])
        #expect(status == 0)
        #expect(found("locale", text)?.hasPrefix("warn") == true, "\(text)")
        #expect(found("jq", text)?.contains("is not installed") == true)
        var dumb = holo
        dumb.environment["TERM"] = "dumb"
        let shell = try PtyShell(["--local", "doctor"], holo: dumb, columns: 100, rows: 40)
        #expect(await shell.exitCode() == 0)
        #expect(shell.screen.text.contains("TERM is dumb, so lines are plain and not edited"))
    }

    @Test func `a terminal that answers is known to bracket what is pasted`() async throws {
        let shell = try PtyShell(["--local", "doctor"], holo: try HoloProgram(), columns: 100, rows: 40)
        shell.answersQueries = "\u{1b}[?2004;2$y\u{1b}[?62c"
        #expect(await shell.exitCode() == 0)
        #expect(shell.screen.text.contains("pasted lines are told from typed ones"), "\(shell.screen.text)")
    }

    @Test func `a wrong config ends at once with the line`() async throws {
        let holo = try HoloProgram()
        _ = try holo.write("profile: default\nplain: maybe\n", to: "config.yaml")
        let ended = try await holo("--local", "doctor")
        #expect(ended.status == 2)
        #expect(ended.errors.contains("config.yaml, line 2: plain is true or false"), "\(ended.errors)")
    }
}
