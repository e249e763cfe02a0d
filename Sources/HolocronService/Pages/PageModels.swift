import HolocronAPI
import OrderedCollections

/// What `connect.mustache` and `disconnect.mustache` show.
struct ConnectPage: Sendable {
    let name: String
    let domain: String
    let path: String
    let disconnectPath: String
    let token: String
    /// Nil where the site is not connected.
    let account: String?
}

/// What `dashboard.mustache` shows.
struct DashboardPage: Sendable {
    let base: String
    let token: String
    let query: String?
    let balance: String
    let isBusy: Bool
    let actionCount: Int
    let sites: [Section]
    let jobs: [JobRow]
    let ledger: [LedgerRow]

    struct Section: Sendable {
        let name: String
        let category: String
        let connectPath: String
        let disconnectPath: String
        let needsConnection: Bool
        let isConnected: Bool
        let actions: [ActionRow]

        init(_ site: Site, _ actions: [SiteAction], isConnected: Bool, base: String) {
            name = site.name
            category = site.category
            connectPath = site.connectPath
            disconnectPath = site.disconnectPath
            needsConnection = site.needsConnection
            self.isConnected = isConnected
            self.actions = actions.map { ActionRow($0, base: base) }
        }
    }

    struct JobRow: Sendable {
        let id: String
        let fullID: String
        let action: String
        let status: String
        let credits: Int
        let created: String
        let message: String?

        init(_ job: JobRecord) {
            id = String(job.id.prefix(8))
            fullID = job.id
            action = job.action
            status = job.publicStatus
            credits = job.creditsUsed
            created = job.created.shown
            message = job.failure?.message
        }
    }

    struct LedgerRow: Sendable {
        let created: String
        let kind: String
        let job: String?
        let action: String?
        let amount: String
        let balance: String

        init(_ entry: Ledger.Entry) {
            created = entry.created.shown
            kind = entry.kind
            job = entry.job
            action = entry.action
            amount = entry.amount > 0 ? "+\(entry.amount.grouped)" : "\(entry.amount)"
            balance = entry.balance.grouped
        }
    }
}

/// What `job.mustache` shows.
struct JobDetailPage: Sendable {
    let id: String
    let action: String
    let status: String
    let isBusy: Bool
    let created: String
    let finished: String?
    let credits: Int
    let message: String?
    let params: String
    let result: String?

    init(_ job: JobRecord, _ data: JSON) {
        id = job.id
        action = job.action
        status = job.publicStatus
        isBusy = !job.isFinished
        created = job.created.shown
        finished = job.finished?.shown
        credits = job.creditsUsed
        message = job.failure?.message
        params = (try? JSON(parsing: job.params))?.laidOut ?? job.params
        result = job.result == nil ? nil : data.laidOut
    }
}

extension Milliseconds {
    /// `2026-11-24 05:44:39`
    fileprivate var shown: String { String(iso8601.prefix(19)).replacing("T", with: " ") }
}
