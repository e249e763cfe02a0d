import HolocronAPI
import HolocronClient
import Testing

/// Looking at jobs and at the catalogue over a real socket.
struct ReadTests {
    static let id = JobID("7c3f1a2b")!

    /// What `job` makes of one answer.
    static func look(_ text: String) async throws -> Result<JobAnswer, ClientError> {
        try await RawServer.answering { _ in
            text
        } body: { server in
            let client = HolocronClient.to(server)
            let result: Result<JobAnswer, ClientError>
            do throws(ClientError) {
                result = .success(try await client.job(id))
            } catch {
                result = .failure(error)
            }
            await client.shutdown()
            return result
        }
    }

    @Test func `the three answers of a job are read`() async throws {
        #expect(
            try await ReadTests.look(answer("200 OK", #"{"status":"processing","retry_after_ms":1500}"#))
                .get()
                == .processing(retryAfter: 1500))
        #expect(
            try await ReadTests.look(
                answer("200 OK", #"{"status":"completed","data":{"n":1.50},"credits_used":2}"#)
            )
            .get() == .completed(data: ["n": .decimal("1.50")], credits: 2, milliseconds: nil))
        let failed = #"{"status":"failed","error":{"code":"EXECUTION_FAILED","message":"no page"}}"#
        #expect(
            try await ReadTests.look(answer("200 OK", failed)).get()
                == .failed(APIError(status: 200, code: "EXECUTION_FAILED", message: "no page")))
    }

    @Test func `an unknown job is the API's own 404, with the request's id`() async throws {
        let body = #"{"status":"error","error":{"code":"NOT_FOUND","message":"Job not found"}}"#
        let result = try await ReadTests.look(answer("404 Not Found", body, fields: ["X-Request-Id: r-9"]))
        guard case .failure(.api(let error, _)) = result else { throw Unmatched() }
        #expect(error.code == "NOT_FOUND")
        #expect(result.message == "Job not found (request r-9)")
    }

    @Test(arguments: [
        Foreign(
            text: answer("502 Bad Gateway", "<html>502</html>", fields: ["Content-Type: text/html"]),
            what: .html, message: "the server answered 502 with a web page instead of JSON"),
        Foreign(
            text: answer("503 Busy", "  \n<!doctype html>"), what: .html,
            message: "the server answered 503 with a web page instead of JSON"),
        Foreign(
            text: answer("504 Gateway", ""), what: .empty,
            message: "the server answered 504 with an empty body"),
        Foreign(
            text: answer("200 OK", "\u{1F}\u{8B}\u{8}garbage", fields: ["Content-Encoding: gzip"]),
            what: .notJSON,
            message: "the server answered 200 with a body that is not JSON"),
        Foreign(
            text: answer("200 OK", "{\"status\":\"comp"), what: .notJSON,
            message: "the server answered 200 with a body that is not JSON"),
        Foreign(
            text: answer("200 OK", "{\"status\":\"dancing\"}"), what: .unexpected,
            message: "the server answered 200 with JSON of a kind that is not documented"),
        Foreign(
            text: answer("500 Oops", "[]"), what: .unexpected,
            message: "the server answered 500 with JSON of a kind that is not documented"),
    ])
    func `an answer that is not the API's is named`(foreign: Foreign) async throws {
        let result = try await ReadTests.look(foreign.text)
        guard case .failure(.unreadable(_, let what, _, _)) = result else { throw Unmatched() }
        #expect(what == foreign.what)
        #expect(result.message == foreign.message)
    }

