import HTTPTypes
import Hummingbird

extension HTTPField.Name {
    static let requestID = named("X-Request-Id")
    /// The job that a page of the demo web is loaded for.
    static let demoJob = named("X-Holocron-Job")
    /// What the service's own requests carry.
    static let demoPass = named("X-Holocron-Pass")
    static let idempotencyKey = named("Idempotency-Key")
    static let retryAfter = named("Retry-After")
    static let secFetchSite = named("Sec-Fetch-Site")
    static let frameOptions = named("X-Frame-Options")
    static let referrerPolicy = named("Referrer-Policy")

    /// Where a client may put its API key, `Authorization` aside.
    static let keys = ["X-API-Key", "Api-Key", "X-Access-Key", "apikey"].map(named)

    private static func named(_ name: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(name) else { preconditionFailure("\(name) is not a header name") }
        return name
    }
}
