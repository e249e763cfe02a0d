import HoloLang
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
    package let tape: Tape
    /// What was sent so far.
    package let requests: RequestLog

    private struct State {
        var profile: Profile
        var connections: [Profile: Connection] = [:]
        /// That of the profile in use.
        var current: Connection?
        var actions: [Profile: KnownActions] = [:]
        var refreshesActions = false
        var onlyReading: [Profile: JobStore] = [:]
    }
    private let state: Mutex<State>
    private let opened = Mutex<Journal?>(nil)

    package init(
        paths: Paths, keys: KeyStore, config: Config, profile: String?, apiURL: String?,
        local: (any LocalServer)?, tape: Tape = .none
    ) throws(Stop) {
        self.tape = tape
        requests = RequestLog(next: tape.recorder)
        self.paths = paths
        self.keys = keys
        self.config = config
        self.apiURL = apiURL
        // A replay has nothing to do with the Holocron on this machine.
        self.local = tape.player == nil ? local : nil
        let profile =
            tape.player == nil ? try Connector.profile(profile ?? config.profile, config, apiURL) : .replay
        state = Mutex(State(profile: profile))
    }

    package var profile: Profile { state.withLock { $0.profile } }

    package var profileNames: [String] { (["local", "default"] + config.profiles.keys.sorted()).uniqued }

    /// The connection to the server in use, where there is one already.
    package var connected: Connection? { state.withLock { $0.current } }

    /// A profile by its name; the one in use for nil.
    func profile(named name: String?) throws(Stop) -> Profile {
        try name.map { (name) throws(Stop) in try Connector.profile(name, config, apiURL) } ?? profile
    }

    package func use(_ name: String) throws(Stop) {
        let profile = try Connector.profile(name, config, apiURL)
        guard tape.player == nil else { return }
        state.withLock { state in
            state.profile = profile
            state.current = state.connections[profile]
        }
    }

    /// Whether the profile can be used without asking for a key. Runs and opens nothing.
    package var hasKey: Bool { tape.player != nil || profile.isLocal || keys.origin(for: profile) != nil }

    /// - Throws: when the key that is kept cannot be read, or no request could carry it. Sends nothing.
    package func checkStoredKey() throws(Stop) {
        let profile = profile
        let key = try keys.storedKey(for: profile)
        do throws(EndpointError) {
            _ = try Endpoint(url: profile.url, prefix: profile.prefix, key: key)
        } catch {
            throw .failed("KEY", error.message, next: error.next, exit: .authentication)
        }
    }

    /// Whether something that nobody asked for may send a request: no program is run for a key that way.
    package var mayAskUnasked: Bool { profile.isLocal || hasKey && keys.origin(for: profile) != .command }

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

    /// What is known of the actions of the server in use. Asks nobody, runs and opens nothing.
    package var actions: KnownActions { actions(of: profile) }

    /// Keeps what was learnt of the actions for the next session.
    package func keepActions() {
        for actions in state.withLock({ Array($0.actions.values) }) { actions.keep() }
    }

    /// From now on all actions are asked for now and then, beside a command that has to ask the server anyway.
    package func refreshActions() { state.withLock { $0.refreshesActions = true } }

    private func actions(of profile: Profile) -> KnownActions {
        state.withLock { state in
            if let actions = state.actions[profile] { return actions }
            let local = profile.isLocal ? local : nil
            let actions = KnownActions(
                file: tape.player == nil
                    ? CatalogueFile(folder: paths.catalogues, server: label(of: profile)) : .nowhere,
                maximumAge: profile.isLocal ? 0 : 24 * 3600,
                builtIn: { local?.actions() ?? [] })
            state.actions[profile] = actions
            return actions
        }
    }

    /// What the journal calls the server of a profile, without its key.
    private func label(of profile: Profile) -> String {
        if profile.isLocal { return "local" }
        return (try? Endpoint(url: profile.url, prefix: profile.prefix, key: "-"))?.label ?? profile.url
    }

    /// The one journal of the process, opened when it is first needed.
    private func journal() throws(JournalError) -> Journal {
        try opened.withLock { (opened) throws(JournalError) in
            if let journal = opened { return journal }
            let journal = try Journal(path: paths.journal)
            opened = journal
            return journal
        }
    }

    /// The jobs of the server in use as far as the journal knows them; nil where there is no journal yet. No key is
    /// read and nobody is asked.
    var journalOnly: JobStore? {
        if let jobs = connected?.jobs { return jobs }
        guard tape.player == nil, Files.exists(paths.journal) else { return nil }
        let profile = profile
        return state.withLock { state in
            if let jobs = state.onlyReading[profile] { return jobs }
            let nobody = HolocronClient(endpoint: { throw CancellationError() })
            let jobs = JobStore(journal: journal, client: nobody, server: label(of: profile))
            state.onlyReading[profile] = jobs
            return jobs
        }
    }

    private func connect(_ profile: Profile) throws(Stop) -> Connection {
        if let player = tape.player { return try replay(player, profile) }
        let (endpoint, server) = try endpoint(of: profile)
        let client = HolocronClient(endpoint: endpoint, witness: requests)
        let limiter = Limiter(limits: try limits(of: profile))
        let jobs = JobStore(
            journal: journal, client: client, server: server, pace: profile.isLocal ? .local : .remote,
            limiter: limiter)
        return Connection(
            profile: profile, client: client, jobs: jobs,
            catalogue: Catalogue(
                client: client, limiter: limiter, shelf: actions(of: profile),
                // On a cassette is only what the program itself asks.
                refreshes: { self.tape.recorder == nil && self.state.withLock { $0.refreshesActions } }))
    }

    /// What a cassette answers is nobody's job: its journal is gone with the process.
    private func replay(_ player: CassettePlayer, _ profile: Profile) throws(Stop) -> Connection {
        let endpoint = try Connector.endpoint(recorded: player.server)
        let client = HolocronClient(endpoint: { endpoint }, witness: requests, source: player)
        let limiter = Limiter(limits: .none, clock: tape.clock)
        let jobs = JobStore(
            journal: { () throws(JournalError) in try Journal() }, client: client, server: player.server,
            pace: player.server == "local" ? .local : .remote, clock: tape.clock, limiter: limiter)
        return Connection(
            profile: profile, client: client, jobs: jobs,
            catalogue: Catalogue(
                client: client, limiter: limiter, shelf: actions(of: profile), refreshes: { false }))
    }

    /// The server as the cassette names it; nothing is ever sent to it.
    private static func endpoint(recorded server: String) throws(Stop) -> Endpoint {
        let parts = server.split(separator: "/")
        let isAddress = server != "local" && parts.count >= 4
        do {
            return try Endpoint(
                url: isAddress ? "\(parts[0])//\(parts[1])" : "http://127.0.0.1",
                prefix: isAddress ? String(parts[3]) : "holocron", key: "replayed")
        } catch {
            throw .failed("ENDPOINT", error.message, next: error.next)
        }
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
                let (url, key) = try await local.addressOrError()
                return try Endpoint(url: url, key: key)
            }
            return (provider, "local")
        }
        do {
            if keys.origin(for: profile) == .command {
                let holder = KeyHolder(keys, profile)
                let label = try Endpoint(url: profile.url, prefix: profile.prefix, key: "-").label
                return ({ try await holder.endpoint() }, label)
            }
            let key = try keys.storedKey(for: profile)
            let endpoint = try Endpoint(url: profile.url, prefix: profile.prefix, key: key)
            return ({ endpoint }, endpoint.label)
        } catch let error as Stop {
            throw error
        } catch let error as EndpointError {
            let isKey = error == .key || error == .noKey
            throw .failed(
                "ENDPOINT", error.message, next: error.next, exit: isKey ? .authentication : .usage)
        } catch {
            throw .failed("ENDPOINT", "\(error)")
        }
    }

    private static func nearestProfile(_ name: String, _ config: Config) -> String {
        let names = (["local", "default"] + config.profiles.keys.sorted()).uniqued
        return nearest(to: name, in: names).map { "did you mean \($0)?" }
            ?? "the profiles are \(names.joined(separator: ", "))\nuse local"
    }

    private static func profile(_ name: String, _ config: Config, _ apiURL: String?) throws(Stop) -> Profile {
        if name == "local" { return .local }
        guard var profile = config.profiles[name] ?? (name == "default" ? Profile(name: "default") : nil)
        else {
            throw .failed(
                "NO_PROFILE", "there is no profile \(name)",
                next: Connector.nearestProfile(name, config))
        }
        if let apiURL { profile.url = apiURL }
        return profile
    }
}

extension [String] {
    fileprivate var uniqued: [String] { reduce(into: []) { if !$0.contains($1) { $0.append($1) } } }
}
