package import HolocronAPI

extension LocalHolocron {
    /// The actions that are built in, read from their manifests: nothing is started or opened.
    package static var builtInActions: [Action] {
        let sites = (try? Catalog.builtIn())?.sites ?? []
        return sites.flatMap { site in site.actions.compactMap { Action($0.listing, site: site.slug) } }
    }
}

extension SiteAction {
    fileprivate var listing: JSON {
        [
            "action_id": .string(id), "name": .string(name), "description": .string(description),
            "mode": .string(isSynchronous ? "sync" : "async"),
            "auth_mode": .string(authentication.rawValue), "credits": .integer(Int64(credits)),
            "params": schema,
        ]
    }
}
