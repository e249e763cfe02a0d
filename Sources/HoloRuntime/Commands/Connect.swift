import HoloLang
import HolocronAPI
import HolocronClient
import OrderedCollections

extension CommandRow {
    static let connect = CommandRow(
        "connect", .discovery,
        "Connects an account of yours to a site: opens the page for it and waits until it is done.",
        examples: ["connect linkedin", "connect linkedin --timeout 2m"], need: .server
    ) { parameters in
        let site = parameters.required("SITE", .site, "such as linkedin; sites lists them")
        let timeout = parameters.option(
            "timeout", .duration, default: .seconds(600), "stop waiting after this; the page stays open")
        return .immediate { (call) throws(Stop) in
            let connecting = Connecting(context: call.context, site: call[site], timeout: call[timeout])
            let account = try connecting.run()
            connecting.offerAgain()
            return call.answer(["site": .string(call[site]), "account": .string(account)])
        }
    }
}

extension ArgumentType where T == String {
    package static var site: ArgumentType {
        ArgumentType(name: "SITE", expected: "a site such as linkedin") { value in
            if case .string(let text) = value, JobID(text) != nil { text } else { nil }
        }
    }
}

/// One connection being made, in the person's browser.
private struct Connecting {
    let context: Context
    let site: String
    let timeout: Duration

    /// - Returns: the name of the account.
    func run() throws(Stop) -> String {
        let client = try context.connection().client
        let entry = try context.interrupt.waiting { () async throws(Stop) -> SiteEntry in
            try await self.entry()
        }
        if let account = try account(client, entry) {
            context.host.note("\(site) is connected already, as \(account)")
            return account
        }
        try openPage(client)
        let account = try wait(client, entry)
        context.host.note("✓ \(site) is connected as \(account)")
        return account
    }

    /// - Throws: for a site that the server does not have.
    private func entry() async throws(Stop) -> SiteEntry {
        let sites = try await context.sites()
        if let entry = sites.first(where: { $0.slug == site }) { return entry }
        let near = nearest(to: site, in: sites.map(\.slug)).map { "did you mean \($0)?" }
        throw .failed("NO_SITE", "there is no site \(site)", next: near ?? "sites")
    }

    /// The page is on the origin of the API's own pages, whatever the server said.
    private func openPage(_ client: HolocronClient) throws(Stop) {
        let site = site
        let page = try context.interrupt.waiting { () async throws(Stop) in
            do throws(ClientError) { return try await client.connectPage(of: site) } catch {
                throw Stop(error)
            }
        }
        let browser = Browser(context.environment)
        if let browser, context.host.confirm("open \(page) in the browser?") == true,
            try context.interrupt.waiting({ () async throws(Stop) in await browser.open(page) })
        {
            context.host.note("opened \(page)")
        } else {
            context.host.say("open \(page)")
        }
    }

    private func wait(_ client: HolocronClient, _ entry: SiteEntry) throws(Stop) -> String {
        let start = ContinuousClock.now
        let pause = Duration.milliseconds(context.connector.profile.isLocal ? 200 : 3000)
        let site = site
        defer { context.host.progress(nil) }
        context.host.progress(Progress(since: start) { "waiting until \(site) is connected · Ctrl-C stops" })
        while true {
            do throws(Stop) {
                try context.interrupt.waiting { () async throws(Stop) in
                    do { try await Task.sleep(for: pause) } catch { throw .interrupted }
                }
                if let account = try account(client, entry) { return account }
            } catch .interrupted {
                throw .failed(
                    "STOPPED", "stopped waiting; \(site) is not connected yet", next: "connect \(site)",
                    exit: .interrupted)
            }
            guard ContinuousClock.now - start < timeout else {
                throw .failed(
                    "WAIT_TIMED_OUT", "\(site) is not connected yet", next: "connect \(site)",
                    exit: .stoppedWaiting)
            }
        }
    }

    /// The account that is connected; nil while there is none.
    private func account(_ client: HolocronClient, _ entry: SiteEntry) throws(Stop) -> String? {
        try context.interrupt.waiting { () async throws(Stop) in
            do throws(ClientError) {
                let own = try await client.identities().filter { $0.site == entry.id && $0.isActive }
                return (own.first { $0.isDefault } ?? own.first)?.name
            } catch {
                guard case .cancelled = error else { throw Stop(error) }
                throw .interrupted
            }
        }
    }

    /// What the actions that a line names cost together, as far as they are known here.
    private func cost(of line: String) -> String {
        let known = context.connector.actions.index(within: .seconds(2))
        let costs = line.split { " ();|{}".contains($0) }.compactMap { known[String($0)]?.credits }
        return costs.isEmpty ? "this costs credits" : "this costs \(costs.reduce(0, +)) cr"
    }

    /// The command that was refused for want of this connection: run again only where a person says so, as it pays.
    func offerAgain() {
        guard let refused = context.refused, refused.site == site else { return }
        context.refused = nil
        guard context.host.confirm("\(cost(of: refused.line)): run it again? \(refused.line)") == true else {
            return
        }
        context.again = refused.line
    }
}
