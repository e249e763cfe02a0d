import HolocronClient

extension Config {
    /// The words behind `holo` that lead to a server, by what a cassette and the journal call it.
    /// - Parameter asked: the profile that was named before; it is tried first.
    package func options(leadingTo server: String, asked: String?, _ environment: Environment) -> [String] {
        if server == "local" { return ["--local"] }
        let usual = environment["HOLO_PROFILE"] ?? profile
        for name in [asked, usual, "default"].compactMap(\.self) + profiles.keys.sorted()
        where label(ofProfile: name, environment) == server {
            return name == usual ? [] : ["--profile", name]
        }
        let parts = server.split(separator: "/")
        return parts.count < 2 ? [] : ["--api-url", "\(parts[0])//\(parts[1])"]
    }

    private func label(ofProfile name: String, _ environment: Environment) -> String? {
        guard name != "local", let profile = profiles[name] ?? (name == "default" ? Profile(name: name) : nil)
        else { return nil }
        let url = environment["ANAKIN_API_URL"] ?? profile.url
        return try? Endpoint(url: url, prefix: profile.prefix, key: "-").label
    }
}

/// The word as a POSIX shell takes it.
package func shellQuoted(_ text: String) -> String {
    let special = Set("|&;<>()$`\\\"'*?[]{}~#! \t\n")
    guard text.isEmpty || text.contains(where: special.contains) else { return text }
    return "'" + text.replacing("'", with: "'\\''") + "'"
}
