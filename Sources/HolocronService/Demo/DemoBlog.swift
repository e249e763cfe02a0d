import HolocronAPI

extension DemoSite {
    /// A site for the actions that read any page: articles, feeds, site maps, a redirect and what robots.txt closes.
    static let blog = DemoSite(
        host: "blog.example",
        guide: [
            ("https://blog.example/posts/1 … posts/60", "articles with Open Graph, JSON-LD and links"),
            ("https://blog.example/feed.rss, feed.atom", "the articles as feeds"),
            ("https://blog.example/sitemap.xml", "their addresses; sitemap-index.xml names two such lists"),
            ("https://blog.example/moved", "sends on to posts/1; loop sends on for ever"),
            ("https://blog.example/private/1", "closed by robots.txt: the job fails"),
        ]
    ) { request in
        let path = request.segments
        switch (path.first, path.count) {
        case (nil, 0): return .page("article", Article.front)
        case ("posts", 2): return Article.page(path[1])
        case ("feed.rss", 1):
            return .page("feed", DemoFeed.articles).typed("application/rss+xml; charset=utf-8")
        case ("feed.atom", 1):
            return .page("atom", DemoFeed.articles).typed("application/atom+xml; charset=utf-8")
        case ("sitemap.xml", 1): return .page("sitemap", DemoMap.pages).typed("application/xml")
        case ("sitemap-index.xml", 1): return .page("sitemapindex", DemoMap.index).typed("application/xml")
        case ("moved", 1): return .redirect(to: "/posts/1")
        case ("loop", 1): return .redirect(to: "/loop")
        default: return nil
        }
    }
}

/// What `article.mustache` shows.
struct Article: Sendable {
    static let count = 60

    let number: Int
    let title: String
    let summary: String
    let author: String
    let published: Int
    let paragraphs: [String]
    let address: String
    let linkedData: String
    let links: [Link]
    let day: String

    struct Link: Sendable {
        let address: String
        let title: String
    }

    init(_ number: Int, name: String? = nil) {
        var random = SeededRandom("article \(name ?? String(number))")
        self.number = number
        let title = name == Trouble.hostileName ? Trouble.hostileText : DemoWords.subject(&random)
        self.title = title
        summary = random.pick(DemoWords.remarks)
        author = DemoWords.person(&random)
        published = random.moment()
        day = published.day
        paragraphs = (0..<4).map { _ in DemoWords.remark(&random) + " " + DemoWords.remark(&random) }
        address = "https://blog.example/posts/\(name ?? String(number))"
        links = (1...3).map { step in
            let next = (number + step * 7) % Article.count + 1
            return Link(address: "/posts/\(next)", title: "Article \(next)")
        }
        let data: JSON = [
            "@context": "https://schema.org", "@type": "BlogPosting", "headline": .string(title),
            "author": ["@type": "Person", "name": .string(author)], "datePublished": .string(published.day),
        ]
        linkedData = data.encoded().replacing("<", with: "\\u003c")
    }

    static let all = (1...count).map { Article($0) }

    static func page(_ name: String) -> DemoReply? {
        if Trouble(name) != nil { return .page("article", Article(1, name: name)) }
        guard let number = Int(name), (1...count).contains(number) else { return nil }
        return .page("article", all[number - 1])
    }

    static let front = Article(1, name: "front")
}

/// What `feed.mustache` and `atom.mustache` show.
struct DemoFeed: Sendable {
    let title: String
    let address: String
    let items: [Item]

    struct Item: Sendable {
        let title: String
        let address: String
        let author: String
        let summary: String
        let feedDate: String
        let timestamp: String
        let region: String
    }

    static let articles = DemoFeed(
        title: "The demo blog", address: "https://blog.example/",
        items: Article.all.prefix(25).map { article in
            Item(
                title: article.title, address: article.address, author: article.author,
                summary: article.summary, feedDate: article.published.feedDate,
                timestamp: article.day + "T00:00:00Z", region: "")
        })

    static func positions(_ positions: [JSON]) -> DemoFeed {
        DemoFeed(
            title: "We Work Remotely (demo)", address: "https://weworkremotely.com/",
            items: positions.map { position in
                func text(_ name: String) -> String { position[name]?.text ?? "" }
                return Item(
                    title: "\(text("company")): \(text("title"))", address: text("url"),
                    author: text("company"),
                    summary: text("summary"), feedDate: text("published"), timestamp: text("published"),
                    region: text("location"))
            })
    }
}

/// What `sitemap.mustache` and `sitemapindex.mustache` show.
struct DemoMap: Sendable {
    let entries: [Entry]

    struct Entry: Sendable {
        let address: String
        let day: String
    }

    static let pages = DemoMap(entries: Article.all.map { Entry(address: $0.address, day: $0.day) })
    static let index = DemoMap(
        entries: ["sitemap.xml", "sitemap-old.xml"].map {
            Entry(address: "https://blog.example/\($0)", day: "2026-11-01")
        })
}
