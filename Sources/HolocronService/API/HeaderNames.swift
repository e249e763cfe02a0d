import HTTPTypes
import Hummingbird

extension HTTPField.Name {
    static let requestID = named("X-Request-Id")
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
