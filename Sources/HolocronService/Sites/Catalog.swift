import HolocronAPI

/// Every site and action the service has.
struct Catalog: Sendable {
    let sites: [Site]
    private let places: [String: (site: Int, action: Int)]

    /// When the built-in catalogue was last changed, as its entries say it.
    static let published = "2026-11-24T00:00:00Z"

    init(_ sites: [Site]) {
        self.sites = sites
        var places: [String: (site: Int, action: Int)] = [:]
        for (index, site) in sites.enumerated() {
            for (number, action) in site.actions.enumerated() { places[action.id] = (index, number) }
        }
        self.places = places
    }

    func site(_ slug: String) -> Site? { sites.first { $0.slug == slug } }

    func action(_ id: String) -> (site: Site, action: SiteAction)? {
        places[id].map { (sites[$0.site], sites[$0.site].actions[$0.action]) }
    }

    /// The actions that have any word of `text`, those with most of them first; all of them for no words.
    func ranked(
        _ text: String, site slug: String?, category: String?
    ) -> [(site: Site, action: SiteAction)] {
        let words = text.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "_" }
        let all = search("", site: slug, category: category, withoutConnection: false)
        let scored = all.map { site, action in
            let text = Catalog.text(site, action)
            return (site: site, action: action, score: words.filter { text.contains($0) }.count)
        }
        return scored.filter { words.isEmpty || $0.score > 0 }
            .enumerated().sorted { ($1.element.score, $0.offset) < ($0.element.score, $1.offset) }
            .map { ($0.element.site, $0.element.action) }
    }

    /// What is searched of an action.
    private static func text(_ site: Site, _ action: SiteAction) -> String {
        [site.slug, site.name, action.id, action.name, action.description].joined(separator: " ").lowercased()
    }

    /// The actions whose site, id, name or description has every word of `text`.
    func search(
        _ text: String, site slug: String?, category: String?, withoutConnection: Bool
    ) -> [(site: Site, action: SiteAction)] {
        let words = text.lowercased().split(separator: " ")
        return sites.filter { slug == nil || $0.slug == slug }
            .filter { category == nil || $0.category.lowercased() == category?.lowercased() }
            .flatMap { site in site.actions.map { (site: site, action: $0) } }
            .filter { !withoutConnection || $0.action.authentication != .required }
            .filter { site, action in
                let text = Catalog.text(site, action)
                return words.allSatisfy { text.contains($0) }
            }
    }
}

extension Catalog {
    /// The manifests that are built in: a new site is a file in Resources and a line here.
    private static let manifests: [(file: String, yaml: [UInt8])] = [
        ("airbnb.yaml", PackageResources.airbnb_yaml),
        ("amazon.yaml", PackageResources.amazon_yaml),
        ("flipkart.yaml", PackageResources.flipkart_yaml),
        ("gap.yaml", PackageResources.gap_yaml),
        ("github.yaml", PackageResources.github_yaml),
        ("hackernews.yaml", PackageResources.hackernews_yaml),
        ("indeed.yaml", PackageResources.indeed_yaml),
        ("jobicy.yaml", PackageResources.jobicy_yaml),
        ("linkedin.yaml", PackageResources.linkedin_yaml),
        ("reddit.yaml", PackageResources.reddit_yaml),
        ("remoteok.yaml", PackageResources.remoteok_yaml),
        ("trends.yaml", PackageResources.trends_yaml),
        ("web.yaml", PackageResources.web_yaml),
        ("weworkremotely.yaml", PackageResources.weworkremotely_yaml),
        ("youtube.yaml", PackageResources.youtube_yaml),
    ]

    static func builtIn() throws(ServiceError) -> Catalog {
        var sites: [Site] = []
        do {
            for manifest in manifests {
                let yaml = String(decoding: manifest.yaml, as: UTF8.self)
                sites.append(try Site(file: manifest.file, yaml: yaml))
            }
        } catch {
            throw .faultyResource(error.description)
        }
        return Catalog(sites)
    }
}
