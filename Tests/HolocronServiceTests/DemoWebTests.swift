import HolocronAPI
import NIOHTTP1
import Testing

@testable import HolocronService

/// Jobs over the demo web: what the pages say is what the results say.
struct DemoWebTests {
    private static func data(_ service: Fixture, _ body: String) async throws -> JSON {
        let end = try await service.end(of: try await service.submit(body)).json
        return try #require(end["data"], "\(end.encoded())")
    }

    @Test func `stories come with rank, points and comments, advertisements without`() async throws {
        try await withService { service in
            let data = try await Self.data(service, #"{"action_id":"hn_stories","params":{"limit":25}}"#)
            let stories = data["stories"]?.items ?? []
            #expect(data["count"] == 25)
            #expect(stories.map { $0["rank"] } == (1...25).map { .integer($0) })
            #expect(
                stories[0].fields?.map(\.key)
                    == ["id", "rank", "title", "url", "points", "author", "comments", "age"])
            #expect(stories[0]["points"]?.integer != nil)
            #expect(stories[24]["points"] == .null)
            #expect(try await Self.data(service, #"{"action_id":"hn_stories"}"#)["count"] == 30)
        }
    }

    @Test func `products are searched, paged and sorted`() async throws {
        func body(_ params: String) -> String {
            #"{"action_id":"am_search_products","params":{"query":"laptop",\#(params)}}"#
        }
        try await withService { service in
            let all = try await Self.data(service, body(#""limit":50,"sort":"price_asc""#))
            #expect(all["total_results"] == 20)
            #expect(all["returned"] == 20)
            let products = all["products"]?.items ?? []
            let names = [
                "asin", "title", "brand", "url", "image_url", "price", "list_price", "currency", "rating",
                "review_count", "prime", "sponsored", "badges",
            ]
            #expect(products[0].fields?.map(\.key) == names)
            let prices = try products.map { try #require(Double($0["price"]?.encoded() ?? "")) }
            #expect(prices == prices.sorted())
            let second = try await Self.data(service, body(#""limit":8,"page":2,"sort":"price_asc""#))
            #expect(second["products"]?.items == Array(products[8..<16]))
            let none = #"{"action_id":"am_search_products","params":{"query":"a & b=\"c\"<d>"}}"#
            #expect(try await Self.data(service, none)["total_results"] == 0)
        }
    }

    @Test func `a broken page fails the job and the credits come back`() async throws {
        try await withService { service in
            let end = try await service.end(of: try await service.submitProfile("broken"))
            let error = #"{"code":"EXECUTION_FAILED","message":"[scraper_error] the page has no name"}"#
            #expect(end.body == #"{"status":"failed","error":\#(error),"credits_used":0}"#)
            #expect(try await service.service.balance() == 500)
        }
    }

    @Test func `a hostile page arrives as it is, safe inside JSON`() async throws {
        try await withService { service in
            let end = try await service.end(of: try await service.submitProfile("hostile"))
            let name = try #require(try end.json["data"]?["name"]?.text)
            #expect(name.contains("\u{1B}[2J") && name.contains("\u{7}") && name.contains("\u{0}"))
            let headline = try #require(try end.json["data"]?["headline"]?.text)
            #expect(headline.contains("\u{202E}") && headline.contains("\u{9B}"))
            #expect(headline.contains("<script>alert(1)</script>"))
            #expect(!end.body.utf8.contains { $0 < 0x20 })
        }
    }

    @Test func `a page is the same each time and at each address of the site`() async throws {
        func body(_ address: String) -> String {
            #"{"action_id":"li_profile_scrape","params":{"profile_url":"\#(address)"}}"#
        }
        try await withService { service in
            let person = try await Self.data(service, body("https://www.linkedin.com/in/person-7"))
            for address in [
                "http://de.linkedin.com/in/person-7/", "https://linkedin.com/in/person-7?trk=x#top",
            ] {
                #expect(try await Self.data(service, body(address)) == person)
            }
            #expect(person["name"] == "Ines Tanaka")
        }
    }

    @Test(arguments: [
        "/in/person-0", "/in/person-301", "/in/slow-61", "/in/", "/", "/in/../../v1/holocron/jobs",
    ])
    func `what a demo site does not have is not found`(path: String) async throws {
        try await withService { service in
            let answer = try await service.send(.GET, "/web/www.linkedin.com\(path)")
            #expect(answer.status == 404)
        }
    }
}
