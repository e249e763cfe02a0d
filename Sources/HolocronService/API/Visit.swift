import Hummingbird
import NIOCore

/// What is known about a request besides the request.
struct Visit: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The port the service listens on.
    let port: Int

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        port = source.channel.localAddress?.port ?? 0
    }
}

extension Visit {
    /// The names this service goes by in a `Host` header.
    private var authorities: [String] {
        ["127.0.0.1", "localhost", "[::1]"].map { "\($0):\(port)" }
    }

    /// Other names are refused: a page of a site that points its own name at 127.0.0.1 stays outside.
    func isAddressed(by request: Request) -> Bool {
        guard let authority = request.head.authority?.lowercased() else { return false }
        return authorities.contains(authority)
    }

    /// False for a request that a page from elsewhere made a browser send.
    func isFromOwnPages(_ request: Request) -> Bool {
        if let origin = request.headers[.origin], !authorities.map({ "http://\($0)" }).contains(origin) {
            return false
        }
        guard let site = request.headers[.secFetchSite] else { return true }
        return site == "same-origin" || site == "none"
    }
}
