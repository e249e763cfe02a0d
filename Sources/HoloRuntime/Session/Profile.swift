import HolocronClient

/// A server to talk to, under the name a person gave it.
package struct Profile: Sendable, Hashable {
    package var name: String
    package var url: String
    package var prefix: String
    /// The program that prints the key, and its arguments.
    package var keyCommand: [String]?
    /// Rates such as `20/m`, in place of the documented ones.
    package var postRate: String?
    package var pollRate: String?
    /// The Holocron on this machine.
    package var isLocal: Bool

    package init(name: String, url: String = Endpoint.standardURL, prefix: String = "holocron") {
        self.name = name
        self.url = url
        self.prefix = prefix
        isLocal = false
    }

    /// The name of its machine; empty for the Holocron on this one and where the address is none.
    package var host: String {
        guard !isLocal, let endpoint = try? Endpoint(url: url, key: "-") else { return "" }
        return String(endpoint.origin.drop { $0 != ":" }.dropFirst(3))
    }

    /// What is submitted there is paid for: it is not on this machine.
    package var takesRealCredits: Bool {
        guard !isLocal else { return false }
        return (try? Endpoint(url: url, key: "-"))?.isLoopback != true
    }

    package static let local: Profile = {
        var profile = Profile(name: "local", url: "http://127.0.0.1")
        profile.isLocal = true
        return profile
    }()
}
