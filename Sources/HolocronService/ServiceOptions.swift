/// How a local Holocron is started.
package struct ServiceOptions: Sendable {
    /// A loopback address.
    package var host = "127.0.0.1"
    /// 0 picks a free one.
    package var port = 0
    /// Nil: a folder of its own that is removed at the end.
    package var dataFile: String?
    /// The opening balance of a new data file; an old one keeps its own.
    package var credits = 500
    /// The API key; nil: made at random for a new data file and kept in it.
    package var key: String?
    /// Whether a new data file has every site connected.
    package var identities = true

    package init() {}
}
