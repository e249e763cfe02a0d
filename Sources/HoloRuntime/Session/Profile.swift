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

    package static let local: Profile = {
        var profile = Profile(name: "local", url: "http://127.0.0.1")
        profile.isLocal = true
        return profile
    }()
}
