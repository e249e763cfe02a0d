import HolocronAPI
import HolocronClient
import OrderedCollections

extension CommandRow {
    static let login = CommandRow(
        "login", .session, "Asks for the API key, unseen, tries it for free and keeps it in a file of yours.",
        examples: ["login", "login work"], need: .change
    ) { parameters in
        let name = parameters.optional(
            "PROFILE", .profile, "whose key; that of the profile in use if left out")
        return .immediate { (call) throws(Stop) in
            let context = call.context
            let profile = try context.connector.profile(named: call[name])
            guard !profile.isLocal else {
                throw .failed("NO_LOGIN", "the local Holocron needs no key", next: "login default")
            }
            // A server that no key could be sent to is refused before there is one.
            _ = try profile.endpoint(key: "-")
            context.host.hideTyping(true)
            defer { context.host.hideTyping(false) }
            let trial = KeyTrial(context: context, profile: profile, key: try key(for: profile, context))
            let verdict = try trial.verdict()
            let file = try context.connector.keys.save(trial.key, for: profile)
            try context.connector.use(profile.name)
            context.connector.reset()
            context.balance = nil
            trial.tell(verdict, file)
            return call.answer([
                "profile": .string(profile.name), "saved": .string(file),
                "accepted": verdict == .accepted ? .bool(true) : .null,
            ])
        }
    }

    /// What the person types, unseen.
    private static func key(for profile: Profile, _ context: Context) throws(Stop) -> String {
        guard let answer = try context.host.askSecret("API key for \(profile.url): ") else {
            throw .failed(
                "NO_TERMINAL", "login asks for the key in a terminal, and no key came",
                next: "put the key into ANAKIN_API_KEY where there is no terminal", exit: .authentication)
        }
        let key = answer.trimmed
        context.connector.keys.secrets.add(key)
        return key
    }

    static let logout = CommandRow(
        "logout", .session, "Removes the key that login saved for a profile.",
        examples: ["logout", "logout work"],
        need: .change
    ) { parameters in
        let name = parameters.optional(
            "PROFILE", .profile, "whose key; that of the profile in use if left out")
        return .immediate { (call) throws(Stop) in
            let connector = call.context.connector
            let profile = try connector.profile(named: call[name])
            let removed = connector.keys.remove(for: profile)
            connector.reset()
            call.context.host.note(
                removed ? "removed the key of \(profile.name)" : "there was no saved key of \(profile.name)")
            for origin in connector.keys.otherOrigins(of: profile) {
                call.context.host.note("\(origin) still gives one")
            }
            return call.answer(["removed": .bool(removed)])
        }
    }
}

/// A key that was typed, tried at the server before it is kept.
private struct KeyTrial {
    /// How long a key may be unknown to the server that has just made it.
    private static let newKeyTime = Duration.seconds(10)

    let context: Context
    let profile: Profile
    let key: String

    /// - Throws: when no request could carry the key, or the server does not take it.
    func verdict() throws(Stop) -> ServerCheck.Verdict {
        let endpoint = try profile.endpoint(key: key)
        let (start, asked) = (ContinuousClock.now, "asking \(endpoint.origin) whether it takes the key")
        context.host.note("\(asked), which costs nothing")
        context.host.progress(Progress(since: start) { asked })
        let client = HolocronClient(endpoint: { endpoint })
        defer { context.host.progress(nil) }
        let host = context.host
        let check = try context.interrupt.waiting { () async throws(Stop) in
            await KeyTrial.ask(client, host)
        }
        guard case .refused(let error) = check else { return check }
        throw .failed(
            "UNAUTHORIZED", "\(endpoint.origin) does not take this key, so it was not kept: \(error.message)",
            next: "login", exit: .authentication)
    }

    /// A key that was made just now answers 401 for some seconds.
    private static func ask(_ client: HolocronClient, _ host: any Host) async -> ServerCheck.Verdict {
        let start = ContinuousClock.now
        while true {
            do {
                let verdict = try await client.check().verdict
                guard case .refused = verdict, ContinuousClock.now - start < newKeyTime else {
                    return verdict
                }
            } catch {
                return .unclear(error.message)
            }
            host.progress(Progress(since: start) { "not taken yet; a new key can need some seconds" })
            do { try await Task.sleep(for: .seconds(2)) } catch {
                return .unclear("stopped before it was known")
            }
        }
    }

    func tell(_ verdict: ServerCheck.Verdict, _ file: String) {
        let host = context.host
        switch verdict {
        case .unclear(let why):
            host.note("saved \(file)")
            host.note("it is not known whether the key works: \(why). doctor asks again")
        default: host.note("✓ the key works; saved \(file)")
        }
        if context.environment["ANAKIN_API_KEY"] != nil {
            host.note("ANAKIN_API_KEY is set and goes before the file")
        } else if profile.keyCommand != nil {
            host.note("the profile's key_command goes before the file")
        }
    }
}

extension Profile {
    /// - Throws: where no request could carry the key.
    fileprivate func endpoint(key: String) throws(Stop) -> Endpoint {
        do {
            return try Endpoint(url: url, prefix: prefix, key: key)
        } catch {
            throw .failed("KEY", error.message, next: error.next, exit: .authentication)
        }
    }
}

extension KeyStore {
    /// Where a key of the profile comes from beside the file, as messages call it.
    fileprivate func otherOrigins(of profile: Profile) -> [String] {
        [
            environment["ANAKIN_API_KEY"].map { _ in "ANAKIN_API_KEY" },
            profile.keyCommand.map { _ in "key_command" },
        ]
        .compactMap(\.self)
    }
}
