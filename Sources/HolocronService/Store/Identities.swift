import GRDB

/// An account of a site, with the credential last made for it.
struct Identity: Sendable, FetchableRecord {
    let id: String
    let site: String
    let name: String
    let isDefault: Bool
    let created: Milliseconds
    let credential: Credential

    struct Credential: Sendable {
        let id: String
        let isActive: Bool
        let created: Milliseconds
        let used: Milliseconds?
    }

    init(row: Row) throws {
        id = row["id"]
        site = row["site"]
        name = row["name"]
        isDefault = row["is_default"]
        created = row["created"]
        credential = Credential(
            id: row["credential"], isActive: row["status"] == "active", created: row["made"],
            used: row["used"])
    }

    /// Every credential with its identity.
    fileprivate static let query = """
        SELECT identity.*, credential.id AS credential, credential.status AS status,
            credential.created AS made, credential.used AS used
        FROM identity JOIN credential ON credential.identity = identity.id
        """
}

extension Store {
    /// The identity a request without a credential runs as.
    func defaultIdentity(of site: String) async throws -> Identity? {
        try await pool.read { db in try Store.defaultIdentity(of: site, db) }
    }

    func identity(credential: String) async throws -> Identity? {
        try await pool.read { db in
            try Identity.fetchOne(
                db, sql: Identity.query + " WHERE credential.id = ?", arguments: [credential])
        }
    }

    func identity(_ id: String) async throws -> Identity? {
        try await pool.read { db in
            try Identity.fetchOne(
                db, sql: Identity.query + " WHERE identity.id = ? ORDER BY credential.number DESC LIMIT 1",
                arguments: [id])
        }
    }

    /// One row for each identity, with its newest credential.
    func identities() async throws -> [Identity] {
        try await pool.read { db in
            try Identity.fetchAll(
                db,
                sql: Identity.query + """
                     WHERE credential.number = (SELECT max(number) FROM credential WHERE identity = identity.id)
                    ORDER BY identity.number
                    """)
        }
    }

    /// The slugs of the sites that have an active credential.
    func connectedSites() async throws -> Set<String> {
        Set(try await identities().filter(\.credential.isActive).map(\.site))
    }

    /// Gives the site's default identity an active credential and a name.
    func connect(_ site: String, as name: String) async throws {
        try await write { db in
            if try Store.defaultIdentity(of: site, db)?.credential.isActive == true { return }
            try Store.connect(site, as: name, db)
        }
    }

    func disconnect(_ site: String) async throws {
        try await write { db in
            try db.execute(
                sql: """
                    UPDATE credential SET status = 'expired'
                    WHERE identity IN (SELECT id FROM identity WHERE site = ? AND is_default = 1)
                    """, arguments: [site])
        }
    }

    static func defaultIdentity(of site: String, _ db: Database) throws -> Identity? {
        try Identity.fetchOne(
            db,
            sql: Identity.query
                + " WHERE site = ? AND is_default = 1 ORDER BY credential.number DESC LIMIT 1",
            arguments: [site])
    }

    static func connect(_ site: String, as name: String = "Default", _ db: Database) throws {
        let now = Milliseconds.now
        let known = try defaultIdentity(of: site, db)?.id
        let identity = known ?? String.newID()
        if known == nil {
            try db.execute(
                sql:
                    "INSERT INTO identity (id, site, name, is_default, created) VALUES (?, ?, ?, 1, ?)",
                arguments: [identity, site, name, now])
        } else {
            try db.execute(sql: "UPDATE identity SET name = ? WHERE id = ?", arguments: [name, identity])
        }
        try db.execute(
            sql: "INSERT INTO credential (id, identity, status, created) VALUES (?, ?, 'active', ?)",
            arguments: [String.newID(), identity, now])
    }
}
