import HolocronAPI
import HolocronService
import NIOHTTP1
import Testing

/// What later versions of the documentation add, and what this service adds to them.
struct GenerationTests {
    @Test func `an action whose mode is sync is answered with its result`() async throws {
        try await withService { service in
            let answer = try await service.submit(#"{"action_id":"hn_item","params":{"id":"42000074"}}"#)
            #expect(answer.status == 200)
            #expect(try answer.json.fields?.map(\.key) == ["status", "data"])
            #expect(try answer.json["data"]?["id"] == 42_000_074)
            #expect(try await service.service.balance() == 499)
            let failed = try await service.submit(#"{"action_id":"hn_item","params":{"id":"missing"}}"#)
            #expect(failed.status == 202)
            #expect(try await service.end(of: failed).json["status"] == "failed")
            #expect(try await service.service.balance() == 499)
        }
    }

    @Test func `a submit with an idempotency key is taken once`() async throws {
        try await withService { service in
            func send(_ body: String, _ key: String) async throws -> Fixture.Answer {
                try await service.send(
                    .POST, "/v1/wire/task", body,
                    headers: [
                        "X-API-Key": service.service.key, "Content-Type": "application/json",
                        "Idempotency-Key": key,
                    ])
            }
            let first = try await send(
                #"{"action_id":"am_search_products","params":{"query":"a","limit":2}}"#, "k-1")
            let again = try await send(
                #"{ "params": {"limit":2,"query":"a"}, "action_id":"am_search_products"}"#, "k-1")
            #expect(first.status == 202 && again.body == first.body)
            let other = try await send(#"{"action_id":"am_search_products","params":{"query":"b"}}"#, "k-1")
            #expect(other.status == 422)
            #expect(try other.json["error"]?["code"] == "IDEMPOTENCY_CONFLICT")
            #expect(try await send(#"{"action_id":"hn_stories"}"#, "a b").status == 400)
            #expect(try await service.service.balance() == 499)
            let many = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<32 {
                    group.addTask { try await send(#"{"action_id":"hn_stories"}"#, "k-2").body }
                }
                return try await group.reduce(into: Set<String>()) { $0.insert($1) }
            }
            #expect(many.count == 1)
            #expect(try await service.service.balance() == 497)
        }
    }

    @Test func `a result is downloaded as a file`() async throws {
        try await withService { service in
            let accepted = try await service.submitProfile("slow-1")
            let path = "/v1/holocron/jobs/\(try accepted.json["job_id"]?.text ?? "")/download"
            #expect(try await service.get(path).status == 409)
            _ = try await service.end(of: accepted)
            let file = try await service.get(path)
            #expect(
                file.headers.first(name: "Content-Disposition")?.hasPrefix("attachment; filename=\"") == true)
            #expect(try file.json["name"]?.text?.isEmpty == false)
            #expect(try await service.get("/v1/holocron/jobs/none/download").status == 404)
        }
    }

    @Test func `the newest envelope, the waiting time and the list of parameters are there when asked for`()
        async throws
    {
        var options = ServiceOptions()
        options.behaviour.envelope = true
        options.behaviour.retryAfter = 1500
        options.behaviour.parameterList = true
        try await withService(options) { service in
            let accepted = try await service.submitProfile("slow-1")
            let path = try accepted.json["poll_url"]?.text ?? ""
            #expect(try await service.get(path).body == #"{"status":"processing","retry_after_ms":1500}"#)
            let data = try #require(try await service.end(at: path).json["data"])
            #expect(data.fields?.map(\.key) == ["status", "data", "error", "files", "meta"])
            #expect(data["status"] == "ok" && data["error"] == .null && data["files"] == [])
            let meta = ["action_id", "catalog_slug", "execution_ms", "scraped_at", "envelope_version"]
            #expect(data["meta"]?.fields?.map(\.key) == meta)
            #expect(data["data"]?["name"]?.text?.isEmpty == false)
            let site = try await service.get("/v1/wire/catalog/hackernews").json
            let action = try #require(site["actions"]?.items?.first)
            #expect(action["parameters"]?.items?.first?["name"] == "limit")
            #expect(Action(action)?.parameters.first?.name == "limit")
        }
    }

    @Test func `the documented limits hold when asked for`() async throws {
        var options = ServiceOptions()
        options.behaviour.limits = true
        try await withService(options) { service in
            for (path, limit) in [
                ("/v1/holocron/search", 30), ("/v1/wire/jobs/x", 60), ("/v1/wire/jobs/x/download", 30),
            ] {
                for _ in 0..<limit { #expect(try await service.get(path).status != 429) }
                let refused = try await service.get(path)
                #expect(refused.status == 429)
                let wait = Int(refused.headers.first(name: "Retry-After") ?? "") ?? 0
                #expect((50...61).contains(wait))
                let message = "Too many requests. Please try again later."
                #expect(
                    refused.body
                        == #"{"status":"error","error":{"code":"RATE_LIMIT_EXCEEDED","message":"\#(message)"}}"#
                )
            }
            for _ in 0..<20 { #expect(try await service.submit(#"{"action_id":"jb_jobs"}"#).status == 202) }
            #expect(try await service.submit(#"{"action_id":"jb_jobs"}"#).status == 429)
            #expect(try await service.service.balance() == 480)
        }
    }

    @Test func `without the option nothing is limited`() async throws {
        try await withService { service in
            for _ in 0..<70 {
                let answer = try await service.get("/v1/wire/jobs/x")
                #expect(answer.status == 404)
            }
        }
    }

    @Test func `a whole number may be written with a fraction of nothing`() async throws {
        try await withService { service in
            let end = try await service.end(
                of: try await service.submit(#"{"action_id":"hn_stories","params":{"limit":3.0}}"#))
            #expect(try end.json["data"]?["count"] == 3)
            #expect(
                try await service.submit(#"{"action_id":"hn_stories","params":{"limit":3.5}}"#).status == 400)
            #expect(
                try await service.submit(#"{"action_id":"hn_stories","params":{"limit":201.0}}"#).status
                    == 400)
        }
    }

    @Test(arguments: ["page=", "page=x", "limit=101", "limit=0", "status=done", "page=1e3"])
    func `a list is asked for with what the documentation knows`(query: String) async throws {
        try await withService { service in
            let refused = try await service.get("/v1/holocron/jobs?\(query)")
            #expect(refused.status == 400)
            #expect(
                try await service.get("/v1/holocron/jobs?page=1&limit=20&catalog=&status=&search=").status
                    == 200)
        }
    }
}
