import HolocronAPI

extension DemoSite {
    /// Profiles, a search over them, and companies.
    static let linkedin = DemoSite(
        host: "www.linkedin.com",
        guide: [
            ("https://www.linkedin.com/in/example", "the profile of the documentation"),
            ("https://www.linkedin.com/in/person-1 … person-300", "profiles"),
            ("https://www.linkedin.com/company/acme-corp …", "10 companies"),
        ]
    ) { request in
        if request.path == "/search/people" { return Profile.search(request) }
        let path = request.segments
        guard path.count == 2 else { return nil }
        switch path[0] {
        case "in": return Profile.page(path[1])
        case "company": return Company.page(path[1])
        default: return nil
        }
    }
}

/// What `profile.mustache` shows.
struct Profile: Sendable {
    let name: String
    let headline: String
    let location: String
    /// As the site writes it: `500+ connections`.
    let connections: String
    /// The same facts for machines, safe inside a `script` element.
    let linkedData: String

    init(name: String, headline: String, location: String, connections: String) {
        self.name = name
        self.headline = headline
        self.location = location
        self.connections = connections
        let person: JSON = [
            "@context": "https://schema.org", "@type": "Person", "name": .string(name),
            "jobTitle": .string(headline),
            "address": ["@type": "PostalAddress", "addressLocality": .string(location)],
        ]
        linkedData = person.encoded().replacing("<", with: "\\u003c")
    }
}

extension Profile {
    private static let count = 300

    fileprivate static func page(_ slug: String) -> DemoReply? {
        switch slug {
        case "example": return .page("profile", example)
        case Trouble.hostileName: return .page("profile", hostile)
        default:
            guard Trouble(slug) != nil || slugs.contains(slug) else { return nil }
            return .page("profile", person(slug))
        }
    }

    fileprivate static let slugs = (1...count).map { "person-\($0)" }

    fileprivate static func search(_ request: DemoRequest) -> DemoReply {
        let query = request.query["keywords"] ?? ""
        let found = people.search(query)
        let shown = found.page(request.number("page", 1), of: request.number("size", 10))
        return .embedded(
            "\(query) | Search | LinkedIn (demo)", "search-results",
            ["query": .string(query), "total": .integer(Int64(found.count)), "people": .array(shown)])
    }

    private static let people = Shelf(
        "profile", count, id: "slug", searched: ["name", "headline", "location"]
    ) { _, number, _ in
        let slug = "person-\(number)"
        let person = person(slug)
        return [
            "slug": .string(slug), "name": .string(person.name), "headline": .string(person.headline),
            "location": .string(person.location),
            "profile_url": .string("https://www.linkedin.com/in/\(slug)"),
        ]
    }

    private static let example = Profile(
        name: "Jane Doe", headline: "Software Engineer at Acme Corp", location: "San Francisco, CA",
        connections: "500+ connections")

    /// Text that tries to reach the terminal: escape sequences, control characters, reversed writing.
    private static let hostile = Profile(
        name: "Mallory\u{1B}]0;owned\u{7} \u{1B}[2J\u{1B}[31mRed\u{8}\u{0}",
        headline: "Engineer\u{202E}reenignE\u{202C} \u{9B}31m at <script>alert(1)</script> & \"Co\"\u{200B}",
        location: "Nowhere\r\u{1B}[1A\n$(id); rm -rf ~ | `id` ${HOME}\u{2028}\u{FEFF}",
        connections: "-1 connections")

    private static func person(_ slug: String) -> Profile {
        var random = SeededRandom("profile " + slug)
        let connections = random.number(1...700)
        return Profile(
            name: DemoWords.person(&random),
            headline: "\(random.pick(DemoWords.titles)) at \(random.pick(DemoWords.companies))",
            location: random.pick(DemoWords.cities),
            connections: connections > 500 ? "500+ connections" : "\(connections) connections")
    }
}

/// Companies: `/company/acme-corp`.
private enum Company {
    static func page(_ slug: String) -> DemoReply? {
        shelf[slug].map { .embedded("\(slug) | LinkedIn (demo)", "company", $0) }
    }

    private static let shelf = Shelf(
        "company", DemoWords.companies.count, id: "slug", searched: ["name"]
    ) { _, number, random in
        let name = DemoWords.companies[max(0, number - 1)]
        let slug = name.lowercased().replacing(" & ", with: "-").replacing(" ", with: "-")
        return [
            "slug": .string(slug), "name": .string(name),
            "industry": .string(random.pick(["Software", "Logistics", "Food", "Research", "Retail"])),
            "headquarters": .string(random.pick(DemoWords.cities)),
            "employees": .string("\(random.number(12...48_000).grouped) employees"),
            "website": .string("https://\(slug).example"),
        ]
    }
}
