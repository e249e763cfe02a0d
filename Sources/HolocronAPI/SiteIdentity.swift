/// An account that is connected to a site. Source: contract §4 (`GET identities`).
public struct SiteIdentity: Sendable, Hashable {
    public var id: String
    /// The ``SiteEntry/id`` of the site.
    public var site: String
    public var name: String
    public var isDefault: Bool
    public var credentials: [Credential]

    public struct Credential: Sendable, Hashable {
        /// What a submit sends as `credential_id`.
        public var id: String
        /// `active` where it can be used.
        public var status: String
    }

    /// Whether an action can run with it now.
    public var isActive: Bool { credentials.contains { $0.status == "active" } }

    /// Nil when the entry has no id.
    public init?(_ entry: JSON) {
        guard let id = entry["id"]?.text else { return nil }
        self.id = id
        site = entry["catalog_id"]?.text ?? ""
        name = entry["name"]?.text ?? ""
        isDefault = entry["is_default"]?.bool ?? false
        credentials = (entry["credentials"]?.items ?? []).compactMap { entry in
            guard let id = entry["id"]?.text else { return nil }
            return Credential(id: id, status: entry["status"]?.text ?? "")
        }
    }
}
