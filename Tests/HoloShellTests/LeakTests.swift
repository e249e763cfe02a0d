import Foundation
import HolocronAPI
import Synchronization
import TerminalScreen
import Testing

/// A canary API key and a canary person, in requests and in answers, are in nothing that is kept or handed on, in
/// whatever spelling.
///
/// Whatever a person asks to see on standard output is theirs, and so is what they typed: the history has it. The journal
/// has what was submitted and what came, which `result`, `--reuse` and `resume` give back; only its owner can read it,
/// and `export journal` gives it without persons. The key is in none of them.
@Suite struct LeakTests {
    /// A row of the table: what is done, and in what of it nobody may be.
    struct Sink: Sendable, CustomTestStringConvertible {
        var name: String
        /// The words of one process after another.
        var runs: [[String]]
        /// What must be there, and clean of all canaries; a name that ends in / is a folder.
        var files: [String] = []
        /// Whether all canaries, or only the key, must be missing from standard output and from standard error.
        var output = [Canary.key]
        var errors = Canary.all
        var status: Int32 = 0

        var testDescription: String { name }
    }

    static let live = ["demo", "a.holo", "--live", "--spend", "--cast", "a.cast", "--cols", "60"]

    static let sinks = [
        Sink(name: "the cassette of a script", runs: [["--record", "tapes", "a.holo"]], files: ["tapes/"]),
        Sink(
            name: "the cassette of a single command",
            runs: [["--record", "tapes", "--quiet", "run", "li_profile_scrape"] + arguments],
            files: ["tapes/session.cassette"]),
        Sink(
            name: "a replay",
            runs: [["--record", "tapes", "a.holo"], ["--replay", "tapes", "a.holo"]],
            files: ["tapes/a.cassette", ".out-last"]),
        Sink(
            name: "a cast of version 3, and what it says beside", runs: [live], files: ["a.cast"],
            output: Canary.all),
        Sink(
            name: "a cast of version 2", runs: [live + ["--cast-version", "2"]], files: ["a.cast"],
            output: Canary.all),
        Sink(
            name: "a demo in plain lines", runs: [["demo", "a.holo", "--live", "--spend"]],
            files: [".out-last"], output: Canary.all),
        Sink(
            name: "JUnit and TAP of tests that fail, and their cassette",
            runs: [["test", "t.holo", "t.holot", "--junit", "report.xml", "--tap", "--record", "tapes"]],
            files: ["report.xml", ".out-last", "tapes/"], output: Canary.all, errors: [.key], status: 3),
        Sink(
            name: "JUnit on standard output",
            runs: [["test", "t.holo", "--junit", "-", "--quiet"]], files: [".out-last"],
            output: Canary.all, errors: [.key], status: 3),
        Sink(
            name: "the log of a run that went well", runs: [["--summary", "a.holo"]], files: [".err-last"]),
        Sink(
            name: "the log of a run that failed", runs: [["--summary", "f.holo"]], errors: [.key], status: 3),
        Sink(name: "the log of an error in JSON", runs: [["--json", "f.holo"]], errors: [.key], status: 3),
        Sink(
            name: "the journal as it is handed on",
            runs: [["q.holo"], ["export", "journal"], ["export", "jobs.ndjson"]],
            files: ["jobs.ndjson"], output: Canary.all),
        Sink(
            name: "what jobs and results show",
            runs: [["a.holo"], ["jobs", "--json"], ["status", "--json"]]),
    ]

    static let arguments = [
        "first_name=\(Canary.persons[0].text)", "email=\(Canary.persons[1].text)",
        "phone=\(Canary.persons[2].text)", "street=\(Canary.persons[3].text)",
        "profile_url=https://x.y/?to=\(encoded(Canary.persons[1].text))&at=\(encoded(Canary.persons[3].text))",
    ]

