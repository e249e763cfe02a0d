import AsyncHTTPClient
import Glibc
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import NIOPosix

/// Loads addresses of other machines: a name is resolved once, checked, and that very address is connected to, so that a
/// name that changes its address in between gains nothing.
struct OutsideWeb: Sendable {
    /// Whether addresses of this machine and of its network are loaded too.
    let allowsPrivate: Bool
    /// Hosts whose addresses are not looked at.
    var isTrusted: @Sendable (String) -> Bool = { _ in false }

    static let agent = "holo-local/1"

    func load(_ request: HTTPClientRequest, host: String, timeout: TimeAmount) async throws(JobFailure)
        -> LoadedResponse
    {
        let name = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        let addresses = try await OutsideWeb.resolve(name)
        guard let address = addresses.first else { throw .pageNotLoaded }
        if !allowsPrivate, !isTrusted(name), !addresses.allSatisfy(\.isPublic) { throw .privateAddress(host) }
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.decompression = .enabled(limit: .size(LoadedResponse.sizeLimit))
        configuration.timeout.connect = .seconds(10)
        configuration.dnsOverride = [name: address.text]
        let client = HTTPClient(
            eventLoopGroup: HTTPClient.defaultEventLoopGroup, configuration: configuration)
        let result = await LoadedResponse.load(request, by: client, timeout: timeout)
        try? await client.shutdown()
        return try result.get()
    }

    /// Every address a name has, in the order the system prefers.
    private static func resolve(_ name: String) async throws(JobFailure) -> [NetworkAddress] {
        do {
            return try await NIOThreadPool.singleton.runIfActive { NetworkAddress.all(of: name) }
        } catch {
            throw .pageNotLoaded
        }
    }
}

extension JobFailure {
    static func privateAddress(_ host: String) -> JobFailure {
        JobFailure(
            message:
                "[bad_params] \(host) is an address of this machine or its network; start with --allow-private to load it."
        )
    }

    static func closedByRobots(_ address: String) -> JobFailure {
        JobFailure(message: "[bad_params] robots.txt closes \(address).")
    }

    static let tooManyRedirects = JobFailure(
        message: "[scraper_error] the page sends on to another one too often")
    static let pageTooLarge = JobFailure(message: "[scraper_error] the page is larger than 4 MiB")
}
