import HolocronAPI
import Testing

@testable import HolocronService

/// The documented actions over the demo web.
struct ActionTests {
    /// The result of an action; the test fails when its job does.
    private static func run(_ service: Fixture, _ action: String, _ params: JSON = [:]) async throws -> JSON {
        let end = try await service.end(
            of: try await service.submit(TaskRequest(action: action, params: params).json.encoded()))
        return try #require(try end.json["data"], "\(action): \(end.body)")
    }

    private static func names(_ json: JSON?) -> [String] { json?.fields?.map(\.key) ?? [] }

    @Test func `results have the fields of the documentation`() async throws {
        try await withService { service in
            let posts = try await Self.run(service, "rt_search", ["query": "swift"])
            #expect(Self.names(posts) == ["query", "sort", "time", "limit", "after", "post_count", "posts"])
            let post = [
                "id", "name", "title", "subreddit", "author", "score", "created_utc", "url", "permalink",
                "selftext",
            ]
            #expect(Self.names(posts["posts"]?.items?.first) == post)
            let videos = try await Self.run(service, "yt_search", ["query": "shell", "limit": 3])
            #expect(Self.names(videos) == ["query", "count", "data"])
            let video = [
                "video_id", "title", "channel", "channel_id", "views", "published", "duration", "thumbnail",
                "url",
            ]
            #expect(Self.names(videos["data"]?.items?.first) == video)
            #expect(videos["data"]?.items?.first?["views"]?.text?.hasSuffix(" views") == true)
            let id = videos["data"]?.items?.first?["video_id"] ?? ""
            let comments = try await Self.run(service, "yt_comments", ["video_id": id])
            let comment = [
                "comment_id", "author", "text", "likes", "published", "reply_count", "parent_id", "depth",
            ]
            #expect(Self.names(comments["data"]?.items?.first) == comment)
            #expect(comments["data"]?.items?.first?["likes"]?.text != nil)
            let trend = try await Self.run(service, "gt_interest_over_time", ["keyword": "swift"])
            #expect(trend["data"]?.items?.count == 52)
            #expect(Self.names(trend["data"]?.items?.first) == ["date", "value", "formatted_date"])
        }
    }

    @Test func `what a search finds can be asked for in detail`() async throws {
        try await withService { service in
            let chains: [(String, JSON, String, String, String, String)] = [
                ("am_search_products", ["query": "kettle"], "products", "asin", "am_product_details", "asin"),
                ("yt_search", ["query": "shell"], "data", "video_id", "yt_video", "video_id"),
                ("yt_search", ["query": "shell"], "data", "channel_id", "yt_channel", "channel_id"),
                ("rt_search", ["query": "shell"], "posts", "id", "rt_post_details", "post_id"),
                (
                    "ab_search_listings", ["query": "lyon"], "listings", "listing_id", "ab_listing_details",
                    "listing_id"
                ),
                ("gh_search_repos", ["query": "parser"], "repos", "owner", "gh_user_details", "username"),
                (
                    "li_search_people", ["query": "nairobi"], "people", "profile_url", "li_profile_scrape",
                    "profile_url"
                ),
            ]
            for (search, query, list, field, details, parameter) in chains {
                let found = try await Self.run(service, search, query)
                let item = try #require(found[list]?.items?.first, "\(search)")
                let result = try await Self.run(service, details, [parameter: item[field] ?? .null])
                guard field != "owner", field != "channel_id" else { continue }
                let name = item["title"] == nil ? "name" : "title"
                #expect(result[name] != nil && result[name] == item[name], "\(details)")
            }
        }
    }

