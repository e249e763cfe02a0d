import Hummingbird
import NIOCore

/// What is known about a request besides the request.
struct Visit: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The connection it came on.
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }
}

/// The names a service goes by.
struct Authorities: Sendable {
    /// Names besides those of this machine, without a port.
    let names: [String]

    private static let own = ["127.0.0.1", "localhost", "[::1]"]

    /// With the port of the connection. An address that the connection itself has is one, because no name that is
    /// pointed somewhere else can stand in for it.
    private func all(_ visit: Visit) -> [String] {
        let local = visit.channel.localAddress
        let address = local?.ipAddress.map { $0.contains(":") ? "[\($0)]" : $0 } ?? ""
        return (Authorities.own + names + [address]).map { "\($0):\(local?.port ?? 0)" }
    }

    /// Other names are refused: a page of a site that points its own name at 127.0.0.1 stays outside.
    func include(_ request: Request, _ visit: Visit) -> Bool {
        guard let authority = request.head.authority?.lowercased() else { return false }
        // The usual one, without putting the others together.
        if let port = visit.channel.localAddress?.port, Authorities.isUsual(authority, port: port) {
            return true
        }
        return all(visit).contains(authority)
    }

    /// Whether a name is the one that almost every request has.
    static func isUsual(_ authority: String, port: Int) -> Bool {
        authority.hasPrefix("127.0.0.1:") && authority.dropFirst("127.0.0.1:".count) == String(port)
    }

    /// False for a request that a page from elsewhere made a browser send.
    func sent(_ request: Request, _ visit: Visit) -> Bool {
        if let origin = request.headers[.origin], !all(visit).map({ "http://\($0)" }).contains(origin) {
            return false
        }
        guard let site = request.headers[.secFetchSite] else { return true }
        return site == "same-origin" || site == "none"
    }
}