    @Test func `a body that is cut is named`() async throws {
        try await RawServer.run { connection in
            try await connection.request()
            try await connection.send("HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\n{\"sta")
        } body: { server in
            let client = HolocronClient.to(server)
            await #expect(
                throws: ClientError.unreadable(status: 200, what: .cut, requestID: nil, retryAfter: nil)
            ) { try await client.job(ReadTests.id) }
            await client.shutdown()
        }
    }

    @Test func `a pooled connection that the server has closed is replaced`() async throws {
        try await RawServer.run { connection in
            try await connection.request()
            try await connection.send(answer("200 OK", #"{"status":"processing"}"#))
            // The next request finds this connection dead.
            _ = try await connection.head()
        } body: { server in
            let client = HolocronClient.to(server)
            for _ in 0..<3 {
                let look = try await client.job(ReadTests.id)
                #expect(look == .processing(retryAfter: nil))
            }
            await client.shutdown()
        }
    }

    @Test func `polls share a connection`() async throws {
        let text = answer("200 OK", #"{"status":"processing"}"#)
        try await RawServer.run { connection in
            for _ in 0..<3 {
                try await connection.request()
                try await connection.send(text)
            }
            try await connection.stall()
        } body: { server in
            let client = HolocronClient.to(server)
            for _ in 0..<3 { _ = try await client.job(ReadTests.id) }
            #expect(server.requests.count == 3)
            await client.shutdown()
        }
    }

    @Test func `a redirect is named and not followed`() async throws {
        let text = answer("302 Found", "", fields: ["Location: https://evil.example:444/v1/x?key=1"])
        let result = try await ReadTests.look(text)
        #expect(result == .failure(.redirected(status: 302, origin: "https://evil.example:444")))
        #expect(
            result.message
                == "the server answered 302, a redirect to https://evil.example:444, which is not followed")
    }

    @Test(arguments: [true, false])
    func `silence ends when the time is up`(sendsHead: Bool) async throws {
        try await RawServer.run { connection in
            try await connection.request()
            if sendsHead { try await connection.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{") }
            try await connection.stall()
        } body: { server in
            let client = HolocronClient.to(server)
            await #expect(throws: ClientError.timedOut) {
                try await client.job(ReadTests.id, within: .milliseconds(80))
            }
            await client.shutdown()
        }
    }

    @Test(
        arguments: [
            (nil, "/v1/holocron/jobs/7c3f1a2b"), ("/v1/wire/jobs/7c3f1a2b", "/v1/wire/jobs/7c3f1a2b"),
            ("ORIGIN/v1/wire/jobs/7c3f1a2b", "/v1/wire/jobs/7c3f1a2b"),
            ("https://evil.example/v1/wire/jobs/7c3f1a2b", "/v1/holocron/jobs/7c3f1a2b"),
            ("//evil.example/v1/wire/jobs/7c3f1a2b", "/v1/holocron/jobs/7c3f1a2b"),
            ("/v2/jobs/7c3f1a2b", "/v1/holocron/jobs/7c3f1a2b"),
            ("/v1/../jobs/7c3f1a2b", "/v1/holocron/jobs/7c3f1a2b"),
            ("/v1/jobs/7c3f1a2b?x=1", "/v1/holocron/jobs/7c3f1a2b"),
            ("/v1/jobs/other", "/v1/holocron/jobs/7c3f1a2b"),
            ("ORIGIN.evil.example/v1/jobs/7c3f1a2b", "/v1/holocron/jobs/7c3f1a2b"),
            ("/v1/a b/7c3f1a2b", "/v1/holocron/jobs/7c3f1a2b"),
        ] as [(String?, String)])
    func `poll_url is used where it stays under v1 of the same origin`(hint: String?, path: String)
        async throws
    {
        try await RawServer.answering { _ in
            answer("200 OK", #"{"status":"processing"}"#)
        } body: { server in
            let client = HolocronClient.to(server)
            _ = try await client.job(ReadTests.id, pollURL: hint?.replacing("ORIGIN", with: server.origin))
            #expect(server.requests.map(\.path) == [path])
            await client.shutdown()
        }
    }

    @Test func `an action is found by its exact id`() async throws {
        let body = """
            {"results":[{"action_id":"rt_search_all","catalog_slug":"reddit","credits":9},
            {"action_id":"rt_search","catalog_slug":"reddit","name":"Search","credits":2,
             "params":[{"name":"query","type":"string","required":true}]}]}
            """
        try await RawServer.answering { _ in
            answer("200 OK", body)
        } body: { server in
            let client = HolocronClient.to(server)
            let action = try await client.action("rt_search")
            #expect(action?.credits == 2)
            #expect(action?.parameters.map(\.name) == ["query"])
            #expect(try await client.action("rt_sear") == nil)
            #expect(try await client.actions(matching: "a b&é").count == 2)
            #expect(server.requests.last?.path == "/v1/holocron/search?q=a%20b%26%C3%A9")
            await client.shutdown()
        }
    }

    @Test func `a server without a search has no actions to tell of`() async throws {
        let body = #"{"status":"error","error":{"code":"NOT_FOUND","message":"no such route"}}"#
        try await RawServer.answering { _ in
            answer("404 Not Found", body)
        } body: { server in
            let client = HolocronClient.to(server)
            let action = try await client.action("rt_search")
            #expect(action == nil)
            await #expect(throws: ClientError.self) { try await client.actions(matching: nil) }
            await client.shutdown()
        }
    }

    @Test func `what the endpoint throws is told, and nothing is sent`() async throws {
        let client = HolocronClient(endpoint: { throw EndpointError.noKey })
        await #expect(
            throws: ClientError.badEndpoint(why: "there is no API key", next: EndpointError.noKey.next)
        ) {
            try await client.job(ReadTests.id)
        }
        #expect(
            await client.submit(.sample)
                == .notSent(.badEndpoint(why: "there is no API key", next: EndpointError.noKey.next)))
    }
}

struct Foreign: Sendable, CustomTestStringConvertible {
    var text: String
    var what: Unreadable
    var message: String

    var testDescription: String { message }
}

struct Unmatched: Error {}

extension Result where Failure == ClientError {
    fileprivate var message: String? {
        if case .failure(let error) = self { error.message } else { nil }
    }
}
