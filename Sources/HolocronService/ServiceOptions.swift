/// How a local Holocron is started.
package struct ServiceOptions: Sendable {
    /// A loopback address; any other needs a key of one's own.
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

    /// How the service differs from the plain contract.
    package var behaviour = Behaviour()
    /// A folder with manifests of one's own.
    package var actions: String?
    /// Single manifests of one's own.
    package var manifests: [String] = []
    /// Whether jobs may load addresses of this machine and its network.
    package var allowsPrivate = false
    /// Names besides the loopback ones that a `Host` header may have.
    package var names: [String] = []

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

/// What later versions of the documentation say otherwise, and faults on demand.
package struct Behaviour: Sendable {
    /// Whether the documented limits hold.
    package var limits = false
    /// Answered as `retry_after_ms` while a job runs.
    package var retryAfter: Int?
    /// Whether results come in the newest envelope.
    package var envelope = false
    /// Whether `parameters` are a list instead of a JSON Schema object.
    package var parameterList = false
    package var faults: Faults?

    package init() {}
}

extension ServiceOptions {
    var isLoopback: Bool { ["127.0.0.1", "localhost", "::1"].contains(host) }

    /// Where the service is reached from this machine: one that listens everywhere has no name of its own.
    var hostInURL: String {
        switch host {
        case "0.0.0.0": "127.0.0.1"
        case "::": "[::1]"
        default: host.contains(":") ? "[\(host)]" : host
        }
    }
}
