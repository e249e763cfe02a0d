public import FoundationEssentials

/// One page of `GET jobs`. Source: contract §4.
public struct JobPage: Sendable, Hashable {
    public var jobs: [ListedJob]
    /// Counted from 1.
    public var page: Int
    /// How many pages there are; nil where the server does not say.
    public var pages: Int?

    /// Nil when the body is no such page. An entry without an id that can be used is left out.
    public init?(_ body: JSON) {
        guard let entries = body["jobs"]?.items else { return nil }
        jobs = entries.compactMap { ListedJob($0) }
        page = body["page"]?.integer ?? 1
        pages = body["total_pages"]?.integer
    }
}

/// A job as the list of jobs shows it. Source: contract §4.
public struct ListedJob: Sendable, Hashable {
    public var id: JobID
    public var action: String
    public var params: JSON
    public var credential: String?
    /// `processing`, `completed` or `failed`.
    public var status: String
    /// When the server took it; nil where the list does not say so readably.
    public var created: Date?

    /// Nil when the entry has no id that can be used.
    public init?(_ entry: JSON) {
        guard let id = entry["id"]?.text.flatMap({ JobID($0) }) else { return nil }
        self.id = id
        action = entry["action_id"]?.text ?? ""
        params = entry["params"] ?? [:]
        credential = entry["credential_id"]?.text
        status = entry["status"]?.text ?? ""
        created = entry["created_at"]?.text.flatMap { Timestamp.seconds($0) }
            .map { Date(timeIntervalSince1970: $0) }
    }
}
