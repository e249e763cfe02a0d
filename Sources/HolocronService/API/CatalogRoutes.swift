import HolocronAPI
import Hummingbird

/// `GET catalog`, `GET catalog/{slug}`, `GET search` and `GET identities`.
struct CatalogRoutes: Sendable {
    let store: Store
    let catalog: Catalog
    let style: AnswerStyle

    func list(_ request: Request, _ visit: Visit) async throws -> Response {
        .json(["catalog": .array(catalog.sites.map(\.entry))])
    }

    func show(_ request: Request, _ visit: Visit) async throws -> Response {
        guard let site = catalog.site(visit.parameters.get("slug") ?? "") else {
            throw Problem.notFound("Catalog entry not found")
        }
        return .json([
            "catalog": site.entry, "actions": .array(site.actions.map { $0.entry(of: site, style) }),
        ])
    }

    func search(_ request: Request, _ visit: Visit) async throws -> Response {
        let fields = request.fields
        return try await results(
            catalog.search(
                fields["q"] ?? "", site: fields["catalog"], category: fields["category"],
                withoutConnection: try fields.choice("auth", ["true", "false"]) == "false"))
    }

    /// The actions that have most of the words of `q`; what newer clients ask instead of `search`.
    func resolve(_ request: Request, _ visit: Visit) async throws -> Response {
        let fields = request.fields
        let limit = try fields.integer("limit", 20, in: 1...100)
        let mode = try fields.choice("auth_mode", ["none", "optional", "required"])
        let found = catalog.ranked(fields["q"] ?? "", site: fields["catalog"], category: fields["category"])
            .filter { mode == nil || $0.action.authentication.rawValue == mode }
        return try await results(Array(found.prefix(limit)))
    }

    private func results(_ found: [(site: Site, action: SiteAction)]) async throws -> Response {
        let connected = try await store.connectedSites()
        return .json([
            "results": .array(
                found.map { site, action in
                    action.result(of: site, isConnected: connected.contains(site.slug), style)
                })
        ])
    }

    func identity(_ request: Request, _ visit: Visit) async throws -> Response {
        let id = visit.parameters.get("id") ?? ""
        guard let identity = try await store.identity(id), let site = catalog.site(identity.site)?.id else {
            throw Problem.notFound("Identity not found")
        }
        return .json(["status": "ok", "identity": identity.entry(catalog: site)])
    }

    func identities(_ request: Request, _ visit: Visit) async throws -> Response {
        let wanted = request.fields["catalog_id"]
        let entries = try await store.identities().compactMap { identity -> JSON? in
            guard let id = catalog.site(identity.site)?.id, wanted == nil || wanted == id else { return nil }
            return identity.entry(catalog: id)
        }
        return .json(["status": "ok", "identities": .array(entries)])
    }
}

extension Site {
    /// The id the API gives it; the slug decides it.
    fileprivate var id: String { SeededRandom.id(for: "site " + slug) }

    fileprivate var entry: JSON {
        [
            "id": .string(id), "slug": .string(slug), "name": .string(name),
            "url": .string("https://\(host)"),
            "domain": .string(domain), "category": .string(category), "description": .string(description),
            "logo_url": .null, "auth_required": .bool(needsConnection),
            "auth_types": needsConnection ? ["browser_session"] : [], "status": "active",
            "created_at": .string(Catalog.published), "updated_at": .string(Catalog.published),
            "action_count": .integer(Int64(actions.count)),
        ]
    }
}

extension SiteAction {
    private var mode: String { isSynchronous ? "sync" : "async" }

    fileprivate func entry(of site: Site, _ style: AnswerStyle) -> JSON {
        [
            "id": .string(SeededRandom.id(for: "action " + id)), "action_id": .string(id),
            "catalog_id": .string(site.id), "name": .string(name), "description": .string(description),
            "tags": [], "type": "scrape", "mode": .string(mode),
            "auth_mode": .string(authentication.rawValue),
            "auth_required": .bool(authentication == .required), "parameters": style.parameters(schema),
            "credits_per_call": .integer(Int64(credits)), "status": "active",
            "created_at": .string(Catalog.published), "updated_at": .string(Catalog.published),
        ]
    }

    fileprivate func result(of site: Site, isConnected: Bool, _ style: AnswerStyle) -> JSON {
        [
            "action_id": .string(id), "catalog_name": .string(site.name), "catalog_slug": .string(site.slug),
            "name": .string(name), "description": .string(description), "mode": .string(mode),
            "auth_mode": .string(authentication.rawValue),
            "auth_required": .bool(authentication == .required),
            "connected": .bool(isConnected), "params": style.parameters(schema),
            "credits": .integer(Int64(credits)),
        ]
    }
}

extension Identity {
    fileprivate func entry(catalog: String) -> JSON {
        [
            "id": .string(id), "catalog_id": .string(catalog), "name": .string(name),
            "is_default": .bool(isDefault), "created_at": .string(created.iso8601),
            "updated_at": .string(credential.created.iso8601),
            "credentials": [
                [
                    "id": .string(credential.id), "credential_type": "browser_session",
                    "status": .string(credential.isActive ? "active" : "expired"), "expires_at": .null,
                    "last_used_at": credential.used.map { .string($0.iso8601) } ?? .null,
                ]
            ],
        ]
    }
}