    static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }

    /// A call with all persons in it, as a script has it.
    static let call: String = {
        let words = arguments.map { word -> String in
            let parts = word.split(separator: "=", maxSplits: 1)
            return "\(parts[0])=\"\(parts[1].replacing("\"", with: "\\\""))\""
        }
        return "run li_profile_scrape \(words.joined(separator: " "))"
    }()

    static let script = """
        #@ say Write to \(Canary.persons[1].text).
        let p = \(call)
        print 'done'
        $p
        $p.people
        [...$p.people, {note: repeat('x', 90)}]
        print $p.first_name $p.contact.phone $p.address.street
        print "${p.about}"
        for text in $p.spelled { print $text }
        try { run gh_x q="\(Canary.persons[1].text)" } catch e { print $e.message }

        """

    static let tests = """
        let p = \(call)
        test "values" {
            print $p.first_name $p.about
            $p.people
            for person in $p.people { [$person, {note: repeat('x', 90)}] }
            assert $p.contact == $p.address
        }
        test "a message with \(Canary.persons[1].text)" { assert len($p.first_name) == 1, "it is $p.first_name" }
        test "a request" { run gh_x q="\(Canary.persons[2].text)" }

        """

    static let transcript = """
        › \(call) | get about
        [..]
        other

        """

    static let files = [
        "a.holo": script, "t.holo": tests, "t.holot": transcript,
        "f.holo": "\(call) | get first_name | fail\n",
        "q.holo": "let p = \(call)\n",
        "config.yaml": "redact:\n  fields: [nickname]\n",
    ]

    /// A result with the persons in fields, in a text, and in a text in every spelling; and with the key, which a
    /// careless server repeats.
    static let result: JSON = {
        let (name, email, phone, street) = (
            Canary.strangers[0].text, Canary.strangers[1].text, Canary.strangers[2].text,
            Canary.strangers[3].text
        )
        let people = [Canary.persons, Canary.strangers].map { person -> JSON in
            [
                "first_name": .string(person[0].text), "email": .string(person[1].text),
                "phone": .string(person[2].text), "street": .string(person[3].text),
            ]
        }
        let spelled = Canary.all.flatMap { canary in canary.spellings.map(\.text) }
        return [
            "first_name": .string(name), "nickname": .string("\(name), \(street)"),
            "contact": ["email": .string(email), "phone": .string(phone), "mobile_number": 442_079_460_152],
            "address": ["street": .string(street), "floor": 4_155_550],
            "about": .string("Ask \(name), \(street): \(email) or \(phone); \(Canary.key.text)"),
            "people": .array(people), "token": .string(Canary.key.text),
            "spelled": .array(spelled.map { .string("<\($0)>") }),
        ]
    }()

    /// A server that answers everything, and repeats the key.
    static func server() throws -> CannedServer {
        let key = JSON.string(Canary.key.text).encoded().dropFirst().dropLast()
        let data = result.encoded()
        let count = Atomic<Int>(0)
        return try CannedServer { line in
            let isSubmit = line.hasPrefix("POST")
            let number = isSubmit ? count.add(1, ordering: .relaxed).newValue : 0
            let id = "7c3f1a2b-4d5e-6f7a-8b9c-0d1e2f3a4b\(10 + number)"
            let body =
                if isSubmit {
                    #"{"status":"processing","job_id":"\#(id)","poll_url":"/v1/holocron/jobs/\#(id)"}"#
                } else if line.contains("/jobs/") {
                    #"{"status":"completed","data":\#(data),"credits_used":2}"#
                } else {
                    #"{"status":"error","error":{"code":"NOT_FOUND","message":"no search for \#(key)"}}"#
                }
            let status =
                line.contains("/search")
                ? "404 Not Found" : isSubmit ? "202 Accepted" : "200 OK"
            return
                "HTTP/1.1 \(status)\r\nContent-Type: application/json\r\nX-Request-Id: \(Canary.key.text)\r\nConnection: close\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
        }
    }

    static let environment = [
        "ANAKIN_API_KEY": Canary.key.text, "HOLO_POST_RATE": "1000/s", "HOLO_POLL_RATE": "1000/s",
    ]

    static func home() throws -> HoloProgram {
        let holo = try HoloProgram()
        for (name, text) in files { _ = try holo.write(text, to: name) }
        return holo
    }

    static func check(_ data: Data, _ what: String, for canaries: [Canary] = Canary.all) {
        let views = CanaryViews(data)
        for canary in canaries {
            if let part = canary.found(in: views) { Issue.record("\(what) has \(canary.name): \(part)") }
        }
    }

    @Test(arguments: sinks) func `nothing leaks`(sink: Sink) async throws {
        let holo = try Self.home()
        let server = try Self.server()
        for (index, words) in sink.runs.enumerated() {
            let ended = try await holo.run(["--api-url", server.url] + words, with: Self.environment)
            let isLast = index == sink.runs.count - 1
            #expect(ended.status == (isLast ? sink.status : 0), "\(words) \(ended.errors)")
            Self.check(Data(ended.output.utf8), "\(sink.name): standard output", for: sink.output)
            Self.check(Data(ended.errors.utf8), "\(sink.name): standard error", for: sink.errors)
            _ = try holo.write(ended.output, to: ".out-last")
            _ = try holo.write(ended.errors, to: ".err-last")
        }
        #expect(server.submits > 0)
        for name in sink.files {
            let paths =
                name.hasSuffix("/")
                ? try FileManager.default.subpathsOfDirectory(atPath: "\(holo.home)/\(name)").map {
                    name + $0
                }
                : [name]
            #expect(!paths.isEmpty)
            for path in paths {
                let data = try Data(contentsOf: URL(filePath: "\(holo.home)/\(path)"))
                #expect(data.count > 40, "\(path)")
                Self.check(data, "\(sink.name): \(path)")
            }
        }
    }

    @Test func `the journal's dump has no key, and is its owner's alone`() async throws {
        let holo = try Self.home()
        let server = try Self.server()
        let ended = try await holo.run(["--api-url", server.url, "a.holo"], with: Self.environment)
        #expect(ended.status == 0, "\(ended.errors)")
        let dump = try await holo.run(
            ["-c", "import sqlite3, sys\nfor line in sqlite3.connect(sys.argv[1]).iterdump(): print(line)"]
                + ["\(holo.home)/journal.sqlite"], program: "/usr/bin/python3")
        #expect(dump.status == 0 && dump.output.contains("li_profile_scrape"), "\(dump.errors)")
        Self.check(Data(dump.output.utf8), "the journal", for: [.key])
        for name in try FileManager.default.subpathsOfDirectory(atPath: holo.home)
        where !name.hasPrefix(".") && Self.files[name] == nil {
            let path = "\(holo.home)/\(name)"
            let modes = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int ?? 0
            #expect(modes & 0o077 == 0, "\(name)")
            if let data = FileManager.default.contents(atPath: path) { Self.check(data, name, for: [.key]) }
        }
    }

    @Test func `what is exported, edited and remembered of a session has no key, and an export nobody`()
        async throws
    {
        var holo = try Self.home()
        let server = try Self.server()
        let editor = try holo.write("cat \"$1\" >\"$HOME/edited\"\n", to: "editor.sh")
        holo.environment["EDITOR"] = "/bin/sh \(editor)"
        let shell = try PtyShell(
            ["--api-url", server.url, "--plain"], holo: holo, columns: 60, rows: 200, with: Self.environment)
        let lines =
            Self.script.split(separator: "\n").filter { !$0.hasPrefix("#@") }.map(String.init)
            + [
                "print '\(Canary.key.text)'", "export a.holo --force", "export a.md", "export a.sh",
                "edit --session",
            ]
        for (index, line) in lines.enumerated() {
            // What is typed before its prompt waits for an Enter of its own.
            await shell.expect("prompt \(index + 1)") { screen in
                (screen.scrolledOff + screen.lines).count { $0.hasPrefix("default >") } > index
                    && screen.lines.last == "default >"
            }
            shell.type(line + Key.enter)
        }
        await shell.expect("the last prompt") { screen in
            (screen.scrolledOff + screen.lines).count { $0.hasPrefix("default >") } > lines.count
                && screen.lines.last == "default >"
        }
        shell.type("exit" + Key.enter)
        #expect(await shell.exitCode() == 0, "\(shell.screen.text)")
        for name in ["a.holo", "a.md", "a.sh"] {
            let data = try Data(contentsOf: URL(filePath: "\(holo.home)/\(name)"))
            #expect(data.count > 300, "\(name)")
            Self.check(data, "the export \(name)")
        }
        #expect(try String(contentsOfFile: holo.home + "/a.md", encoding: .utf8).contains("redacted-"))
        let history = try Data(contentsOf: URL(filePath: "\(holo.home)/history"))
        #expect(history.count > 300)
        Self.check(history, "the history", for: [.key])
        #expect(FileManager.default.fileExists(atPath: "\(holo.home)/edited"))
    }

    @Test func `the key is no parameter: nothing is sent, and the journal has nothing of it`() async throws {
        let holo = try Self.home()
        let server = try Self.server()
        for spelling in [Canary.key.text, Self.encoded(Canary.key.text)] {
            let words = ["run", "li_profile_scrape", "profile_url=https://x.y/?k=\(spelling)"]
            let ended = try await holo.run(["--api-url", server.url] + words, with: Self.environment)
            #expect(ended.status == 2)
            #expect(
                ended.errors.hasPrefix(
                    "error: profile_url has the API key in it, and parameters are kept in the journal\n"),
                "\(ended.errors)")
            Self.check(Data(ended.errors.utf8), "the message", for: [.key])
        }
        #expect(server.submits == 0)
        for name in ["journal.sqlite", "journal.sqlite-wal"] {
            guard let data = FileManager.default.contents(atPath: "\(holo.home)/\(name)") else { continue }
            Self.check(data, name, for: [.key])
        }
    }

    @Test(arguments: Canary.all.indices) func `the search finds a canary in every spelling`(row: Int) {
        let canary = Canary.all[row]
        #expect(canary.spellings.count == 16)
        for (name, text) in canary.spellings {
            for planted in [
                text, "x=\(text);", JSON.string(text).encoded(), "\"\(text.replacing("/", with: "\\/"))\"",
                JSON.string(JSON.string(text).encoded()).encoded(), Self.encoded(text),
            ] {
                let data = Data((String(repeating: "words. ", count: 50) + planted + " more words").utf8)
                #expect(canary.found(in: CanaryViews(data)) != nil, "\(canary.name), \(name): \(planted)")
            }
        }
        let others = Canary.all.indices.filter { $0 != row }.map { Canary.all[$0].text }.joined(
            separator: ", ")
        #expect(canary.found(in: CanaryViews(Data("words, \(others) and redacted-1".utf8))) == nil)
    }

    @Test func `the canaries change under every escape`() {
        for canary in Canary.all {
            let raw = canary.spellings[0].text
            for (name, text) in canary.spellings.dropFirst() where name.hasPrefix("percent") {
                #expect(text != raw, "\(canary.name), \(name)")
            }
        }
        let answer = Self.result.encoded()
        #expect(Canary.all.allSatisfy { $0.found(in: CanaryViews(Data(answer.utf8))) != nil })
    }
}
