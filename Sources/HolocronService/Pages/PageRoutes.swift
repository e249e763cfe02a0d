import HolocronAPI
import Hummingbird

/// The pages for a browser: the dashboard, each job, and the connect and disconnect pages of each site.
struct PageRoutes: Sendable {
    private static let longestLedger = 50
    private static let mostCredits = 1_000_000

    let store: Store
    let catalog: Catalog
    let templates: Templates
    let style: AnswerStyle
    let guardian = FormGuard()

    func add(to group: RouterGroup<Visit>) {
        group.add(middleware: PageProblems(templates: templates))
        group.get("", use: dashboard)
        group.get("style.css") { _, _ -> Response in
            .text(
                String(decoding: PackageResources.style_css, as: UTF8.self), type: "text/css; charset=utf-8")
        }
        group.post("credits", use: addCredits)
        group.get("jobs/:id", use: showJob)
        group.get(":site/connect") { request, visit in try await showConnection("connect", visit) }
        group.post(":site/connect", use: connect)
        group.get(":site/disconnect") { request, visit in try await showConnection("disconnect", visit) }
        group.post(":site/disconnect", use: disconnect)
    }

    @Sendable private func dashboard(_ request: Request, _ visit: Visit) async throws -> Response {
        let query = request.fields["q"]
        let jobs = try await store.jobs(JobFilter()).jobs
        let base = "http://\(request.head.authority ?? "")/v1"
        let page = DashboardPage(
            base: base, token: guardian.token, query: query, balance: try await store.balance().grouped,
            isBusy: query == nil && jobs.contains { $0.publicStatus == "processing" },
            actionCount: catalog.sites.reduce(0) { $0 + $1.actions.count },
            sites: try await sections(query ?? "", base), jobs: jobs.map(DashboardPage.JobRow.init),
            ledger: try await store.ledger(PageRoutes.longestLedger).map(DashboardPage.LedgerRow.init))
        return .html(templates.page("dashboard", page))
    }

    private func sections(_ query: String, _ base: String) async throws -> [DashboardPage.Section] {
        let connected = Set(try await store.identities().filter(\.credential.isActive).map(\.site))
        let found = catalog.search(query, site: nil, category: nil, withoutConnection: false)
        return catalog.sites.compactMap { site in
            let actions = found.filter { $0.site.slug == site.slug }.map(\.action)
            guard !actions.isEmpty else { return nil }
            return DashboardPage.Section(
                site, actions, isConnected: connected.contains(site.slug), base: base)
        }
    }

    @Sendable private func showJob(_ request: Request, _ visit: Visit) async throws -> Response {
        guard let job = try await store.job(visit.parameters.get("id") ?? "") else {
            throw Problem.notFound("There is no such job.")
        }
        return .html(templates.page("job", JobDetailPage(job, try style.data(of: job))))
    }

    @Sendable private func addCredits(_ request: Request, _ visit: Visit) async throws -> Response {
        let form = try await request.form()
        try guardian.check(form)
        let credits = try form.integer("credits", 0, in: 1...PageRoutes.mostCredits)
        guard credits > 0 else { throw Problem.invalidInput("credits is missing.", missing: ["credits"]) }
        try await store.grant(credits)
        return .seeOther("/products/holocron#credits")
    }
}

extension PageRoutes {
    private func showConnection(_ template: String, _ visit: Visit) async throws -> Response {
        let site = try site(visit)
        let identity = try await store.defaultIdentity(of: site.slug)
        let page = ConnectPage(
            name: site.name, domain: site.domain, path: site.connectPath, disconnectPath: site.disconnectPath,
            token: guardian.token, account: identity?.credential.isActive == true ? identity?.name : nil)
        return .html(templates.page(template, page))
    }

    @Sendable private func connect(_ request: Request, _ visit: Visit) async throws -> Response {
        let site = try site(visit)
        let form = try await request.form()
        try guardian.check(form)
        guard let account = form["account"]?.collapsed, (1...100).contains(account.count) else {
            throw Problem.invalidInput("account must have 1 to 100 characters.", missing: ["account"])
        }
        try await store.connect(site.slug, as: account)
        return .seeOther(site.connectPath)
    }

    @Sendable private func disconnect(_ request: Request, _ visit: Visit) async throws -> Response {
        let site = try site(visit)
        try guardian.check(try await request.form())
        try await store.disconnect(site.slug)
        return .seeOther(site.disconnectPath)
    }

    private func site(_ visit: Visit) throws(Problem) -> Site {
        guard let site = catalog.site(visit.parameters.get("site") ?? "") else {
            throw .notFound("There is no such site.")
        }
        return site
    }
}
