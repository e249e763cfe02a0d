import Foundation
import HolocronAPI
import HolocronService
import Testing

/// The pages in a browser, as a person uses them.
@Suite(.serialized, .enabled(if: Browser.program != nil, "chromium is not installed"))
struct BrowserTests {
    /// `HOLO_SCREENSHOTS=FOLDER` keeps pictures of the pages.
    private static let pictures = ProcessInfo.processInfo.environment["HOLO_SCREENSHOTS"]

    private static func open(
        _ options: ServiceOptions = ServiceOptions(identities: false),
        _ body: (Browser, Fixture, String) async throws -> Void
    ) async throws {
        try await withService(options) { (service) async throws in
            try await Browser.with { browser in
                let pages = service.origin + "/products/holocron"
                try await browser.open(pages)
                try await body(browser, service, pages)
            }
        }
    }

    @Test func `an action is searched and its lines are there to paste`() async throws {
        try await Self.open { (browser, service, _) async throws in
            #expect(try await browser.text().contains("37 actions"))
            try await browser.type("gap_book_slot", into: "input[name=q]")
            try await browser.click(".search button")
            #expect(try await browser.evaluate("document.querySelectorAll('details').length") == 1)
            try await browser.click("summary")
            let text = try await browser.text()
            #expect(text.contains("run gap_book_slot schedule_id="))
            #expect(text.contains("\(service.authority)/v1/holocron/task"))
        }
    }

    @Test func `a site is connected and disconnected, and the 401 goes and comes`() async throws {
        try await Self.open { (browser, service, pages) async throws in
            #expect(try await service.submitProfile("example").status == 401)
            try await browser.click("a[href='/products/holocron/linkedin/connect']")
            try await browser.type("Jane Doe", into: "input[name=account]")
            try await browser.click("form button")
            #expect(try await browser.text().contains("Connected as Jane Doe."))
            let accepted = try await service.submitProfile("example")
            #expect(accepted.status == 202)
            _ = try await service.end(of: accepted)
            try await browser.open(pages)
            try await browser.click("a.job")
            #expect(try await browser.text().contains("Software Engineer at Acme Corp"))
            try await browser.open(pages)
            try await browser.click("a[href='/products/holocron/linkedin/disconnect']")
            try await browser.click("form button")
            #expect(try await browser.text().contains("LinkedIn is not connected."))
            #expect(try await service.submitProfile("example").status == 401)
        }
    }

    @Test func `credits are added, with an entry in the ledger`() async throws {
        try await Self.open { (browser, service, _) async throws in
            try await browser.type("250", into: "input[name=credits]")
            try await browser.click("form[action$=credits] button")
            let text = try await browser.text()
            #expect(text.contains("750 credits") && text.contains("+250"))
            #expect(try await service.service.balance() == 750)
        }
    }

    @Test(arguments: ["remove()", "value = 'guess'"])
    func `a form whose token is missing or wrong changes nothing`(change: String) async throws {
        try await Self.open { (browser, service, pages) async throws in
            try await browser.evaluate(
                "document.querySelector('form[action$=credits] [name=token]').\(change)")
            try await browser.click("form[action$=credits] button")
            #expect(try await browser.text().contains("Load the page again"))
            #expect(try await service.service.balance() == 500)
            try await browser.open(pages + "/linkedin/connect")
            try await browser.evaluate("document.querySelector('[name=token]').\(change)")
            try await browser.click("form button")
            #expect(try await browser.text().contains("Load the page again"))
            #expect(try await service.submitProfile("example").status == 401)
        }
    }

    /// Every page, with something on it.
    private static func pages(_ service: Fixture, _ root: String) async throws -> [(String, String)] {
        let done = try await service.submit(#"{"action_id":"hn_stories","params":{"limit":3}}"#)
        let hostile = try await service.submit(#"{"action_id":"yt_video","params":{"video_id":"hostile"}}"#)
        let failed = try await service.submit(#"{"action_id":"yt_video","params":{"video_id":"broken"}}"#)
        for job in [done, hostile, failed] { _ = try await service.end(of: job) }
        func page(_ job: Fixture.Answer) throws -> String {
            "\(root)/jobs/\(try job.json["job_id"]?.text ?? "")"
        }
        return [
            ("dashboard", root), ("search", root + "?q=jobs"), ("ledger", root + "#credits"),
            ("job", try page(done)), ("hostile", try page(hostile)), ("failed", try page(failed)),
            ("connect", root + "/linkedin/connect"), ("disconnect", root + "/amazon/disconnect"),
            ("nowhere", root + "/jobs/none"),
        ]
    }

    @Test func `every page fits a phone and a desk, light and dark`() async throws {
        try await Self.open { (browser, service, root) async throws in
            let pages = try await Self.pages(service, root)
            for (width, isDark) in [(390, false), (390, true), (1280, false), (1280, true)] {
                try await browser.show(width: width, isDark: isDark)
                for (name, address) in pages {
                    try await browser.open(address)
                    let fits = try await browser.evaluate(
                        "document.documentElement.scrollWidth <= innerWidth")
                    #expect(fits == true, "\(name) at \(width)")
                    let back = try await browser.evaluate(
                        "getComputedStyle(document.body).colorScheme + matchMedia('(prefers-color-scheme: dark)').matches"
                    )
                    #expect(back == .string("light dark\(isDark)"), "\(name)")
                    guard let folder = Self.pictures else { continue }
                    try await browser.screenshot(
                        "\(folder)/\(name)-\(width)-\(isDark ? "dark" : "light").png")
                }
            }
        }
    }
}
