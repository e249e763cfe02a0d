import Foundation
import FoundationNetworking
import TerminalScreen
import Testing

/// From the refusal for want of a connection to the job, with the page that a person would use in between.
@Suite struct ConnectTests {
    static let line = "submit li_profile_scrape profile_url=https://www.linkedin.com/in/example"

    private struct Session {
        let shell: PtyShell
        let service: ServeTests.Service
        let holo: HoloProgram

        init(columns: Int = 140) throws {
            holo = try HoloProgram()
            service = try ServeTests.Service(["--no-identities"], holo)
            var holo = holo
            holo.environment["ANAKIN_API_KEY"] = service.key
            shell = try PtyShell(
                ["--api-url", service.url, "--profile", "default"], holo: holo, columns: columns, rows: 40)
        }

        var page: String { "\(service.url.dropLast("/v1".count))/products/holocron/linkedin/connect" }

        /// Does on the connect page what a person does.
        func postForm() async throws {
            let (html, _) = try await URLSession.shared.data(from: try #require(URL(string: page)))
            let text = String(decoding: html, as: UTF8.self)
            let token = try #require(text.firstMatch(of: /name="token" value="([^"]+)"/)?.1)
            var request = URLRequest(url: try #require(URL(string: page)))
            request.httpMethod = "POST"
            request.setValue("application/x-www-form-urlencoded", forHTTPHeaderField: "Content-Type")
            request.setValue(String(service.url.dropLast("/v1".count)), forHTTPHeaderField: "Origin")
            request.httpBody = Data("token=\(token)&account=Ada".utf8)
            _ = try await URLSession.shared.data(for: request)
        }

        func jobs() async throws -> Int {
            let ended = try await holo(
                "--api-url", service.url, "jobs", "--json", with: ["ANAKIN_API_KEY": service.key])
            return ended.output.components(separatedBy: "\"action\"").count - 1
        }
    }

    @Test(arguments: [true, false]) func `a refused submit is offered again once the account is connected`(
        wants: Bool
    )
        async throws
    {
        let session = try Session()
        let shell = session.shell
        await shell.expect(last: "default ›")
        shell.type(Self.line + Key.enter)
        await shell.expect("error: This action requires a LinkedIn connection.")
        await shell.expect("\n  connect linkedin\n")
        shell.type("connect linkedin" + Key.enter)
        // There is no browser here: the address is shown.
        await shell.expect("open \(session.page)")
        await shell.expect("waiting until linkedin is connected")
        try await session.postForm()
        await shell.expect("✓ linkedin is connected as Ada")
        await shell.expect("this costs 2 cr: run it again? \(Self.line) [y/N]")
        shell.type(wants ? "y\n" : "n\n")
        if wants {
            await shell.expect(" · li_profile_scrape · processing · 2 cr\n")
        } else {
            await shell.expect(last: "default ›")
        }
        shell.type("exit" + Key.enter)
        #expect(await shell.exitCode() == 0)
        // The refused one is in the journal too; it cost nothing.
        #expect(try await session.jobs() == (wants ? 2 : 1))
    }

    @Test func `Ctrl-C stops the waiting, and nothing is offered`() async throws {
        let session = try Session()
        let shell = session.shell
        await shell.expect(last: "default ›")
        shell.type("connect linkedin" + Key.enter)
        await shell.expect("waiting until linkedin is connected")
        shell.type(Key.controlC)
        await shell.expect(
            "error: stopped waiting; linkedin is not connected yet\n  connect linkedin\ndefault ›")
        shell.type("connect linkdin" + Key.enter)
        await shell.expect("did you mean linkedin?\n  connect linkedin\n")
        shell.type("connect linkedin --timeout 1s" + Key.enter)
        await shell.expect("error: linkedin is not connected yet\n")
    }

    @Test func `a browser is asked for before it opens, and gets the address of the API's own page`()
        async throws
    {
        let holo = try HoloProgram()
        let service = try ServeTests.Service(["--no-identities"], holo)
        let page = "\(service.url.dropLast("/v1".count))/products/holocron/linkedin/connect"
        let browser = try holo.write(
            "#!/bin/sh\nprintf %s \"$1$ANAKIN_API_KEY\" > \(holo.home)/opened\n", to: "browser")
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: browser)
        var own = holo
        own.environment["BROWSER"] = browser
        own.environment["ANAKIN_API_KEY"] = service.key
        let shell = try PtyShell(["--api-url", service.url, "connect", "linkedin"], holo: own, columns: 100)
        await shell.expect("open \(page) in the browser? [y/N]")
        #expect(!FileManager.default.fileExists(atPath: holo.home + "/opened"))
        shell.type("y\n")
        await shell.expect("opened \(page)")
        #expect(try String(contentsOfFile: holo.home + "/opened", encoding: .utf8) == page)
        shell.type(Key.controlC)
        #expect(await shell.exitCode() == 130)
    }
}
