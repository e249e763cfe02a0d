/// How a local Holocron is started.
package struct ServiceOptions: Sendable {
    /// A loopback address.
    package var host: String
    /// 0 picks a free one.
    package var port: Int
    /// Nil: a folder of its own that is removed at the end.
    package var dataFile: String?
    /// The opening balance of a new data file; an old one keeps its own.
    package var credits: Int
    /// The API key; nil: made at random for a new data file and kept in it.
    package var key: String?
    /// Whether a new data file has every site connected.
    package var identities: Bool

    package init(
        host: String = "127.0.0.1", port: Int = 0, dataFile: String? = nil, credits: Int = 500,
        key: String? = nil, identities: Bool = true
    ) {
        self.host = host
        self.port = port
        self.dataFile = dataFile
        self.credits = credits
        self.key = key
        self.identities = identities
    }
}

extension ServiceOptions {
    var isLoopback: Bool { ["127.0.0.1", "localhost", "::1"].contains(host) }

    var hostInURL: String { host.contains(":") ? "[\(host)]" : host }
}
