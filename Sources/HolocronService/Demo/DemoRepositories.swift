import HolocronAPI

extension DemoSite {
    /// Repositories and their owners, as JSON.
    static let github = DemoSite(
        host: "api.github.com",
        guide: [
            ("https://api.github.com/search/repositories?q=parser", "search over 300 repositories"),
            ("https://api.github.com/users/octo-1 … octo-60", "users"),
            ("https://api.github.com/users/octo-1/repos", "their repositories"),
        ]
    ) { request in
        let path = request.segments
        switch (path.first, path.count) {
        case ("search", 2): return Repositories.search(request)
        case ("users", 2): return Repositories.users[path[1]].map { .json($0) }
        case ("users", 3) where path[2] == "repos": return Repositories.of(path[1], request)
        default: return nil
        }
    }
}

private enum Repositories {
    static let users = Shelf("octo", 60, id: "login", searched: ["name", "login"]) { _, number, random in
        [
            "login": .string("octo-\(number)"), "id": .integer(Int64(1_000_000 + number)),
            "name": .string(DemoWords.person(&random)), "company": .string(random.pick(DemoWords.companies)),
            "location": .string(random.pick(DemoWords.cities)),
            "bio": .string(random.pick(DemoWords.remarks)),
            "public_repos": 5, "followers": .integer(Int64(random.number(0...9000))),
            "following": .integer(Int64(random.number(0...200))),
            "created_at": .string((Milliseconds(random.moment()) * 1000).iso8601),
            "html_url": .string("https://github.com/octo-\(number)"),
        ]
    }

    static let shelf = Shelf(
        "repository", 300, id: "full_name", searched: ["full_name", "description", "language"]
    ) {
        _, number, random in
        let name = "\(random.pick(DemoWords.adjectives))-\(random.pick(DemoWords.things))".replacing(
            " ", with: "-")
        let owner = "octo-\((number + 59) % 60 + 1)"
        return [
            "full_name": .string("\(owner)/\(name)"), "name": .string(name),
            "owner": ["login": .string(owner)],
            "description": .string(DemoWords.subject(&random)),
            "language": .string(random.pick(DemoWords.languages)),
            "stargazers_count": .integer(Int64(random.number(0...48_000))),
            "forks_count": .integer(Int64(random.number(0...2_000))),
            "open_issues_count": .integer(Int64(random.number(0...300))),
            "topics": .array([.string(random.pick(DemoWords.things).replacing(" ", with: "-"))]),
            "updated_at": .string((Milliseconds(random.moment()) * 1000).iso8601),
            "html_url": .string("https://github.com/\(owner)/\(name)"),
        ]
    }

    static func search(_ request: DemoRequest) -> DemoReply {
        var found = shelf.search(request.query["q"] ?? "")
        switch request.query["sort"] {
        case "stars": found = found.descending(by: "stargazers_count")
        case "forks": found = found.descending(by: "forks_count")
        default: break
        }
        return .json([
            "total_count": .integer(Int64(found.count)),
            "items": .array(found.page(request.number("page", 1), of: request.number("per_page", 20))),
        ])
    }

    static func of(_ user: String, _ request: DemoRequest) -> DemoReply? {
        guard users[user] != nil else { return nil }
        let repositories =
            Trouble(user) == nil
            ? shelf.items.filter { $0["owner"]?["login"] == .string(user) } : shelf.search(user)
        return .json(.array(repositories.page(1, of: request.number("per_page", 30))))
    }
}
