import HolocronClient
import OrderedCollections

extension CommandRow {
    static let login = CommandRow(
        "login", .session, "Asks for the API key, unseen, and keeps it in a file only you can read.",
        examples: ["login"], need: .change
    ) { _ in
        .immediate { (call) throws(Stop) in
            let connector = call.context.connector
            let profile = connector.profile
            guard !profile.isLocal else {
                throw .failed("NO_LOGIN", "the local Holocron needs no key", next: "use default, then login")
            }
            guard let answer = call.context.host.askSecret("API key for \(profile.url): ") else {
                throw .failed(
                    "NO_TERMINAL", "login asks for the key in a terminal, and no key came",
                    next: "set ANAKIN_API_KEY where there is no terminal", exit: .authentication)
            }
            let file = try connector.keys.save(try checked(answer.trimmed, profile), for: profile)
            connector.reset()
            call.context.host.note("saved \(file)")
            if call.context.environment["ANAKIN_API_KEY"] != nil {
                call.context.host.note("ANAKIN_API_KEY is set and goes before the file")
            }
            return call.answer(["saved": .string(file)])
        }
    }

    static let logout = CommandRow(
        "logout", .session, "Removes the key that login saved for this profile.", examples: ["logout"],
        need: .change
    ) { _ in
        .immediate { (call) throws(Stop) in
            let connector = call.context.connector
            let removed = connector.keys.remove(for: connector.profile)
            connector.reset()
            call.context.host.note(
                removed ? "removed the key of \(connector.profile.name)" : "there was no saved key")
            return call.answer(["removed": .bool(removed)])
        }
    }
}

/// The key, if a request could carry it.
private func checked(_ key: String, _ profile: Profile) throws(Stop) -> String {
    do {
        return try Endpoint(url: profile.url, prefix: profile.prefix, key: key).key
    } catch {
        throw .failed("KEY", error.message, next: error.next, exit: .authentication)
    }
}
