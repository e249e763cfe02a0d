/// Why an address or a key cannot be used. No message repeats the key, or an address that may hold a password.
public enum EndpointError: Error, Sendable, Hashable {
    /// The text is not `https://host` or `https://host:port`.
    case address
    /// Plain http to another machine would show the key to everyone on the way.
    case insecure(host: String)
    case userInfo
    case queryOrFragment
    /// There is a path other than `/v1`.
    case path
    case prefix
    case noKey
    /// The key has a space, a control character or a letter outside ASCII.
    case key

    public var message: String {
        switch self {
        case .address: "the API address is not like \(Endpoint.standardURL)"
        case .insecure(let host): "plain http to \(host) would send the API key in the open"
        case .userInfo: "the API address may not hold a user name or password"
        case .queryOrFragment: "the API address may not have a ? or #"
        case .path: "the API address may not have a path other than /v1"
        case .prefix: "the API prefix is not a word like holocron or wire"
        case .noKey: "there is no API key"
        case .key:
            "the API key has a character that no key has: a space, a line break or a letter outside ASCII"
        }
    }

    /// What to type or do next.
    public var next: String {
        switch self {
        case .address, .userInfo, .queryOrFragment, .path: "holo --api-url \(Endpoint.standardURL)"
        case .insecure(let host): "holo --api-url https://\(host)"
        case .prefix: "write prefix: holocron, or prefix: wire, in config.yaml"
        case .noKey, .key: "login"
        }
    }
}
