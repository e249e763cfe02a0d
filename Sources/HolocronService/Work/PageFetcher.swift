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

/// A page to be loaded for a job.
struct PageOrder: Sendable {
    let address: String
    /// What is posted, with its type; nil for a GET.
    var body: (text: String, type: String)?
    let job: String
    /// Whether the robots.txt of a site of the demo web counts; that of every other site always does.
    var obeysRobots = false
}

/// A page as it came, at the address it came from in the end.
struct LoadedPage: Sendable {
    let address: String
    let type: String
    let text: String
}

/// Loads the pages of jobs over HTTP; the known sites are the demo web of this service.
struct PageFetcher: Sendable {
    /// A page of the demo web takes a minute at most.
    private static let timeout = TimeAmount.seconds(90)
    private static let redirectLimit = 5

    let client: HTTPClient
    let sites: [Site]
    /// The service's own host, as it is written in an address.
    let host: String
    let port: BoundPort
    let outside: OutsideWeb
    let pass: String
    private let robots = RobotsCache()

    static func client() -> HTTPClient {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = Workers.limit
        return HTTPClient(eventLoopGroup: HTTPClient.defaultEventLoopGroup, configuration: configuration)
    }

    init(client: HTTPClient, sites: [Site], host: String, port: BoundPort, outside: OutsideWeb, pass: String)
    {
        self.client = client
        self.sites = sites
        self.host = host
        self.port = port
        self.outside = outside
        self.pass = pass
    }

    /// Follows redirects, each one checked like the first address.
    func page(_ order: PageOrder) async throws(JobFailure) -> LoadedPage {
        var order = order
        for _ in 0...PageFetcher.redirectLimit {
            let place = try PagePlace(order.address)
            let asks = order.obeysRobots || demoHost(of: place.host) == nil
            if asks, try await !robots(of: place).allows(place.path) { throw .closedByRobots(order.address) }
            let response = try await load(order, place)
            guard let location = response.location else {
                return try PageFetcher.page(response, order.address)
            }
            order = PageOrder(
                address: try place.resolve(location), job: order.job, obeysRobots: order.obeysRobots)
        }
        throw .tooManyRedirects
    }

    private static func page(_ response: LoadedResponse, _ address: String) throws(JobFailure) -> LoadedPage {
        guard response.status == 200 else { throw .pageNotLoaded }
        return LoadedPage(address: address, type: response.type, text: response.text)
    }

    private func load(_ order: PageOrder, _ place: PagePlace) async throws(JobFailure) -> LoadedResponse {
        var request = HTTPClientRequest(url: order.address)
        if let body = order.body {
            request.method = .POST
            request.headers.add(name: "Content-Type", value: body.type)
            request.body = .bytes(ByteBuffer(string: body.text))
        }
        guard let demo = demoHost(of: place.host) else {
            request.headers.add(name: "User-Agent", value: OutsideWeb.agent)
            request.headers.add(name: "Accept-Encoding", value: "gzip")
            return try await outside.load(request, host: place.host, timeout: .seconds(30))
        }
        request.url = "http://\(host):\(port.value)/web/\(demo)\(place.path)"
        request.headers.add(name: "X-Holocron-Job", value: order.job)
        request.headers.add(name: "X-Holocron-Pass", value: pass)
        return try await LoadedResponse.load(request, by: client, timeout: PageFetcher.timeout).get()
    }

    /// The host of the demo web that stands for a host; nil for every other machine.
    private func demoHost(of host: String) -> String? {
        if DemoWeb.site(host) != nil { return host }
        let site = sites.first { host == $0.domain || host.hasSuffix("." + $0.domain) }
        return site.flatMap { DemoWeb.site($0.host) }?.host
    }

    private func robots(of place: PagePlace) async throws(JobFailure) -> Robots {
        if let known = robots[place.origin] { return known }
        let order = PageOrder(address: place.origin + "/robots.txt", job: "")
        let response = try await load(order, try PagePlace(order.address))
        let found: Robots =
            switch response.status {
            case 200: Robots(response.text)
            case 500...: .closed
            default: .open
            }
        robots[place.origin] = found
        return found
    }
}

/// An address, taken apart.
struct PagePlace: Sendable {
    let host: String
    /// `https://blog.example`, with the port where it is not the usual one.
    let origin: String
    /// With the query.
    let path: String
    private let url: URL

    init(_ address: String) throws(JobFailure) {
        guard let parts = URLComponents(string: address), let scheme = parts.scheme?.lowercased(),
            scheme == "http" || scheme == "https", let host = parts.host?.lowercased(), !host.isEmpty,
            let url = parts.url
        else {
            throw JobFailure(message: "[bad_params] \(address.prefix(200)) is not an http or https address.")
        }
        self.host = host
        self.url = url
        origin = "\(scheme)://\(host)" + (parts.port.map { ":\($0)" } ?? "")
        path =
            (parts.percentEncodedPath.isEmpty ? "/" : parts.percentEncodedPath)
            + (parts.percentEncodedQuery.map { "?\($0)" } ?? "")
    }

    /// An address that a page names, made whole.
    func resolve(_ reference: String) throws(JobFailure) -> String {
        guard let found = URL(string: reference, relativeTo: url)?.absoluteString else {
            throw .pageNotLoaded
        }
        return found
    }
}
