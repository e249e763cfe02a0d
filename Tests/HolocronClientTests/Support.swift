import HolocronAPI
import HolocronClient

/// A key that must not be seen anywhere; some of it is written otherwise in a URL.
let canary = "ak-canary+4242/secret"

extension HolocronClient {
    convenience init(origin: String, key: String = canary, _ timeouts: Timeouts = .standard) {
        self.init(endpoint: { try Endpoint(url: origin, key: key) }, timeouts: timeouts)
    }

    static func to(_ server: RawServer, _ timeouts: Timeouts = .standard) -> HolocronClient {
        HolocronClient(origin: server.origin, timeouts)
    }
}

extension TaskRequest {
    static let sample = TaskRequest(
        action: "li_profile_scrape", params: ["profile_url": "https://www.linkedin.com/in/example"])
}

extension RawConnection {
    /// Takes a request down if one comes, and never answers.
    func stallOrRequest() async throws {
        _ = try await head()
        try await stall()
    }
}

/// Lets one task wait for another, without time.
final class Signal: Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() { (stream, continuation) = AsyncStream.makeStream() }

    func send() { continuation.yield() }

    func wait() async {
        for await _ in stream { return }
    }
}
