import HolocronAPI
import HolocronService
import NIOHTTP1
import Testing

/// Requests that are refused before anything is charged.
struct RefusalTests {
    @Test(arguments: [
        ("{", 400, "BAD_REQUEST"),
        (#"{"action_id":"hn_stories","action_id":"hn_stories"}"#, 400, "BAD_REQUEST"),
        ("{\"action_id\":\"\u{1}\"}", 400, "BAD_REQUEST"),
        (String(repeating: "[", count: 5000), 400, "BAD_REQUEST"),
        ("[]", 400, "INVALID_INPUT"),
        ("{}", 400, "INVALID_INPUT"),
        (#"{"action_id":7}"#, 400, "INVALID_INPUT"),
        (#"{"action_id":"hn_stories","params":[]}"#, 400, "INVALID_INPUT"),
        (#"{"action_id":"hn_stories","parameters":{}}"#, 400, "INVALID_INPUT"),
        (#"{"action":"hn_stories","params":{}}"#, 400, "INVALID_INPUT"),
        (#"{"action_id":"hn_stories","params":{"limit":"5"}}"#, 400, "INVALID_INPUT"),
        (#"{"action_id":"hn_stories","params":{"limit":1.5}}"#, 400, "INVALID_INPUT"),
        (#"{"action_id":"hn_stories","params":{"limit":0}}"#, 400, "INVALID_INPUT"),
        (#"{"action_id":"hn_stories","params":{"limit":null}}"#, 400, "INVALID_INPUT"),
        (#"{"action_id":"hn_stories","params":{"limits":5}}"#, 400, "INVALID_INPUT"),
        (#"{"action_id":"am_search_products","params":{"query":""}}"#, 400, "INVALID_INPUT"),
        (#"{"action_id":"am_search_products","params":{"query":"a","sort":"best"}}"#, 400, "INVALID_INPUT"),
        (#"{"action_id":"no_such_action","params":{}}"#, 404, "NOT_FOUND"),
    ])
    func `a faulty submit costs nothing`(body: String, status: Int, code: String) async throws {
        try await withService { service in
            let answer = try await service.submit(body)
            #expect(answer.status == status)
            #expect(try answer.json["error"]?["code"]?.text == code)
            #expect(try await service.service.balance() == 500)
        }
    }

    @Test func `what is missing is listed`() async throws {
        try await withService { service in
            let answer = try await service.submit(#"{"action_id":"li_profile_scrape"}"#)
            let error =
                #"{"code":"INVALID_INPUT","message":"li_profile_scrape needs profile_url.","#
                + #""missing_fields":["profile_url"]}"#
            #expect(answer.body == #"{"status":"error","error":\#(error)}"#)
        }
    }

    @Test(arguments: [
        "https://example.com/in/example", "https://linkedin.com.example.com/in/example",
        "https://www.linkedin.com@example.com/in/example", "file:///etc/passwd", "example", "",
        "https://example.com/#https://www.linkedin.com/in/example",
    ])
    func `an address of another site is refused`(address: String) async throws {
        try await withService { service in
            let params: JSON = ["profile_url": .string(address)]
            let body = TaskRequest(action: "li_profile_scrape", params: params).json.encoded()
            let answer = try await service.submit(body)
            #expect(answer.status == 400)
            #expect(try answer.json["error"]?["code"]?.text == "INVALID_INPUT")
        }
    }

    @Test func `a body that is not JSON by its type, or too long, is refused`() async throws {
        try await withService { service in
            let form = try await service.post("/v1/holocron/task", "a=b", type: "text/plain")
            #expect(form.status == 415)
            let long = String(repeating: " ", count: 1 << 20) + "{}"
            #expect(try await service.submit(long).status == 413)
            #expect(try await service.submit("{}").status == 400)
        }
    }

    @Test(arguments: [
        (HTTPMethod.GET, "/v1/holocron/task", "POST"), (.DELETE, "/v1/wire/jobs/x", "GET"),
        (.POST, "/v1/wire/search", "GET"), (.PUT, "/v1/holocron/catalog", "GET"),
    ])
    func `another method is not allowed`(method: HTTPMethod, path: String, allowed: String) async throws {
        try await withService { service in
            let answer = try await service.send(method, path, headers: ["X-API-Key": service.service.key])
            #expect(answer.status == 405)
            #expect(answer.headers.first(name: "Allow") == allowed)
            #expect(try answer.json["error"]?["code"]?.text == "METHOD_NOT_ALLOWED")
        }
    }

    @Test func `a request to another name is refused`() async throws {
        try await withService { service in
            let headers: HTTPHeaders = ["X-API-Key": service.service.key, "Host": "holocron.example"]
            let answer = try await service.send(.GET, "/v1/holocron/catalog", headers: headers)
            #expect(answer.status == 421)
            let port = try #require(service.origin.split(separator: ":").last)
            for name in ["localhost", "[::1]", "LOCALHOST"] {
                let headers: HTTPHeaders = ["X-API-Key": service.service.key, "Host": "\(name):\(port)"]
                #expect(try await service.send(.GET, "/v1/wire/catalog", headers: headers).status == 200)
            }
        }
    }
}
