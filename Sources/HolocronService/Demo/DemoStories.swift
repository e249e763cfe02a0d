import HolocronAPI

extension DemoSite {
    /// The front page at `/news`; `n` says how many stories. `/item?id=` is one story.
    static let hackernews = DemoSite(
        host: "news.ycombinator.com",
        guide: [
            ("https://news.ycombinator.com/news?n=30", "200 stories"),
            ("https://news.ycombinator.com/item?id=42000037", "one story; the ids are 42000000 + 37 × rank"),
        ]
    ) { request in
        switch request.path {
        case "/news":
            let stories = Story.all.prefix(max(0, request.number("n", 30)))
            return .page("stories", FrontPage(stories: Array(stories)))
        case "/item":
            let id = request.query["id"] ?? ""
            if Trouble(id) != nil { return .page("stories", FrontPage(stories: [Story.all[0]])) }
            return Story.all.first { String($0.id) == id }
                .map { .page("stories", FrontPage(stories: [$0])) }
        default: return nil
        }
    }

    /// A search over the stories, as JSON.
    static let hackernewsSearch = DemoSite(
        host: "hn.algolia.com",
        guide: [("https://hn.algolia.com/api/v1/search?query=swift&tags=story", "search over the stories")]
    ) { request in
        guard request.path == "/api/v1/search" else { return nil }
        let query = request.query["query"] ?? ""
        let tag = request.query["tags"] ?? "story"
        let words = Trouble(query) == nil ? query.lowercased().split(separator: " ") : []
        let hits = Story.all.filter { story in
            story.has(tag: tag) && words.allSatisfy { story.title.lowercased().contains($0) }
        }
        return .json([
            "query": .string(query), "nbHits": .integer(Int64(hits.count)),
            "hits": .array(hits.prefix(max(0, request.number("hitsPerPage", 20))).map(\.hit)),
        ])
    }
}

/// What `stories.mustache` shows.
struct FrontPage: Sendable {
    let stories: [Story]
}

struct Story: Sendable {
    let id: Int
    let rank: Int
    let title: String
    let url: String
    let age: String
    /// Nil for a job advertisement, which nobody votes or comments on.
    let talk: Talk?

    struct Talk: Sendable {
        let points: Int
        let author: String
        let comments: Int
    }
}

extension Story {
    fileprivate static let all = (1...200).map(Story.init)

    /// Whether the search counts it under a tag: `story`, `show_hn`, `ask_hn` or `job`.
    fileprivate func has(tag: String) -> Bool {
        switch tag {
        case "job": talk == nil
        case "show_hn": title.hasPrefix("Show HN")
        case "ask_hn": title.hasPrefix("Ask HN")
        default: talk != nil
        }
    }

    fileprivate var hit: JSON {
        [
            "objectID": .string(String(id)), "title": .string(title), "url": .string(url),
            "author": talk.map { .string($0.author) } ?? .null,
            "points": talk.map { .integer(Int64($0.points)) } ?? .null,
            "num_comments": talk.map { .integer(Int64($0.comments)) } ?? .null,
        ]
    }

    private init(rank: Int) {
        var random = SeededRandom("story \(rank)")
        self.rank = rank
        id = 42_000_000 + rank * 37
        age = "\(random.number(1...23)) hours ago"
        let subject = "\(random.pick(DemoWords.adjectives)) \(random.pick(DemoWords.things))"
        let slug = subject.lowercased().replacing(" ", with: "-")
        if rank % 25 == 0 {
            title =
                "\(random.pick(Story.startups)) (YC W26) is hiring people who like \(random.pick(DemoWords.things))s"
            url = "https://jobs.example.com/\(slug)"
            talk = nil
        } else {
            title = random.pick(Story.openings) + subject + random.pick(Story.endings)
            url = "https://\(random.pick(Story.hosts))/\(slug)-\(rank)"
            talk = Talk(
                points: max(3, 900 / rank + random.number(0...120)), author: random.pick(Story.authors),
                comments: random.number(0...400))
        }
    }

    private static let openings = [
        "", "Show HN: A ", "Ask HN: Do you use a ", "The ", "Why I wrote a ", "A ",
    ]
    private static let endings = [
        "", " in Swift", " in 500 lines of C", " that fits on a floppy disk", " (2019)",
        " & what it taught me",
        " without dependencies",
    ]
    private static let hosts = [
        "blog.example.com", "github.example.org", "notes.example.net", "papers.example.edu",
    ]
    private static let authors = [
        "patio", "tptacek2", "rosa_l", "kofi", "weiwei", "nullable", "grace_h", "dang3",
    ]
    private static let startups = ["Cloudberry", "Quiet", "Lanternfish", "Tally"]
}
