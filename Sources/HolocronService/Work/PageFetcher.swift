import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import NIOHTTP1
import Synchronization

/// The port the service listens on, once it does.
final class BoundPort: Sendable {
    private let port = Mutex(0)

    var value: Int {
        get { port.withLock { $0 } }
        set { port.withLock { $0 = newValue } }
    }
}

/// Loads the pages of jobs over HTTP; the known sites are the demo web of this service.
struct PageFetcher: Sendable {
    /// A demo page takes a minute at most.
    private static let timeout = TimeAmount.seconds(90)
    private static let sizeLimit = 4 << 20

    let client: HTTPClient
    let sites: [Site]
    /// The service's own host, as it is written in an address.
    let host: String
    let port: BoundPort

    static func client() -> HTTPClient {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        return HTTPClient(eventLoopGroup: HTTPClient.defaultEventLoopGroup, configuration: configuration)
    }

    func page(at address: String) async throws(JobFailure) -> String {
        guard let path = demoPath(of: address) else { throw .pageNotLoaded }
        do {
            let request = HTTPClientRequest(url: "http://\(host):\(port.value)\(path)")
            let response = try await client.execute(request, timeout: PageFetcher.timeout)
            guard response.status == .ok else { throw JobFailure.pageNotLoaded }
            return String(buffer: try await response.body.collect(upTo: PageFetcher.sizeLimit))
        } catch {
            throw .pageNotLoaded
        }
    }

    /// Where the demo web has a page of a known site; nil for any other address.
    private func demoPath(of address: String) -> String? {
        guard let parts = URLComponents(string: address), let host = parts.host?.lowercased(),
            let site = sites.first(where: { host == $0.domain || host.hasSuffix("." + $0.domain) })
        else { return nil }
        let path = parts.percentEncodedPath.isEmpty ? "/" : parts.percentEncodedPath
        return "/web/\(site.host)\(path)" + (parts.percentEncodedQuery.map { "?\($0)" } ?? "")
    }
}
