import Foundation
import HoloRuntime
import TerminalScreen
import Testing

@testable import HoloShell

/// The examples that help shows are run as they stand, each in a folder with what it needs.
@Suite struct HelpExampleTests {
    static let rows = CommandTable.shellRows.filter { $0.group != .functions }

    /// What is there before an example runs, and what it ends with where that is not 0.
    struct Setting {
        var before = ""
        var status: Int32 = 0
    }

    /// A job of this session, finished.
    static let job = "let j = run hn_stories limit=3\n"

    static let settings: [String: Setting] = [
        "await": Setting(before: job), "job": Setting(before: job), "result": Setting(before: job),
        "save": Setting(before: job), "print": Setting(before: job), "exit 10": Setting(status: 10),
        "fail": Setting(status: 3),
        // Where no desktop is there to tell.
        "notify": Setting(),
    ]

    /// Those that a terminal or a server of its own is needed for, and where they are run.
    static let elsewhere = [
        "login": "LoginTests", "resume": "its own test below", "export": "ExportTests", "edit": "EditTests",
    ]

    static let files = [
        "batch.holo": "budget 10cr\nrun hn_stories limit=2 | get stories | select title\n",
        "checks.holo": "test 'the price is known' { assert 1 < 2 }\ntest 'other' { assert true }\n",
        "people.csv": "name,city\nAda,London\nAlan,Wilmslow\n", "cities.csv": "city,country\nLondon,UK\n",
        "products.csv": "name,price,category\nDesk,120,office\nLamp,20,office\nMug,8,kitchen\n",
        "old.csv": "id,price\n1,5\n2,6\n", "new.csv": "id,price\n1,5\n2,7\n3,1\n",
        "stories.json": "[{\"title\": \"One\"}, {\"title\": \"Two\"}]", "export.txt": "a,b\n1,2\n",
        "old.json": "[{\"id\": 1}]", "new.json": "[{\"id\": 1}]", "tour.holo": "print 'hello'\n",
        "session.holot": "A session.\n› print 1\n1\n", "scripts/a.holo": "test 'it' { assert true }\n",
        "names.txt": "Ada\nAlan\n", "config.yaml": "profiles: {work: {api_url: 'https://api.anakin.io'}}\n",
    ]

    @Test(arguments: rows.map(\.name)) func `a command has two examples`(name: String) throws {
        let row = try #require(Self.rows.first { $0.name == name })
        #expect(Set(row.examples).count >= 2)
        for example in row.examples { #expect(example.hasPrefix(name) || example.contains(name)) }
    }

    @Test(arguments: rows.map(\.name)) func `the examples of a command run as they stand`(name: String)
        async throws
    {
        guard Self.elsewhere[name] == nil, let row = Self.rows.first(where: { $0.name == name }) else {
            return
        }
        for example in row.examples {
            var holo = try HoloProgram()
            holo.environment["USER"] = "ada"
            try FileManager.default.createDirectory(
                atPath: holo.home + "/scripts", withIntermediateDirectories: true)
            for (file, text) in Self.files { _ = try holo.write(text, to: file) }
            let setting = Self.settings[example] ?? Self.settings[name] ?? Setting()
            var text = setting.before + example
            if example.contains("7c3f1a2b") {
                let before = try await holo("--local", "-c", Self.job + "print $last.id")
                text = example.replacing("7c3f1a2b", with: before.output.prefix(8))
            }
            let ended = try await holo("--local", "-c", text)
            #expect(ended.status == setting.status, "\(example)\n\(ended.errors)\(ended.output)")
            if setting.status == 0 {
                #expect(!ended.errors.contains("error:"), "\(example)\n\(ended.errors)")
            }
        }
    }

    @Test func `the examples of resume take up a run that ended early`() async throws {
        let row = try #require(Self.rows.first { $0.name == "resume" })
        for example in row.examples {
            let holo = try HoloProgram()
            let script = try holo.write("run hn_stories limit=2\nfail 'half way'\n", to: "batch.holo")
            #expect(try await holo("--local", script).status == 3)
            let runs = try await holo("--local", "-c", "print (runs | first).run").output
            _ = try holo.write("run hn_stories limit=2\nprint done\n", to: "batch.holo")
            let text = example.replacing("7c3f1a2b", with: runs.filter { !$0.isNewline })
            let ended = try await holo("--local", "-c", text)
            #expect(ended.status == 0, "\(text)\n\(ended.errors)")
            #expect(ended.output.hasSuffix("done\n"))
        }
    }

    @Test func `every action's example can be pasted on the local Holocron`() async throws {
        let holo = try HoloProgram()
        let lines = try await holo(
            "--local", "-c",
            "let all = for a in (actions) { describe $a.action }; $all | map example | as txt")
        let examples = lines.output.split(separator: "\n").map(String.init)
        #expect(examples.count >= 30, "\(lines.errors)\(lines.output)")
        for example in examples {
            let ended = try await holo("--local", "-c", example)
            #expect(ended.status == 0, "\(example)\n\(ended.errors)")
            #expect(!ended.output.isEmpty)
        }
    }

    @Test func `help fits a screen of 80 by 24`() async throws {
        let holo = try HoloProgram()
        let shell = try PtyShell(["--local", "help"], holo: holo)
        _ = await shell.exitCode()
        #expect(shell.screen.scrolledOff.isEmpty)
        #expect(shell.screen.text.contains("jobs       submit await run"))
        #expect(shell.screen.text.contains("help commands"))
        let long = try await holo("--local", "help", "commands")
        #expect(long.output.contains("submit       Submits an action as a job"))
    }

    @Test(arguments: [20, 40]) func `help is laid out for a narrow screen`(columns: Int) async throws {
        let shell = try PtyShell(
            ["--local", "help", "await"], holo: try HoloProgram(), columns: columns, rows: 60)
        _ = await shell.exitCode()
        let text = shell.screen.text
        #expect(text.contains("Waits until jobs"))
        #expect(text.contains("\n  --timeout"))
    }
}
