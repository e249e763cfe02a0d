package import HolocronClient
package import HolocronJobs
import Synchronization

/// A server and what is known of its jobs.
package struct Connection: Sendable {
    package let profile: Profile
    package let client: HolocronClient
    package let jobs: JobStore
    package let catalogue: Catalogue
}

/// Knows which server the session talks to, and connects to it when the first command needs it.
package final class Connector: Sendable {
    package let keys: KeyStore
    package let local: (any LocalServer)?
    private let paths: Paths
    package let config: Config
    /// `--api-url`, which takes the place of every profile's own.
    private let apiURL: String?

    private struct State {
        var profile: Profile
        var connections: [Profile: Connection] = [:]
        /// That of the profile in use.
        var current: Connection?
    }
    private let state: Mutex<State>

    package init(
        paths: Paths, keys: KeyStore, config: Config, profile: String?, apiURL: String?,
        local: (any LocalServer)?
    ) throws(Stop) {
        self.paths = paths
        self.keys = keys
        self.config = config
        self.apiURL = apiURL
        self.local = local
        let profile = try Connector.profile(profile ?? config.profile, config, apiURL)
        state = Mutex(State(profile: profile))
    }

    package var profile: Profile { state.withLock { $0.profile } }

    package var profileNames: [String] { (["local", "default"] + config.profiles.keys.sorted()).uniqued }

    /// The connection to the server in use, where there is one already.
    package var connected: Connection? { state.withLock { $0.current } }

    package func use(_ name: String) throws(Stop) {
        let profile = try Connector.profile(name, config, apiURL)
        state.withLock { state in
            state.profile = profile
            state.current = state.connections[profile]
        }
    }

    /// Whether the profile can be used without asking for a key. Runs and opens nothing.
    package var hasKey: Bool { profile.isLocal || keys.origin(for: profile) != nil }

    /// The server in use. Nothing is sent and nothing is started yet.
    package func connection() throws(Stop) -> Connection {
        if let connection = connected { return connection }
        let profile = profile
        let connection = try connect(profile)
        return state.withLock { state in
            let connection = state.connections[profile] ?? connection
            state.connections[profile] = connection
            if state.profile == profile { state.current = connection }
            return connection
        }
    }

    /// Forgets the connections, so that the next command reads the key again.
    package func reset() {
        state.withLock { state in
            state.connections = [:]
            state.current = nil
        }
    }

    private func connect(_ profile: Profile) throws(Stop) -> Connection {
        let (endpoint, server) = try endpoint(of: profile)
        let client = HolocronClient(endpoint: endpoint)
        let path = paths.journal
        let limiter = Limiter(limits: try limits(of: profile))
        let jobs = JobStore(
            journal: { () throws(JournalError) in try Journal(path: path) }, client: client, server: server,
            pace: profile.isLocal ? .local : .remote,
            limiter: limiter)
        return Connection(
            profile: profile, client: client, jobs: jobs,
            catalogue: Catalogue(client: client, limiter: limiter))
    }

    /// `HOLO_POST_RATE` and `HOLO_POLL_RATE` go before the profile's rates, those before the documented ones.
    private func limits(of profile: Profile) throws(Stop) -> Limits {
        var limits = profile.isLocal ? Limits.none : .documented
        for (kind, variable, setting) in [
            (RequestKind.submit, "HOLO_POST_RATE", profile.postRate),
            (.look, "HOLO_POLL_RATE", profile.pollRate),
        ] {
            guard let text = keys.environment[variable] ?? setting else { continue }
            guard let rate = Limits.rate(text) else {
                throw .failed("CONFIG", "\(text) is not a rate", next: "\(variable)=20/m")
            }
            limits.rates[kind] = rate
        }
        return limits
    }

    /// How a request finds the server, and what the journal calls it.
    private func endpoint(of profile: Profile) throws(Stop)
        -> (@Sendable () async throws -> Endpoint, String)
    {
        if profile.isLocal {
            guard let local else { throw .failed("NO_LOCAL", "this holo has no local Holocron") }
            let provider: @Sendable () async throws -> Endpoint = {
                let (url, key) = try await local.address()
                return try Endpoint(url: url, key: key)
            }
            return (provider, "local")
        }
        let key = try keys.key(for: profile)
        do {
            let endpoint = try Endpoint(url: profile.url, prefix: profile.prefix, key: key)
            return ({ endpoint }, endpoint.label)
        } catch {
            throw .failed("ENDPOINT", error.message, next: error.next)
        }
    }

    private static func profile(_ name: String, _ config: Config, _ apiURL: String?) throws(Stop) -> Profile {
        if name == "local" { return .local }
        guard var profile = config.profiles[name] ?? (name == "default" ? Profile(name: "default") : nil)
        else {
            throw .failed(
                "NO_PROFILE", "there is no profile \(name)",
                next:
                    "the profiles are \((["local", "default"] + config.profiles.keys.sorted()).uniqued.joined(separator: ", "))"
            )
        }
        if let apiURL { profile.url = apiURL }
        return profile
    }
}

extension [String] {
    fileprivate var uniqued: [String] { reduce(into: []) { if !$0.contains($1) { $0.append($1) } } }
}
