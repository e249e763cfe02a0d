import Foundation
import HolocronService
import Synchronization
import Testing

@testable import HoloRuntime
@testable import HoloShell

/// `export`: a session that was typed, as a script, as Markdown and as curl lines.
@Suite struct ExportTests {
    /// A shell that keeps what is typed, as one at a prompt does.
    static func shell(_ environment: [String: String] = [:]) throws -> TestShell {
        let shell = try TestShell(environment: environment)
        let log = shell.session.context.log
        shell.session.context.keepsLog()
        shell.host.onShow.withLock { $0 = { value, lines in log.note(value, lines: lines) } }
        return shell
    }

    @Test func `only what succeeded is in it, and repeated texts are parameters`() async throws {
        let shell = try Self.shell()
        for line in [
            "help print", "let p = run li_profile_scrape profile_url=https://www.linkedin.com/in/example",
            "jobs", "prnt 1", "1 / 0", "run am_search_products query=desk limit=2 | get returned",
            "run am_search_products query=lamp limit=2 | get returned",
            "run fk_search_products query=desk | get total_results",
            "fn twice(n) { $n * 2 }", "twice(4); twice($p.connections)", "status",
        ] { _ = await shell.type(line) }
        let script = await shell.type("export")
        #expect(
            script == """
                #!/usr/bin/env holo
                # A session of holo: 7 statements, 4 jobs, 5 cr.

                param query = 'desk'
                param limit = '2'

                let p = run li_profile_scrape profile_url=https://www.linkedin.com/in/example
                run am_search_products query=$query limit=$limit | get returned
                run am_search_products query=lamp limit=$limit | get returned
                run fk_search_products query=$query | get total_results
                fn twice(n) { $n * 2 }
                twice(4)
                twice($p.connections)

                """)
        await shell.stop()
    }

    @Test func `the exported script has no mistake, is in the one style, and gives the same`() async throws {
        let shell = try Self.shell()
        var shown = ""
        for line in [
            "submit li_profile_scrape profile_url=https://www.linkedin.com/in/example",
            "let found = run am_search_products query='desk lamp' limit=2",
            "$found.products | get title", "['desk lamp', 'x'] | get 0", "await $last | get returned",
        ] {
            let output = await shell.type(line)
            if !line.hasPrefix("submit") { shown += output }
        }
        let job = try #require(await shell.type("jobs --limit 5 | last | get id").split(separator: "\n").last)
        shown += await shell.type("await \(job) | get name")
        let holo = try HoloProgram()
        let file = holo.home + "/session.holo"
        #expect(await shell.type("export \(file)").contains("saved "))
        let text = try String(contentsOfFile: file, encoding: .utf8)
        #expect(text.contains("param query = 'desk lamp'\n"))
        #expect(text.contains("let job1 = submit li_profile_scrape"))
        #expect(text.contains("await $job1 | get name"))
        #expect(try await holo("--local", "check", "session.holo").status == 0)
        #expect(try await holo("fmt", "--check", "session.holo").status == 0)
        let ended = try await holo("--local", "session.holo")
        #expect(ended.status == 0, "\(ended.errors)")
        // A prompt shows a list on one line where it fits, a pipe item by item.
        let values = { (text: String) in
            text.split(separator: "\n").filter { !$0.hasPrefix("✓") }.joined().filter { !$0.isWhitespace }
        }
        #expect(values(ended.output) == values(shown))
        await shell.stop()
    }

    @Test func `neither a key nor what is personal is in it, in whatever form`() async throws {
        let key = "canary-key-9f8e7d6c5b4a"
        let shell = try Self.shell(["ANAKIN_API_KEY": key])
        for line in [
            "let slots = run gap_schedule schedule_id=sch-1",
            "run gap_book_slot schedule_id=sch-1 slot_start_unix=$slots.slots[0].slot_start_unix"
                + " duration_minutes=30 first_name=Canaryname last_name=Canarylast email=canary@person.example",
            "print '\(key)'", "print 'canary@person.example' 'Canaryname'",
        ] { #expect(!(await shell.type(line)).contains("error:"), "\(line)") }
        for form in ["holo", "md", "curl"] {
            let text = await shell.type("export \(form)")
            #expect(text.count > 100)
            for canary in [key, "Canaryname", "Canarylast", "canary@person.example", "canary%40person"] {
                #expect(!text.contains(canary), "\(form): \(canary)\n\(text)")
            }
        }
        let script = await shell.type("export")
        #expect(script.contains("param email # was not kept: it is personal or a key\n"))
        #expect(script.contains("email=$email"))
        await shell.stop()
    }

    @Test func `Markdown has each statement with what it showed, cut where it is long`() async throws {
        let shell = try Self.shell()
        for line in ["let n = 2", "for x in 1..60 { print \"row $x\" }", "print '``` no end'"] {
            _ = await shell.type(line)
        }
        let text = await shell.type("export md")
        #expect(
            text.hasPrefix("# A session of holo\n\n3 statements, 0 jobs, 0 cr.\n\n```holo\nlet n = 2\n```\n"))
        #expect(text.contains("row 20\n…\n```\n"))
        #expect(text.contains("````text\n``` no end\n````\n"))
        await shell.stop()
    }

    @Test func `the curl lines do what the session did`() async throws {
        let shell = try Self.shell()
        for line in [
            "run am_search_products query=\"it's a desk\" limit=1",
            "submit li_profile_scrape profile_url=https://www.linkedin.com/in/example",
        ] { _ = await shell.type(line) }
        let text = await shell.type("export curl")
        #expect(text.contains("$ANAKIN_API_KEY"))
        let server = try await shell.session.context.connector.local?.address()
        let address = try #require(server)
        let holo = try HoloProgram()
        let file = try holo.write(
            text.replacing("http://127.0.0.1:8787/v1", with: address.url).replacing(
                "sleep 2", with: "sleep 0.1"),
            to: "session.sh")
        let ended = try await holo.run([file], program: "/bin/sh", with: ["ANAKIN_API_KEY": address.key])
        #expect(ended.status == 0, "\(ended.errors)")
        #expect(ended.output.contains("Jane Doe"))
        #expect(ended.output.split(separator: "\n").count == 2)
        #expect(shell.balance == 500 - 2 * 3)
        await shell.stop()
    }

    @Test func `a file is not replaced without a word, and nothing is no export`() async throws {
        let shell = try Self.shell()
        #expect(await shell.type("export").hasPrefix("error: there is nothing to export"))
        _ = await shell.type("let n = 1")
        #expect(await shell.type("export curl").hasPrefix("error: there is nothing to export: no job"))
        #expect(await shell.type("export pdf").hasPrefix("error: export makes holo, md or curl, not pdf"))
        let file = shell.home + "/a.md"
        #expect(await shell.type("export \(file)").hasPrefix("saved "))
        #expect(await shell.type("export \(file)").hasPrefix("error: \(file) is there already\n"))
        #expect(await shell.type("export \(file) --force").hasPrefix("saved "))
        #expect(try String(contentsOfFile: file, encoding: .utf8).hasPrefix("# A session of holo\n"))
        await shell.stop()
    }

    @Test func `a long session is kept within bounds`() async throws {
        let shell = try Self.shell()
        _ = await shell.type("let long = repeat('x', 3000000)")
        for _ in 0..<3 { _ = await shell.type("$long") }
        _ = await shell.type((0..<2100).map { "let v\($0) = 1" }.joined(separator: "\n"))
        let log = shell.session.context.log
        #expect(log.entries.count == SessionLog.mostEntries)
        #expect(log.droppedCount == 104)
        let text = await shell.type("export \(shell.home)/a.holo")
        #expect(text.contains("104 older statements of this session are not in it"))
        await shell.stop()
    }

    @Test func `what is left out names commands that there are`() {
        let rows = CommandTable.shellRows.map(\.name) + ["serve"]
        #expect(SessionExport.onlyLooked.subtracting(rows).isEmpty)
    }
}
