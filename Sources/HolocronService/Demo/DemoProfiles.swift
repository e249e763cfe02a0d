import HolocronAPI

extension DemoSite {
    /// Profiles at `/in/example`, `/in/person-1` … `/in/person-300`, and pages that make trouble.
    static let linkedin = DemoSite(host: "www.linkedin.com") { request in
        var slug = request.path
        guard slug.hasPrefix("/in/") else { return nil }
        slug.removeFirst("/in/".count)
        if slug.hasSuffix("/") { slug.removeLast() }
        return Profile.page(slug)
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
    /// A page whose markup was changed: it loads, and the fields are not where they were.
    let isBroken: Bool

    init(name: String, headline: String, location: String, connections: String, isBroken: Bool = false) {
        self.name = name
        self.headline = headline
        self.location = location
        self.connections = connections
        self.isBroken = isBroken
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
    private static let longestDelay = 60

    static func page(_ slug: String) -> DemoPage? {
        switch slug {
        case "example": return DemoPage(template: "profile", model: example)
        case "hostile": return DemoPage(template: "profile", model: hostile)
        case "broken": return DemoPage(template: "profile", model: broken)
        default:
            if let seconds = number(after: "slow-", in: slug, upTo: longestDelay) {
                return DemoPage(template: "profile", model: person(slug), delay: .seconds(seconds))
            }
            guard number(after: "person-", in: slug, upTo: count) != nil else { return nil }
            return DemoPage(template: "profile", model: person(slug))
        }
    }

    private static func number(after prefix: String, in slug: String, upTo limit: Int) -> Int? {
        guard slug.hasPrefix(prefix), let number = Int(slug.dropFirst(prefix.count)) else { return nil }
        return (1...limit).contains(number) ? number : nil
    }

    private static let example = Profile(
        name: "Jane Doe", headline: "Software Engineer at Acme Corp", location: "San Francisco, CA",
        connections: "500+ connections")

    private static let broken = Profile(
        name: "John Doe", headline: "", location: "", connections: "", isBroken: true)

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
            name: "\(random.pick(firstNames)) \(random.pick(lastNames))",
            headline: "\(random.pick(titles)) at \(random.pick(companies))",
            location: random.pick(cities),
            connections: connections > 500 ? "500+ connections" : "\(connections) connections")
    }

    private static let firstNames = [
        "Ada", "Amir", "Ana", "Björn", "Chen", "Chloé", "Daniel", "Elena", "Fatima", "Grace", "Hiro", "Ines",
        "Jakub", "Kofi", "Leila", "Marta", "Noah", "Olga", "Priya", "Quentin", "Rosa", "Søren", "Tomás",
        "Wei",
    ]
    private static let lastNames = [
        "Andersson", "Baker", "Costa", "Dubois", "Eriksen", "Fischer", "García", "Haddad", "Ito", "Jansen",
        "Kowalski", "Lopez", "Mensah", "Nguyen", "O'Brien", "Patel", "Rossi", "Sato", "Tanaka", "Weber",
        "Yılmaz",
    ]
    private static let titles = [
        "Software Engineer", "Product Manager", "Data Scientist", "Designer", "Site Reliability Engineer",
        "Research Lead", "Account Executive", "Nurse Practitioner", "Civil Engineer", "Head of Growth",
    ]
    private static let companies = [
        "Acme Corp", "Globex", "Initech", "Umbrella Labs", "Stark & Daughters", "Wayne Logistics", "Hooli",
        "Soylent Foods", "Tyrell Systems", "Aperture Science",
    ]
    private static let cities = [
        "San Francisco, CA", "New York, NY", "Berlin, Germany", "São Paulo, Brazil", "Nairobi, Kenya",
        "Tokyo, Japan", "Austin, TX", "Lyon, France", "Toronto, Canada", "Kraków, Poland", "Remote",
    ]
}
