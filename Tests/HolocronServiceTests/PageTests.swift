import HolocronAPI
import HolocronService
import NIOHTTP1
import Testing

/// The dashboard and the page of a job.
struct PageTests {
    private static func dashboard(_ service: Fixture, _ query: String = "") async throws -> String {
        try await service.send(.GET, "/products/holocron\(query)").body
    }

    @Test func `actions are searched, with a line for holo and one for curl`() async throws {
        try await withService { (service) async throws in
            let all = try await Self.dashboard(service)
            #expect(all.contains("37 actions") && all.contains("gap_book_slot") && all.contains("10 cr"))
            let found = try await Self.dashboard(service, "?q=search+people")
            #expect(found.contains("li_search_people") && !found.contains("gap_book_slot"))
            #expect(found.contains("run li_search_people query=&#39;nairobi engineer&#39;"))
            #expect(found.contains("http://\(service.authority)/v1/holocron/task"))
            #expect(
                try await Self.dashboard(service, "?q=nosuchthing").contains("No action has all these words.")
            )
            let hostile = try await Self.dashboard(service, "?q=%22%3E%3Cscript%3E")
            #expect(!hostile.contains("<script>"))
        }
    }

    @Test func `the first address that a person tries leads to the dashboard`() async throws {
        try await withService { (service) async throws in
            let moved = try await service.send(.GET, "/")
            #expect(moved.status == 303)
            #expect(moved.headers.first(name: "Location") == "/products/holocron")
        }
    }

    @Test func `a job is shown with its parameters, result and failure, escaped`() async throws {
        try await withService { (service) async throws in
            let done = try await service.submit(#"{"action_id":"yt_video","params":{"video_id":"hostile"}}"#)
            _ = try await service.end(of: done)
            let page = try await service.send(
                .GET, "/products/holocron/jobs/\(try done.json["job_id"]?.text ?? "")")
            #expect(page.status == 200)
            #expect(page.body.contains("&quot;video_id&quot;: &quot;hostile&quot;"))
            #expect(page.body.contains("&lt;script&gt;alert(1)") && !page.body.contains("<script>"))
            #expect(
                !page.body.unicodeScalars.contains {
                    [0x1B, 0x9B, 0x202E, 0x200B, 0xFEFF].contains($0.value)
                })
            #expect(page.body.contains("\\u202ereenignE\\u202c \\u009b31m"))
            let failed = try await service.submitProfile("missing")
            _ = try await service.end(of: failed)
            let other = try await service.send(
                .GET, "/products/holocron/jobs/\(try failed.json["job_id"]?.text ?? "")")
            #expect(other.body.contains("The target page could not be loaded."))
            #expect(try await service.send(.GET, "/products/holocron/jobs/none").status == 404)
        }
    }

    @Test func `credits are added, with an entry, and only with the page's token`() async throws {
        try await withService { (service) async throws in
            let token = try #require(
                try await Self.dashboard(service).firstMatch(of: /name="token" value="([^"]+)"/)
            ).1
            func post(_ form: String) async throws -> Int {
                try await service.send(
                    .POST, "/products/holocron/credits", form,
                    headers: ["Content-Type": "application/x-www-form-urlencoded"]
                ).status
            }
            for wrong in [
                "credits=5", "credits=5&token=x", "credits=0&token=\(token)", "credits=-5&token=\(token)",
                "token=\(token)", "credits=1000001&token=\(token)",
            ] {
                #expect((400...403).contains(try await post(wrong)), "\(wrong)")
            }
            #expect(try await service.service.balance() == 500)
            #expect(try await post("credits=250&token=\(token)") == 303)
            #expect(try await service.service.balance() == 750)
            _ = try await service.end(of: try await service.submitProfile("missing"))
            let page = try await Self.dashboard(service)
            for text in ["750 credits", "grant", "debit", "refund", "+250", "-2", "+2"] {
                #expect(page.contains(text), "\(text)")
            }
        }
    }
}
