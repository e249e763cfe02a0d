import HolocronAPI

extension DemoSite {
    /// Posts and comments, as JSON at the addresses that end in `.json`.
    static let reddit = DemoSite(
        host: "www.reddit.com",
        guide: [
            ("https://www.reddit.com/search.json?q=swift", "search over 400 posts, in pages by `after`"),
            ("https://www.reddit.com/r/programming/hot.json", "the posts of 8 subreddits"),
            (
                "https://www.reddit.com/comments/POST_ID.json",
                "a post with comments; the ids are those of the search"
            ),
        ]
    ) { request in
        let path = request.segments
        switch (path.first, path.count) {
        case ("search.json", 1): return Posts.search(request)
        case ("r", 3): return Posts.subreddit(path[1], request)
        case ("comments", 2) where path[1].hasSuffix(".json"):
            return Posts.details(String(path[1].dropLast(".json".count)))
        default: return nil
        }
    }
}

private enum Posts {
    static let subreddits = [
        "programming", "swift", "selfhosted", "linux", "datasets", "webscraping", "smallbusiness",
        "askscience",
    ]

    static let shelf = Shelf("post", 400, id: "id", searched: ["title", "selftext", "subreddit"]) {
        _, _, random in
        let id = random.code(7)
        let subreddit = random.pick(subreddits)
        return [
            "id": .string(id), "name": .string("t3_\(id)"), "title": .string(DemoWords.subject(&random)),
            "subreddit": .string(subreddit), "author": .string(DemoWords.handle(&random)),
            "score": .integer(Int64(random.number(-4...9000))),
            "created_utc": .integer(Int64(random.moment())),
            "url": .string("https://blog.example/posts/\(random.number(1...60))"),
            "permalink": .string("/r/\(subreddit)/comments/\(id)/"),
            "selftext": .string(DemoWords.remark(&random)),
            "num_comments": .integer(Int64(random.number(0...40))),
        ]
    }

    static func search(_ request: DemoRequest) -> DemoReply {
        var found = shelf.search(request.query["q"] ?? "")
        if let limit = ages[request.query["t"] ?? "all"] {
            found = found.filter { ($0["created_utc"]?.integer ?? 0) > 1_795_478_400 - limit }
        }
        return listing(sorted(found, request.query["sort"] ?? "relevance"), request)
    }

    static func subreddit(_ name: String, _ request: DemoRequest) -> DemoReply? {
        guard subreddits.contains(name) || Trouble(name) != nil else { return nil }
        let posts =
            Trouble(name) == nil
            ? shelf.items.filter { $0["subreddit"] == .string(name) } : shelf.search(name)
        return listing(sorted(posts, request.segments[2] == "new.json" ? "new" : "hot"), request)
    }

    static func details(_ id: String) -> DemoReply? {
        guard let post = shelf[id] else { return nil }
        let comments = (0..<(post["num_comments"]?.integer ?? 0)).map { number -> JSON in
            var random = SeededRandom("post \(id) comment \(number)")
            return [
                "id": .string(random.code(7)), "author": .string(DemoWords.handle(&random)),
                "body": .string(DemoWords.remark(&random)), "score": .integer(Int64(random.number(-9...900))),
                "created_utc": .integer(Int64(random.moment())),
                "depth": .integer(Int64(random.number(0...3))),
            ]
        }
        return .json(["post": post, "comments": .array(comments)])
    }

    private static let ages = [
        "hour": 3_600, "day": 86_400, "week": 604_800, "month": 2_592_000, "year": 31_536_000,
    ]

    private static func sorted(_ posts: [JSON], _ order: String) -> [JSON] {
        switch order {
        case "new": posts.descending(by: "created_utc")
        case "top", "hot": posts.descending(by: "score")
        case "comments": posts.descending(by: "num_comments")
        default: posts
        }
    }

    private static func listing(_ posts: [JSON], _ request: DemoRequest) -> DemoReply {
        let after = request.query["after"]
        let start =
            after.flatMap { after in posts.firstIndex { $0["name"] == .string(after) } }.map { $0 + 1 } ?? 0
        let shown = Array(posts.dropFirst(start).prefix(max(0, request.number("limit", 25))))
        let hasMore = start + shown.count < posts.count
        return .json([
            "kind": "Listing",
            "data": [
                "after": hasMore ? shown.last?["name"] ?? .null : .null,
                "dist": .integer(Int64(shown.count)),
                "children": .array(shown.map { ["kind": "t3", "data": $0] }),
            ],
        ])
    }
}
