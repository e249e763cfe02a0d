import HolocronAPI
import HolocronService
import NIOHTTP1
import OrderedCollections
import Testing

/// The document at `/openapi.json` against what the service answers and what the client sends.
struct OpenAPITests {
    private static func check(_ service: Fixture) async throws -> SchemaCheck {
        SchemaCheck(document: try await service.send(.GET, "/openapi.json").json)
    }

    /// The schema of an answer.
    private static func schema(_ check: SchemaCheck, _ path: String, _ method: String, _ status: Int) throws
        -> JSON
    {
        var answer = try #require(
            check.document["paths"]?[path]?[method]?["responses"]?[String(status)],
            "\(method) \(path) \(status)")
        if let reference = answer["$ref"]?.text { answer = check.resolved(reference) }
        return try #require(answer["content"]?["application/json"]?["schema"])
    }

    private static func expect(
        _ answer: Fixture.Answer, _ check: SchemaCheck, _ path: String, _ method: String = "get"
    ) throws {
        let complaints = check.complaints(try answer.json, try schema(check, path, method, answer.status))
        #expect(complaints == [], "\(method) \(path) \(answer.status): \(answer.body.prefix(300))")
    }

    @Test func `the document describes every path under both prefixes`() async throws {
        try await withService { service in
            let document = try await service.send(.GET, "/openapi.json").json
            #expect(document["openapi"] == "3.1.0")
            let paths = document["paths"]?.fields?.map(\.key) ?? []
            let parts = [
                "task", "jobs", "jobs/{id}", "jobs/{id}/download", "catalog", "catalog/{slug}", "search",
                "identities", "identities/{id}", "resolve",
            ]
            #expect(
                Set(paths)
                    == Set(["holocron", "wire"].flatMap { prefix in parts.map { "/\(prefix)/\($0)" } }))
            #expect(document["components"]?["schemas"]?["TaskRequest"]?["oneOf"]?.items?.count == 37)
        }
    }

    @Test(arguments: [false, true])
    func `every answer fits the document`(isNewest: Bool) async throws {
        var options = ServiceOptions(credits: 30)
        if isNewest {
            options.behaviour.envelope = true
            options.behaviour.parameterList = true
            options.behaviour.retryAfter = 2000
        }
        try await withService(options) { service in
            let check = try await Self.check(service)
            let accepted = try await service.submitProfile("slow-1")
            try Self.expect(accepted, check, "/holocron/task", "post")
            let id = try accepted.json["job_id"]?.text ?? ""
            try Self.expect(try await service.get("/v1/holocron/jobs/\(id)"), check, "/holocron/jobs/{id}")
            try Self.expect(
                try await service.get("/v1/wire/jobs/\(id)/download"), check, "/wire/jobs/{id}/download")
            try Self.expect(try await service.end(of: accepted), check, "/holocron/jobs/{id}")
            try Self.expect(
                try await service.get("/v1/wire/jobs/\(id)/download"), check, "/wire/jobs/{id}/download")
            let failed = try await service.end(of: try await service.submitProfile("missing"))
            try Self.expect(failed, check, "/holocron/jobs/{id}")
            let inline = try await service.submit(#"{"action_id":"hn_item","params":{"id":"42000037"}}"#)
            #expect(inline.status == 200)
            try Self.expect(inline, check, "/holocron/task", "post")
            for path in ["jobs", "catalog", "search", "identities", "resolve"] {
                try Self.expect(try await service.get("/v1/wire/\(path)"), check, "/wire/\(path)")
            }
            for slug in ["linkedin", "nowhere"] {
                try Self.expect(
                    try await service.get("/v1/wire/catalog/\(slug)"), check, "/wire/catalog/{slug}")
            }
            for body in [
                "{", #"{"action_id":"no"}"#, #"{"action_id":"li_profile_scrape"}"#,
                #"{"action_id":"gap_book_slot","params":{"schedule_id":"sch-1","slot_start_unix":1,"duration_minutes":30,"first_name":"a","last_name":"b","email":"a@b"}}"#,
                #"{"action_id":"in_search_jobs","params":{"query":"a"},"credential_id":"x"}"#,
            ] {
                for _ in 0..<3 {
                    try Self.expect(try await service.submit(body), check, "/holocron/task", "post")
                }
            }
        }
    }

    @Test func `the client's submits fit the document`() async throws {
        try await withService { service in
            let check = try await Self.check(service)
            let schema = check.resolved("#/components/schemas/TaskRequest")
            let requests = [
                TaskRequest(action: "hn_stories", params: [:]),
                TaskRequest(
                    action: "li_profile_scrape",
                    params: ["profile_url": "https://www.linkedin.com/in/example"]),
                TaskRequest(
                    action: "fk_add_to_cart", params: ["product_id": "a", "listing_id": "b", "quantity": 2],
                    credential: "c"),
            ]
            for request in requests { #expect(check.complaints(request.json, schema) == []) }
            let wrong = TaskRequest(action: "hn_stories", params: ["limit": 0])
            #expect(check.complaints(wrong.json, schema) != [])
        }
    }

    @Test func `every example of every action is taken, and its job completes`() async throws {
        try await withService(ServiceOptions(credits: 1000)) { service in
            let check = try await Self.check(service)
            let schema = check.resolved("#/components/schemas/TaskRequest")
            for action in try await service.get("/v1/wire/search").json["results"]?.items ?? [] {
                let request = Self.example(of: action)
                #expect(check.complaints(request.json, schema) == [])
                let answer = try await service.submit(request.json.encoded())
                let end = try await service.end(of: answer)
                #expect(try end.json["status"] == "completed", "\(request.json.encoded()): \(end.body)")
            }
        }
    }

    /// A submit with the first example of every parameter that is needed.
    private static func example(of action: JSON) -> TaskRequest {
        let required = (action["params"]?["required"]?.items ?? []).compactMap(\.text)
        let params = required.map { name in
            (name, action["params"]?["properties"]?[name]?["examples"]?.items?.first ?? .null)
        }
        return TaskRequest(
            action: action["action_id"]?.text ?? "",
            params: .object(OrderedDictionary(params, uniquingKeysWith: { first, _ in first })))
    }
}
