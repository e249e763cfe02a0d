import HolocronAPI
import OrderedCollections

/// What `connect.mustache` shows.
struct ConnectPage: Sendable {
    let name: String
    let domain: String
    let path: String
    let token: String
    let isConnected: Bool
}

/// What `dashboard.mustache` shows.
struct DashboardPage: Sendable {
    let balance: Int
    let isBusy: Bool
    let sites: [Section]
    let jobs: [JobRow]

    struct Section: Sendable {
        let name: String
        let connectPath: String
        let needsConnection: Bool
        let isConnected: Bool
        let actions: [ActionRow]

        init(_ site: Site, isConnected: Bool) {
            name = site.name
            connectPath = site.connectPath
            needsConnection = site.needsConnection
            self.isConnected = isConnected
            actions = site.actions.map(ActionRow.init)
        }
    }

    struct ActionRow: Sendable {
        let id: String
        let description: String
        let credits: Int
        let parameters: [Parameter]

        init(_ action: SiteAction) {
            id = action.id
            description = action.description
            credits = action.credits
            let required = Set((action.schema["required"]?.items ?? []).compactMap(\.text))
            parameters = (action.schema["properties"]?.fields ?? [:]).map { name, property in
                Parameter(
                    name: name, type: property["type"]?.text ?? "string", isRequired: required.contains(name),
                    description: property["description"]?.text ?? "",
                    example: property["examples"]?.items?.first?.text)
            }
        }
    }

    struct Parameter: Sendable {
        let name: String
        let type: String
        let isRequired: Bool
        let description: String
        let example: String?
    }

    struct JobRow: Sendable {
        let id: String
        let action: String
        let status: String
        let credits: Int
        let created: String
        let message: String

        init(_ job: JobRecord) {
            id = String(job.id.prefix(8))
            action = job.action
            status = job.publicStatus
            credits = job.creditsUsed
            created = job.created.iso8601
            message = job.failure?.message ?? ""
        }
    }
}