    @Test func `pages of a list follow one another and end`() async throws {
        try await withService { service in
            var names: [JSON] = []
            var after: JSON = ""
            repeat {
                let query: JSON = ["query": "in", "limit": 50]
                let page = try await Self.run(
                    service, "rt_search", after == "" ? query : query.with("after", after))
                names += page["posts"]?.items?.compactMap { $0["name"] } ?? []
                after = page["after"] ?? .null
            } while after != .null
            #expect(names.count > 100)
            #expect(Set(names).count == names.count)
            var homes: [JSON] = []
            var cursor: JSON = "0"
            repeat {
                let page = try await Self.run(
                    service, "ab_search_listings", ["query": "cabin", "cursor": cursor])
                homes += page["listings"]?.items?.compactMap { $0["listing_id"] } ?? []
                cursor = page["next_cursor"] ?? .null
                if cursor == .null { #expect(page["total_results"]?.integer == homes.count) }
            } while cursor != .null
            #expect(homes.count > 20 && Set(homes).count == homes.count)
        }
    }

    @Test func `what is written is kept, also over a restart`() async throws {
        try await withFolder { folder in
            let options = ServiceOptions(dataFile: folder + "/holocron.sqlite")
            let booking: JSON = [
                "schedule_id": "sch-3", "slot_start_unix": 1_798_793_200, "duration_minutes": 30,
                "first_name": "Jane", "last_name": "Doe", "email": "jane@example.com",
            ]
            try await withService(options) { service in
                let first = try await Self.run(service, "gap_book_slot", booking)
                let second = try await Self.run(service, "gap_book_slot", booking)
                #expect(first["status"] == "confirmed" && first["booking_id"] != second["booking_id"])
                let found = try await Self.run(service, "fk_search_products", ["query": "kettle"])
                let product = try #require(found["products"]?.items?.first)
                let item: JSON = [
                    "product_id": product["product_id"] ?? "", "listing_id": product["listing_id"] ?? "",
                    "quantity": 2,
                ]
                #expect(try await Self.run(service, "fk_add_to_cart", item)["item_count"] == 1)
            }
            try await withService(options) { service in
                let schedule = try await Self.run(service, "gap_schedule", ["schedule_id": "sch-3"])
                #expect(schedule["bookings"]?.items?.count == 2)
                #expect(schedule["slots"]?.items?.first?["bookings"] == 2)
                let cart = try await Self.run(service, "fk_view_cart")
                #expect(cart["items"]?.items?.first?["quantity"] == 2)
            }
        }
    }

    @Test(arguments: [
        ("status-503", "The target page could not be loaded."),
        ("missing", "The target page could not be loaded."),
        ("cut", "The target page could not be loaded."),
        ("huge", "[scraper_error] the page is larger than 4 MiB"),
        ("broken", "[scraper_error] the page has no "), ("deep", "[scraper_error] the page "),
    ])
    func `a page that makes trouble fails the job of any site, and the credits come back`(
        name: String, message: String
    ) async throws {
        let orders: [(String, JSON)] = [
            ("li_profile_scrape", ["profile_url": .string("https://www.linkedin.com/in/\(name)")]),
            ("yt_video", ["video_id": .string(name)]), ("am_product_details", ["asin": .string(name)]),
            ("rt_post_details", ["post_id": .string(name)]), ("gh_user_details", ["username": .string(name)]),
            ("hn_item", ["id": .string(name)]), ("ab_listing_reviews", ["listing_id": .string(name)]),
            ("gap_schedule", ["schedule_id": .string(name)]),
        ]
        try await withService { service in
            for (action, params) in orders {
                let submit = TaskRequest(action: action, params: params).json.encoded()
                let end = try await service.end(of: try await service.submit(submit)).json
                #expect(end["status"] == "failed", "\(action) \(name): \(end.encoded().prefix(200))")
                let got = end["error"]?["message"]?.text ?? ""
                // One that is JSON behind a broken page has no data or is not JSON.
                #expect(
                    got.hasPrefix(message) || name == "broken" && got.hasPrefix("[scraper_error] the page"),
                    "\(action): \(got)")
            }
            #expect(try await service.service.balance() == 500)
        }
    }

    @Test func `hostile text arrives whole, and text in the wrong charset as far as it can be read`()
        async throws
    {
        try await withService { service in
            for (action, params, field) in [
                ("yt_video", ["video_id": "hostile"], "title"),
                ("am_product_details", ["asin": "hostile"], "title"),
                ("rt_post_details", ["post_id": "hostile"], "title"),
                ("ab_listing_details", ["listing_id": "hostile"], "name"),
            ] as [(String, JSON, String)] {
                let text = try await Self.run(service, action, params)[field]?.text ?? ""
                #expect(text.contains("\u{202E}") && text.contains("<script>alert(1)</script>"), "\(action)")
                // The parser of HTML leaves out what no document may have.
                #expect(text.contains("\u{1B}[2J") == (action != "am_product_details"), "\(action)")
            }
            let latin = try await Self.run(service, "fk_search_products", ["query": "latin1"])
            #expect(latin["products"]?.items?.first?["price"]?.text?.hasPrefix("?") == true)
            let person = try await Self.run(
                service, "ab_listing_reviews", ["listing_id": "latin1", "limit": 60])
            #expect(person.encoded().contains("\u{FFFD}"))
        }
    }
}
