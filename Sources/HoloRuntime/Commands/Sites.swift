import HolocronAPI
import HolocronClient
import OrderedCollections

extension CommandRow {
    static let sites = CommandRow(
        "sites", .discovery, "Lists the sites that have actions, and which of them need a connected account.",
        examples: ["sites", "sites | where connection == 'needed'"], need: .server
    ) { _ in
        .waiting { (call) async throws(Stop) in
            .list(try await call.context.sites().map { .record($0.row) })
        }
    }

    static let identities = CommandRow(
        "identities", .discovery, "Lists the accounts that are connected, by site.",
        examples: ["identities", "identities | where status == 'active'"], need: .server
    ) { _ in
        .waiting { (call) async throws(Stop) in
            let client = try call.context.connection().client
            let identities: [SiteIdentity]
            do throws(ClientError) { identities = try await client.identities() } catch { throw Stop(error) }
            let sites = try await call.context.sites()
            return .list(
                identities.map { identity in
                    let site = sites.first { $0.id == identity.site }?.slug
                    return .record(identity.row(site: site ?? identity.site))
                })
        }
    }
}

extension Context {
    func sites() async throws(Stop) -> [SiteEntry] {
        let client = try connection().client
        do throws(ClientError) { return try await client.sites() } catch { throw Stop(error) }
    }
}

extension SiteEntry {
    fileprivate var row: Record {
        [
            "site": .string(slug), "name": .string(name), "actions": actions.map { .integer($0) } ?? .null,
            "connection": .string(needsConnection ? "needed" : "none"), "description": .string(description),
        ]
    }
}

extension SiteIdentity {
    fileprivate func row(site: String) -> Record {
        [
            "site": .string(site), "account": .string(name),
            "status": .string(isActive ? "active" : credentials.first?.status ?? "none"),
            "default": .bool(isDefault),
        ]
    }
}
