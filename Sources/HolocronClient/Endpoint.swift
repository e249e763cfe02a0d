/// Where the API is and who asks. Holds the API key: no description of it shows the key.
///
/// Source: contract §1.
public struct Endpoint: Sendable, Hashable {
    /// `https://api.anakin.io`: scheme, host and a port that is not the scheme's own; no slash at the end, no `/v1`.
    public let origin: String
    /// `holocron`, or `wire` for newer accounts.
    public let prefix: String
    /// Sent as `X-API-Key`, and to ``origin`` only.
    public let key: String
    /// The server is on this machine.
    public let isLoopback: Bool

    public static let standardURL = "https://api.anakin.io"

    /// Takes what people write after `--api-url`: with or without `/v1` and slashes at the end.
    /// - Throws: ``EndpointError`` for anything that is not a bare origin, for plain http to another machine, and for
    ///   a key that cannot be part of a header.
    public init(
        url: String = Endpoint.standardURL, prefix: String = "holocron", key: String
    ) throws(EndpointError) {
        let origin = try Origin(url)
        guard !prefix.isEmpty, prefix.utf8.allSatisfy(Endpoint.isNameByte) else { throw .prefix }
        guard !key.isEmpty else { throw .noKey }
        // A line break would start a header of its own; everything above ASCII is read differently everywhere.
        guard key.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { throw .key }
        self.origin = origin.text
        self.isLoopback = origin.isLoopback
        self.prefix = prefix
        self.key = key
    }

    /// `https://api.anakin.io/v1/holocron`: what a journal calls this server.
    public var label: String { "\(origin)/v1/\(prefix)" }

    /// Where the pages for people are: the service on this machine has its own.
    public var site: String { isLoopback ? origin : "https://anakin.io" }

    /// An address that may be relative to ``site``, as in `connect_url`, made absolute.
    public func absolute(_ address: String) -> String { address.hasPrefix("/") ? site + address : address }

    /// The address to poll: the server's `poll_url` where it stays on this origin under `/v1`, else `jobs/{id}`.
    func jobURL(_ id: String, hint: String?) -> String {
        var path = hint ?? ""
        if path.hasPrefix(origin + "/") { path.removeFirst(origin.count) }
        let isPlain = path.utf8.allSatisfy { Endpoint.isNameByte($0) || $0 == UInt8(ascii: "/") }
        let isHere = path.hasPrefix("/v1/") && path.hasSuffix("/\(id)") && isPlain
        return isHere && !path.contains("//") ? origin + path : "\(label)/jobs/\(id)"
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            return true
        default: return false
        }
    }
}

extension Endpoint: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { label }
    public var debugDescription: String { label }
    public var customMirror: Mirror {
        Mirror(self, children: ["origin": origin, "prefix": prefix, "key": "…"])
    }
}
