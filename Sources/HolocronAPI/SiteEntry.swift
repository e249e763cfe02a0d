/// A site of the catalogue. Source: contract §4 (`GET catalog`).
public struct SiteEntry: Sendable, Hashable {
    public var id: String
    /// What actions, pages and commands call it: `linkedin`.
    public var slug: String
    public var name: String
    public var domain: String
    public var description: String
    /// Whether some of its actions need a connected account.
    public var needsConnection: Bool
    /// How many actions it has; nil where the server does not say.
    public var actions: Int?

    /// Nil when the entry has no slug.
    public init?(_ entry: JSON) {
        guard let slug = entry["slug"]?.text else { return nil }
        self.slug = slug
        id = entry["id"]?.text ?? ""
        name = entry["name"]?.text ?? slug
        domain = entry["domain"]?.text ?? ""
        description = entry["description"]?.text ?? ""
        needsConnection = entry["auth_required"]?.bool ?? false
        actions = entry["action_count"]?.integer
    }
}
