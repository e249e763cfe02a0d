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
    let key: String

    func add(to router: Router<Visit>) {
        for prefix in APIRoutes.prefixes {
            let group = router.group(RouterPath("v1/\(prefix)")).add(middleware: KeyCheck(key: key))
            let tasks = TaskRoute(store: store, catalog: catalog, bell: bell, prefix: prefix)
            APIRoutes.add("task", .post, to: group, use: tasks.submit)
            let jobs = JobRoutes(store: store, catalog: catalog)
            APIRoutes.add("jobs", .get, to: group, use: jobs.list)
            APIRoutes.add("jobs/:id", .get, to: group, use: jobs.show)
            let sites = CatalogRoutes(store: store, catalog: catalog)
            APIRoutes.add("catalog", .get, to: group, use: sites.list)
            APIRoutes.add("catalog/:slug", .get, to: group, use: sites.show)
            APIRoutes.add("search", .get, to: group, use: sites.search)
            APIRoutes.add("identities", .get, to: group, use: sites.identities)
        }
    }

    /// A route of one method; the router would answer the others with 404 instead of 405.
    private static func add(
        _ path: RouterPath, _ method: HTTPRequest.Method, to group: RouterGroup<Visit>,
        use handler: @escaping Handler
    ) {
        group.on(path, method: method, use: handler)
        let others: [HTTPRequest.Method] = [.get, .head, .post, .put, .patch, .delete, .options]
        // The router answers HEAD where there is a GET.
        for other in others where other != method && !(other == .head && method == .get) {
            group.on(path, method: other) { _, _ -> Response in
                throw Problem.methodNotAllowed(allowed: method)
            }
        }
    }
}
