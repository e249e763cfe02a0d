import Foundation
import HoloRuntime
import TerminalScreen
import Testing

@testable import HoloShell

/// The tour, taken to its end at a terminal.
@Suite struct TourTests {
    @Test(arguments: [80, 30]) func `a reader who presses Enter comes to the end`(columns: Int) async throws {
        let holo = try HoloProgram()
        let shell = try PtyShell(["--local"], holo: holo, columns: columns, rows: 60)
        await shell.expect("›")
        shell.type("tour" + Key.enter)
        let prompt = columns < 40 ? "local ›" : "local 500cr ›"
        // An Enter that comes before the prompt runs nothing.
        func press() async {
            await shell.expect("the prompt") { $0.lines.last?.hasPrefix("local ") == true }
            await shell.pass(.milliseconds(100))
            shell.type(Key.enter)
        }
        let titles = ["actions", "describe", "submit", "await", "paths", "variables", "tables", "for"]
        for (index, title) in titles.enumerated() {
            await shell.expect("\n\(index + 1)/12 \(title)\n")
            await press()
            if index == 0 { await shell.expect("\(prompt) actions product\n") }
        }
        await shell.expect("\n9/12 Ctrl-C\n")
        await press()
        await shell.expect("the job is waited for") { $0.progress == "3" }
        shell.type(Key.controlC)
        await shell.expect("\n10/12 jobs\n")
        shell.type("jobs --limit 3" + Key.enter)
        await shell.expect("\n11/12 plan\n")
        await press()
        await shell.expect("\n12/12 scripts\n")
        await press()
        await shell.expect("That was the tour.")
        #expect(!shell.screen.text.contains("error: job"), "\(shell.screen.text)")
        shell.type("exit" + Key.enter)
        #expect(await shell.exitCode() == 0)
        let script = try String(contentsOfFile: holo.home + "/tour.holo", encoding: .utf8)
        #expect(script.contains("am_search_products"))
    }

    @Test func `it can be left, goes on in another session and begins at a step`() async throws {
        let holo = try HoloProgram()
        let first = try PtyShell(["tour"], holo: holo, columns: 100, rows: 50)
        await first.expect("\n1/12 actions\n")
        first.type("actions product" + Key.enter)
        await first.expect("\n2/12 describe\n")
        first.type("print 'something else'" + Key.enter)
        await first.expect("\nsomething else\n")
        first.type("exit" + Key.enter)
        await first.expect("you left the tour at step 2; tour goes on there")
        first.type("exit" + Key.enter)
        #expect(await first.exitCode() == 0)

        let second = try PtyShell(["--local"], holo: holo, columns: 100, rows: 50)
        await second.expect(last: "local 500cr ›")
        second.type("tour" + Key.enter)
        await second.expect("\n2/12 describe\n")
        second.type("tour 7" + Key.enter)
        await second.expect("first what the steps before it did:")
        await second.expect("\n7/12 tables\n")
        await second.expect("the prompt") { $0.lines.last?.hasPrefix("local ") == true }
        await second.pass(.milliseconds(100))
        second.type(Key.enter)
        await second.expect("\n8/12 for\n")
        second.type(Key.controlC)
        await second.expect("Ctrl-C again leaves the tour, and so does exit")
        second.type(Key.controlC)
        await second.expect("you left the tour at step 8")
        second.type("tour 13" + Key.enter)
        await second.expect("error: the tour has 12 steps")
    }

    @Test func `it never runs on a server of another profile, which comes back after it`() async throws {
        var holo = try HoloProgram()
        holo.environment["ANAKIN_API_KEY"] = "ak-canary-0123456789"
        let server = try CannedServer { _ in response("500 No", "") }
        let shell = try PtyShell(["--api-url", server.url], holo: holo, columns: 100, rows: 50)
        await shell.expect(last: "default ›")
        shell.type("tour 3" + Key.enter)
        await shell.expect(
            "the tour is on the local Holocron with credits for practice; default comes back after it")
        await shell.expect("\n3/12 submit\n")
        shell.type(Key.enter)
        await shell.expect("\n4/12 await\n")
        shell.type("exit" + Key.enter)
        await shell.expect("default is in use again")
        await shell.expect(last: "default ›")
        #expect(server.submits == 0)
    }

    @Test func `without a terminal it is text, and every line of it checks`() async throws {
        let holo = try HoloProgram()
        let ended = try await holo("tour")
        #expect(ended.status == 0, "\(ended.errors)")
        #expect(ended.output.contains("12/12 scripts\n"))
        let words = [
            "actions", "describe", "submit", "await", "$last", "let ", "where", "for ", "budget", "plan",
            "Ctrl-C", "script",
        ]
        for word in words { #expect(ended.output.contains(word), "\(word)") }
        let shell = try TestShell()
        for step in TourStep.all(script: "'x.holo'")
        where !step.line.contains("x.holo") && !step.line.contains("$found") {
            #expect(await shell.check(step.line) == nil)
            #expect(step.text.split(separator: " ").count < 50, "two or three lines: \(step.title)")
        }
        await shell.stop()
    }
}
