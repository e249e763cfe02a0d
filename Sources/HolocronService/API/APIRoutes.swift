import HTTPTypes
import Hummingbird

/// The routes of the API, the same under both prefixes.
struct APIRoutes: Sendable {
    /// The oldest prefix and the one that later documentation uses.
    static let prefixes = ["holocron", "wire"]

    typealias Handler = @Sendable (Request, Visit) async throws -> Response

    let store: Store
    let catalog: Catalog
    let bell: Bell
    let ends: JobEnds
    let key: String
    let behaviour: Behaviour
    let faults: FaultSource?
    let cache: AnswerCache

    func add(to router: Router<Visit>) {
        let limiter = behaviour.limits ? RateLimiter() : nil
        for prefix in APIRoutes.prefixes {
            let group = router.group(RouterPath("v1/\(prefix)")).add(middleware: KeyCheck(key: key))
            if let faults { group.add(middleware: FaultInjector(faults)) }
            for route in routes(prefix) { APIRoutes.add(route, to: group, limiter) }
        }
    }

    private struct Route {
        let path: RouterPath
        var method = HTTPRequest.Method.get
        let limit: RateLimiter.Kind?
        /// Whether it takes so little time that other requests on its thread can wait for it.
        var isLight = false
        let handler: Handler
    }

    private func routes(_ prefix: String) -> [Route] {
        let style = AnswerStyle(behaviour)
        let tasks = TaskRoute(
            store: store, catalog: catalog, bell: bell, ends: ends, style: style, prefix: prefix)
        let jobs = JobRoutes(store: store, catalog: catalog, style: style, cache: cache)
        let sites = CatalogRoutes(store: store, catalog: catalog, style: style)
        return [
            Route(path: "task", method: .post, limit: .task, isLight: true, handler: tasks.submit),
            Route(path: "jobs", limit: .list, handler: jobs.list),
            Route(path: "jobs/:id", limit: .poll, isLight: true, handler: jobs.show),
            Route(path: "jobs/:id/download", limit: .download, handler: jobs.download),
            Route(path: "catalog", limit: .catalog, handler: sites.list),
            Route(path: "catalog/:slug", limit: .catalog, handler: sites.show),
            Route(path: "search", limit: .search, handler: sites.search),
            Route(path: "resolve", limit: .search, handler: sites.resolve),
            Route(path: "identities", limit: nil, handler: sites.identities),
            Route(path: "identities/:id", limit: nil, handler: sites.identity),
        ]
    }

    private static func add(_ route: Route, to group: RouterGroup<Visit>, _ limiter: RateLimiter?) {
        group.on(route.path, method: route.method) { request, visit in
            if let limiter, let kind = route.limit { try limiter.check(kind) }
            if route.isLight { return try await route.handler(request, visit) }
            return try await offLoop { try await route.handler(request, visit) }
        }
    }

    /// The method that a path of the API takes; nil where there is nothing.
    static func method(at path: String) -> HTTPRequest.Method? {
        let parts = path.split(separator: "/").map(String.init)
        guard parts.count > 2, parts[0] == "v1", prefixes.contains(parts[1]) else { return nil }
        switch (parts[2], parts.count) {
        case ("task", 3): return .post
        case ("jobs", 3...4), ("catalog", 3...4), ("identities", 3...4): return .get
        case ("search", 3), ("resolve", 3): return .get
        case ("jobs", 5): return parts[4] == "download" ? .get : nil
        default: return nil
        }
    }
}
