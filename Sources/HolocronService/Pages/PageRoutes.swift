import HolocronAPI
import Hummingbird

/// The pages for a browser: the dashboard and the connect page of each site.
struct PageRoutes: Sendable {
    let store: Store
    let catalog: Catalog
    let templates: Templates
    /// Shown in the line for curl, to whoever can open the dashboard.
    let key: String
    let guardian = FormGuard()

    func add(to router: Router<Visit>) {
        let group = router.group("products/holocron").add(middleware: PageHeaders())
        group.get("", use: dashboard)
        group.get("style.css") { _, _ -> Response in
            .text(
                String(decoding: PackageResources.style_css, as: UTF8.self), type: "text/css; charset=utf-8")
        }
        group.get(":site/connect", use: showConnect)
        group.post(":site/connect", use: connect)
    }

    @Sendable private func dashboard(_ request: Request, _ visit: Visit) async throws -> Response {
        let connected = Set(try await store.identities().filter(\.credential.isActive).map(\.site))
        let jobs = try await store.jobs(JobFilter()).jobs
        let page = DashboardPage(
            balance: try await store.balance(), isBusy: jobs.contains { $0.publicStatus == "processing" },
            sites: catalog.sites.map { DashboardPage.Section($0, isConnected: connected.contains($0.slug)) },
            jobs: jobs.map(DashboardPage.JobRow.init))
        return .html(templates.page("dashboard", page))
    }

    @Sendable private func showConnect(_ request: Request, _ visit: Visit) async throws -> Response {
        let site = try site(visit)
        let identity = try await store.defaultIdentity(of: site.slug)
        let page = ConnectPage(
            name: site.name, domain: site.domain, path: site.connectPath, token: guardian.token,
            isConnected: identity?.credential.isActive ?? false)
        return .html(templates.page("connect", page))
    }

    @Sendable private func connect(_ request: Request, _ visit: Visit) async throws -> Response {
        let site = try site(visit)
        let form = try await request.form()
        try guardian.check(form)
        switch form["do"] {
        case "connect": try await store.connect(site.slug)
        case "disconnect": try await store.disconnect(site.slug)
        default: throw Problem.badRequest("The form says neither connect nor disconnect.")
        }
        return .seeOther(site.connectPath)
    }

    private func site(_ visit: Visit) throws(Problem) -> Site {
        guard let site = catalog.site(visit.parameters.get("site") ?? "") else {
            throw .notFound("There is no such site.")
        }
        return site
    }
}
