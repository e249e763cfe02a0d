import HTTPTypes
import HolocronAPI
import Hummingbird
import OrderedCollections
import ServiceLifecycle

/// A site of the demo web; pages are made when they are asked for, the same each time.
struct DemoSite: Sendable {
    let host: String
    /// What `help sandbox` says of it: addresses and what is there.
    let guide: [(address: String, content: String)]
    /// Nil for a page that the site does not have.
    let page: @Sendable (DemoRequest) async throws -> DemoReply?
}

/// A small web on this machine that stands for the sites of the catalogue: `/web/www.linkedin.com/in/example`.
struct DemoWeb: Sendable {
    static let sites: [DemoSite] = [
        .linkedin, .airbnb, .reddit, .youtube, .amazon, .hackernews, .hackernewsSearch, .github, .trends,
        .jobicy, .remoteok, .weworkremotely, .indeed, .flipkart, .gap, .blog,
    ]

    let templates: Templates
    let records: DemoRecords

    func add(to group: RouterGroup<Visit>) {
        group.get(":host/**", use: show)
        group.post(":host/**", use: show)
    }

    static func site(_ host: String) -> DemoSite? { sites.first { $0.host == host } }

    @Sendable private func show(_ request: Request, _ visit: Visit) async throws -> Response {
        let host = visit.parameters.get("host") ?? ""
        let asked = DemoRequest(
            path: String(request.uri.path.dropFirst("/web/\(host)".count)), query: request.fields,
            isPost: request.method == .post, body: try await request.demoBody(),
            job: request.headers[.demoJob], records: records)
        if case .slow(let seconds)? = asked.trouble {
            try await cancelWhenGracefulShutdown { try await Task.sleep(for: .seconds(seconds)) }
        }
        guard let reply = try await DemoWeb.reply(host, asked) else {
            return .html(
                "<!doctype html><title>Not found</title><p>There is no such page.", status: .notFound)
        }
        return asked.trouble?.response(reply, templates) ?? reply.response(templates)
    }

    private static func reply(_ host: String, _ asked: DemoRequest) async throws -> DemoReply? {
        guard let site = site(host) else { return nil }
        if asked.path == "/robots.txt" {
            return .plain("User-agent: *\nDisallow: /private/\nAllow: /\n")
        }
        return try await site.page(asked)
    }
}

extension Request {
    /// What a form or a JSON body says; a record of texts for a form.
    fileprivate func demoBody() async throws -> JSON {
        guard method == .post else { return [:] }
        if headers[.contentType]?.hasPrefix("application/json") == true { return try await json() }
        let form = try await form()
        return .object(OrderedDictionary(uniqueKeysWithValues: form.pairs.map { ($0, .string($1)) }))
    }
}
