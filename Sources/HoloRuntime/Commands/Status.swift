import FoundationEssentials
import HolocronClient
import HolocronJobs
import OrderedCollections

extension CommandRow {
    static let status = CommandRow(
        "status", .session, "Shows the server, the key's origin, credits as last known and the last job.",
        examples: ["status", "status --json"]
    ) { _ in
        .immediate { (call) throws(Stop) in
            let context = call.context
            let profile = context.connector.profile
            context.updateLocalBalance()
            return .record([
                "profile": .string(profile.name),
                "server": .string(context.connector.serverName),
                "key": .string(context.connector.keyOrigin),
                "credits": context.creditsKnown.known(call, "unknown"),
                "last": context.lastJobInShort.known(call, "no job in this session"),
                "journal": .string(
                    context.connector.tape.player == nil
                        ? context.paths.journal : "in memory: a replay costs nothing and is nobody's job"),
            ])
        }
    }
}

extension Value {
    /// Null in words, but for a program.
    fileprivate func known(_ call: Call, _ words: String) -> Value {
        self == .null && !call.wantsJSON ? .string(words) : self
    }
}

extension Connector {
    fileprivate var serverName: String {
        if let player = tape.player { return "the cassette \(player.path), recorded from \(player.server)" }
        return profile.isLocal ? "the local Holocron on this machine" : profile.url
    }

    /// Where the key comes from, without the key.
    fileprivate var keyOrigin: String {
        if tape.player != nil { return "none is needed" }
        if profile.isLocal { return "made by the local Holocron" }
        return switch keys.origin(for: profile) {
        case .environment: "ANAKIN_API_KEY"
        case .command: "key_command"
        case .file(let file): file
        case nil: "none: type login"
        }
    }
}

extension Context {
    fileprivate var lastJobInShort: Value {
        lastKnownJob.map { .string("\($0.label) \($0.action) \($0.status)") } ?? .null
    }

    /// The balance of this session, else as the server said it last, with its age: it says so only in a 402.
    fileprivate var creditsKnown: Value {
        if let balance { return .integer(balance) }
        guard connector.hasKey, Files.exists(paths.journal), let jobs = try? connection().jobs,
            let seen = try? jobs.lastBalance()
        else { return .null }
        let age = Duration.seconds(max(0, Date.now.timeIntervalSince(seen.seen)))
        return .string("\(seen.amount) as seen \(age.inSeconds) ago, \(seen.chargedSince) charged since")
    }
}
