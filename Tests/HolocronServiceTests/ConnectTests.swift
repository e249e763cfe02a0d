import Foundation
import HolocronAPI
import HolocronService
import NIOHTTP1
import Testing

/// The connect page, and credentials in submits.
struct ConnectTests {
    private static let page = "/products/holocron/linkedin/connect"
    private static let end = "/products/holocron/linkedin/disconnect"

    private static func token(_ service: Fixture) async throws -> String {
        let page = try await service.send(.GET, "/products/holocron").body
        return String(try #require(page.firstMatch(of: /name="token" value="([^"]+)"/)).1)
    }

    private static func post(
        _ service: Fixture, _ fields: String, to path: String = page, headers: HTTPHeaders = [:]
    ) async throws -> Fixture.Answer {
        var headers = headers
        headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
        return try await service.send(.POST, path, fields, headers: headers)
    }

    /// The id of the credential that a site's default identity has.
    private static func credential(of slug: String, _ service: Fixture) async throws -> String {
        let site = try await service.get("/v1/holocron/catalog/\(slug)").json["catalog"]?["id"]?.text ?? ""
        let identities = try await service.get("/v1/holocron/identities?catalog_id=\(site)").json[
            "identities"]
        let credentials = try #require(identities?.items?.first?["credentials"]?.items)
        return try #require(credentials.first?["id"]?.text)
    }

    private static func submit(_ service: Fixture, credential: String) async throws -> Fixture.Answer {
        let params: JSON = ["profile_url": "https://www.linkedin.com/in/example"]
        let request = TaskRequest(action: "li_profile_scrape", params: params, credential: credential)
        return try await service.submit(request.json.encoded())
    }

    private static func code(_ answer: Fixture.Answer) throws -> String? {
        try answer.json["error"]?["code"]?.text
    }

    @Test func `connecting makes the 401 go away, for good`() async throws {
        try await withFolder { folder in
            let options = ServiceOptions(dataFile: folder + "/holocron.sqlite", identities: false)
            try await withService(options) { service in
                let refused = try await service.submitProfile("example")
                #expect(try Self.code(refused) == "AUTH_REQUIRED")
                let token = try await Self.token(service)
                let connected = try await Self.post(service, "token=\(token)&account=Jane+%3CDoe%3E")
                #expect(connected.status == 303)
                #expect(connected.headers.first(name: "Location") == Self.page)
                #expect(
                    try await service.send(.GET, Self.page).body.contains("Connected as Jane &lt;Doe&gt;."))
                #expect(try await service.submitProfile("example").status == 202)
            }
            try await withService(options) { service in
                let accepted = try await service.submitProfile("example")
                #expect(accepted.status == 202)
            }
        }
    }

    @Test func `a connection that was ended is expired until it is made again`() async throws {
        try await withService { service in
            let old = try await Self.credential(of: "linkedin", service)
            #expect(try await Self.submit(service, credential: old).status == 202)
            let token = try await Self.token(service)
            _ = try await Self.post(service, "token=\(token)", to: Self.end)
            for answer in [
                try await service.submitProfile("example"), try await Self.submit(service, credential: old),
            ] {
                let error =
                    #"{"code":"AUTH_EXPIRED","message":"Credential is no longer active. Please reconnect."}"#
                #expect(answer.status == 401)
                #expect(answer.body == #"{"status":"error","error":\#(error)}"#)
            }
            _ = try await Self.post(service, "token=\(token)&account=Jane+%3CDoe%3E")
            #expect(try await service.submitProfile("example").status == 202)
            #expect(try Self.code(try await Self.submit(service, credential: old)) == "AUTH_EXPIRED")
        }
    }

    @Test func `a credential of another site or of nobody is forbidden`() async throws {
        try await withService { service in
            let foreign = try await Self.credential(of: "amazon", service)
            for credential in [foreign, UUID().uuidString] {
                let answer = try await Self.submit(service, credential: credential)
                let message = "Credential does not belong to this user or catalog"
                #expect(answer.status == 403)
                #expect(
                    answer.body
                        == #"{"status":"error","error":{"code":"FORBIDDEN","message":"\#(message)"}}"#)
            }
            for ignored in [#""\#(foreign)""#, "null"] {
                let body = #"{"action_id":"hn_stories","credential_id":\#(ignored)}"#
                let answer = try await service.submit(body)
                #expect(answer.status == 202)
            }
        }
    }

    @Test(arguments: [
        ["Origin": "https://evil.example"], ["Sec-Fetch-Site": "cross-site"], ["Sec-Fetch-Site": "same-site"],
        ["Origin": "null"],
    ])
    func `a form from elsewhere changes nothing`(headers: [String: String]) async throws {
        try await withService { service in
            let token = try await Self.token(service)
            let answer = try await Self.post(
                service, "token=\(token)", to: Self.end,
                headers: HTTPHeaders(headers.map { ($0.key, $0.value) }))
            #expect(answer.status == 403)
            #expect(try await service.submitProfile("example").status == 202)
        }
    }

    @Test func `a form without the token changes nothing, one from the page's own origin does`() async throws
    {
        try await withService { service in
            for fields in ["", "token=", "token=guess"] {
                #expect(try await Self.post(service, fields, to: Self.end).status == 403)
            }
            let token = try await Self.token(service)
            let own: HTTPHeaders = ["Origin": service.origin, "Sec-Fetch-Site": "same-origin"]
            let done = try await Self.post(service, "token=\(token)", to: Self.end, headers: own)
            #expect(done.status == 303)
            #expect(try await service.submitProfile("example").status == 401)
        }
    }

    @Test func `the dashboard shows actions, prices, jobs and credits, escaped`() async throws {
        try await withService { service in
            _ = try await service.end(of: try await service.submitProfile("broken"))
            let page = try await service.send(.GET, "/products/holocron")
            #expect(page.status == 200)
            for text in ["500 credits", "li_profile_scrape", "2 cr", "profile_url", "[scraper_error]"] {
                #expect(page.body.contains(text))
            }
            let policy = try #require(page.headers.first(name: "Content-Security-Policy"))
            #expect(policy.hasPrefix("default-src 'none'"))
            #expect(!page.body.contains(service.service.key))
            #expect(try await service.send(.GET, "/products/holocron/style.css").status == 200)
            #expect(try await service.send(.GET, "/products/holocron/nowhere/connect").status == 404)
        }
    }
}
