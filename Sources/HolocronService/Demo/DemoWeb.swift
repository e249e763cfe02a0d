import Hummingbird
import ServiceLifecycle

/// What a demo site is asked for.
struct DemoRequest: Sendable {
    /// From the first slash: `/in/example`.
    let path: String
    let query: FormFields
}

/// A page of a demo site: which template shows what, and how long the site takes over it.
struct DemoPage: Sendable {
    let template: String
    let model: any Sendable
    var delay: Duration = .zero
}

/// A site of the demo web; pages are made when they are asked for, the same each time.
struct DemoSite: Sendable {
    let host: String
    /// Nil for a page that the site does not have.
    let page: @Sendable (DemoRequest) -> DemoPage?
}

/// A small web on this machine that stands for the sites of the catalogue: `/web/www.linkedin.com/in/example`.
struct DemoWeb: Sendable {
    private static let sites: [DemoSite] = [.linkedin, .hackernews, .amazon]

    let templates: Templates

    func add(to router: Router<Visit>) {
        router.group("web").add(middleware: PageHeaders()).get(":host/**", use: show)
    }

    @Sendable private func show(_ request: Request, _ visit: Visit) async throws -> Response {
        let host = visit.parameters.get("host") ?? ""
        let asked = DemoRequest(
            path: String(request.uri.path.dropFirst("/web/\(host)".count)), query: request.fields)
        guard let page = DemoWeb.sites.first(where: { $0.host == host })?.page(asked) else {
            return .html(
                "<!doctype html><title>Not found</title><p>There is no such page.", status: .notFound)
        }
        if page.delay > .zero {
            try await cancelWhenGracefulShutdown { try await Task.sleep(for: page.delay) }
        }
        return .html(templates.page(page.template, page.model))
    }
}
