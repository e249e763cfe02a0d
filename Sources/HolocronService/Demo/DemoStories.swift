extension DemoSite {
    /// The front page at `/news`; `n` says how many stories.
    static let hackernews = DemoSite(host: "news.ycombinator.com") { request in
        guard request.path == "/news" else { return nil }
        let limit = request.query["n"].flatMap { Int($0) } ?? 30
        return DemoPage(
            template: "stories", model: FrontPage(stories: Story.all.prefix(max(0, limit)).map { $0 }))
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

    private init(rank: Int) {
        var random = SeededRandom("story \(rank)")
        self.rank = rank
        id = 42_000_000 + rank * 37
        age = "\(random.number(1...23)) hours ago"
        let subject = "\(random.pick(Story.adjectives)) \(random.pick(Story.things))"
        let slug = subject.lowercased().replacing(" ", with: "-")
        if rank % 25 == 0 {
            title =
                "\(random.pick(Story.startups)) (YC W26) is hiring people who like \(random.pick(Story.things))s"
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
    private static let adjectives = [
        "small", "portable", "type-safe", "self-hosted", "lock-free", "boring", "tiny", "distributed", "fast",
    ]
    private static let things = [
        "database", "shell", "compiler", "text editor", "spreadsheet", "parser", "scheduler",
        "key-value store",
        "terminal", "web crawler", "build system",
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
