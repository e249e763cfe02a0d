import GRDB

extension Store {
    /// Makes a new data file ready, and an old one ready again; gives the API key.
    func open(_ options: ServiceOptions, sites: [Site]) async throws(ServiceError) -> String {
        do {
            let key = try await prepare(options, sites)
            try await releaseRunning(countsAttempt: true)
            return key
        } catch {
            close()
            throw .unusableDataFile(path: pool.path, reason: Store.reason(error))
        }
    }

    private func prepare(_ options: ServiceOptions, _ sites: [Site]) async throws -> String {
        try await pool.write { db in
            if try Store.setting("key", db) == nil {
                try Ledger.add(.grant, max(0, options.credits), job: nil, db)
                try Store.set("identities", options.identities ? "1" : "0", db)
                try Store.set("key", options.key ?? Store.newKey(), db)
            } else if let key = options.key {
                try Store.set("key", key, db)
            }
            // A site that came with a newer version is connected as the others were.
            if try Store.setting("identities", db) == "1" {
                for site in sites where try Store.defaultIdentity(of: site.slug, db) == nil {
                    try Store.connect(site.slug, db)
                }
            }
            return try Store.setting("key", db) ?? ""
        }
    }

    private static func newKey() -> String {
        var random = SystemRandomNumberGenerator()
        let digits = (0..<32).map { _ in String(UInt8.random(in: 0..<16, using: &random), radix: 16) }
        return "ak-local-" + digits.joined()
    }
}
