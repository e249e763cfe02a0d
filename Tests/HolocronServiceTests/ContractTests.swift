import HolocronAPI
import HolocronService
import NIOHTTP1
import Testing

/// The bodies of the contract, byte for byte.
struct ContractTests {
    @Test(arguments: ["holocron", "wire"])
    func `a submit is accepted and its job completes`(prefix: String) async throws {
        try await withService { service in
            let accepted = try await service.submit(Fixture.profile("example"), prefix: prefix)
            #expect(accepted.status == 202)
            #expect(
                accepted.masked
                    == #"{"status":"processing","job_id":"<id>","poll_url":"/v1/\#(prefix)/jobs/<id>"}"#)
            let done = try await service.end(of: accepted)
            #expect(done.status == 200)
            let data =
                #"{"name":"Jane Doe","headline":"Software Engineer at Acme Corp","#
                + #""location":"San Francisco, CA","connections":500}"#
            #expect(
                done.masked
                    == #"{"status":"completed","data":\#(data),"credits_used":2,"execution_ms":<ms>}"#)
        }
    }

    @Test func `a job that runs is processing and nothing else`() async throws {
        try await withService { service in
            let accepted = try await service.submitProfile("slow-60")
            let path = try #require(try accepted.json["poll_url"]?.text)
            #expect(try await service.get(path).body == #"{"status":"processing"}"#)
        }
    }

    @Test func `a missing page fails the job and the credits come back`() async throws {
        try await withService { service in
            let failed = try await service.end(of: try await service.submitProfile("missing"))
            #expect(failed.status == 200)
            let error =
                #"{"code":"EXECUTION_FAILED","message":"The target page could not be loaded."}"#
            #expect(failed.body == #"{"status":"failed","error":\#(error),"credits_used":0}"#)
            #expect(try await service.service.balance() == 500)
        }
    }

    @Test func `a submit that costs more than there is says so`() async throws {
        try await withService(ServiceOptions(credits: 1)) { service in
            let refused = try await service.submitProfile("example")
            #expect(refused.status == 402)
            let error =
                #"{"code":"INSUFFICIENT_CREDITS","message":"You need 2 credits. Current balance: 1","#
                + #""balance":1,"required":2}"#
            #expect(refused.body == #"{"status":"error","error":\#(error)}"#)
        }
    }

    @Test func `an action that needs a connection names the page that makes it`() async throws {
        try await withService(ServiceOptions(identities: false)) { service in
            let refused = try await service.submitProfile("example")
            #expect(refused.status == 401)
            let error =
                #"{"code":"AUTH_REQUIRED","message":"This action requires a LinkedIn connection.","#
                + #""connect_url":"/products/holocron/linkedin/connect"}"#
            #expect(refused.body == #"{"status":"error","error":\#(error)}"#)
            #expect(try await service.service.balance() == 500)
        }
    }

    @Test(arguments: ["unknown", "7c3f1a2b-4d5e-6f7a-8b9c-0d1e2f3a4b5c", "%2e%2e", "a'b"])
    func `a job id that nobody was given is not found`(id: String) async throws {
        try await withService { service in
            let answer = try await service.get("/v1/holocron/jobs/\(id)")
            #expect(answer.status == 404)
            #expect(
                answer.body == #"{"status":"error","error":{"code":"NOT_FOUND","message":"Job not found"}}"#)
        }
    }

    @Test func `every answer carries an id of its own`() async throws {
        try await withService { service in
            var ids: Set<String> = []
            for path in ["/v1/holocron/catalog", "/v1/holocron/jobs/x", "/nowhere", "/products/holocron"] {
                ids.insert(try #require(try await service.get(path).headers.first(name: "X-Request-Id")))
            }
            #expect(ids.count == 4)
        }
    }
}
