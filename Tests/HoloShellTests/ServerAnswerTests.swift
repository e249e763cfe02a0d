import Foundation
import Synchronization
import Testing

/// What the user reads, and what was sent, for every kind of answer to a submit.
@Suite struct ServerAnswerTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var answer: String
        var message: String
        var next: String
        var status: Int32
        var testDescription: String { message }
    }

    static let cases = [
        Case(
            answer: response(
                "402 Payment Required", error("INSUFFICIENT_CREDITS", #","balance":2,"required":5"#)),
            message: "error: this costs 5 credits and the account has 2", next: "top up at https://anakin.io",
            status: 5),
        Case(
            answer: response(
                "401 Unauthorized",
                error("AUTH_REQUIRED", #","connect_url":"/products/holocron/linkedin/connect""#)),
            message: "error: the server's own words",
            next: "holo --api-url http://127.0.0.1:PORT connect linkedin", status: 4
        ),
        Case(
            answer: response("401 Unauthorized", #"{"error":"unauthorized","message":"Invalid API key"}"#),
            message: "error: Invalid API key", next: "holo --api-url http://127.0.0.1:PORT login", status: 4),
        Case(
            answer: response("404 Not Found", error("NOT_FOUND")), message: "error: the server's own words",
            next: "holo --api-url http://127.0.0.1:PORT actions", status: 2),
        Case(
            answer: response("400 Bad Request", #"{"statusCode":400,"message":["a is bad","b is bad"]}"#),
            message: "error: a is bad; b is bad", next: "describe shows what the action takes", status: 2),
        Case(
            answer: response("503 Service Unavailable", error("ACTION_UNAVAILABLE")),
            message: "error: it is not known whether", next: "it may have been paid for", status: 9),
        Case(
            answer: response("502 Bad Gateway", "<html>bad gateway</html>", type: "text/html"),
            message: "502 with a web page instead of JSON", next: "it may have been paid for", status: 9),
        Case(
            answer: response("502 Bad Gateway", ""), message: "502 with an empty body",
            next: "it may have been paid for",
            status: 9),
        Case(
            answer: response("401 Unauthorized", "<html>proxy</html>", type: "text/html"),
            message: "401 with a web page instead of JSON", next: "it may have been paid for", status: 9),
        Case(
            answer:
                "HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{\"job_id\":\"7c",
            message: "error: it is not known whether", next: "it may have been paid for", status: 9),
        Case(
            answer: "", message: "error: it is not known whether", next: "it may have been paid for",
            status: 9),
        Case(
            answer: response("307 Temporary Redirect", "", headers: "Location: https://evil.example/\r\n"),
            message: "the server answered 307", next: "it may have been paid for", status: 9),
    ]

    static func error(_ code: String, _ more: String = "") -> String {
        #"{"status":"error","error":{"code":"\#(code)","message":"the server's own words"\#(more)}}"#
    }

    @Test(arguments: cases) func `an answer is named, with what to do, and the submit is sent once`(one: Case)
        async throws
    {
        let holo = try HoloProgram()
        let server = try CannedServer { line in
            line.hasPrefix("POST") ? one.answer : response("404 Not Found", Self.error("NOT_FOUND"))
        }
        let ended = try await holo(
            "--api-url", server.url, "submit", "any_action", "a=1",
            with: ["ANAKIN_API_KEY": "ak-canary-key-1234"])
        let port = String(server.url.split(separator: ":")[2])
        #expect(ended.errors.contains(one.message), "\(ended.errors)")
        #expect(ended.errors.contains(one.next.replacing("PORT", with: port)), "\(ended.errors)")
        #expect(!ended.errors.contains("canary"))
        #expect(ended.output == "")
        #expect(ended.status == one.status)
        #expect(server.submits == 1)
    }

    @Test func `429 is waited out as long as the server says, then sent again`() async throws {
        let holo = try HoloProgram()
        let turns = Mutex(0)
        let server = try CannedServer { line in
            guard line.hasPrefix("POST") else { return response("404 Not Found", Self.error("NOT_FOUND")) }
            let turn = turns.withLock { turns in
                turns += 1
                return turns
            }
            return turn == 1
                ? response(
                    "429 Too Many Requests", Self.error("RATE_LIMIT_EXCEEDED"), headers: "Retry-After: 2\r\n")
                : response(
                    "202 Accepted",
                    #"{"status":"processing","job_id":"job-1","poll_url":"/v1/holocron/jobs/job-1"}"#)
        }
        let start = ContinuousClock.now
        let ended = try await holo(
            "--api-url", server.url, "submit", "any_action", with: ["ANAKIN_API_KEY": "ak-canary-key-1234"])
        #expect(start.duration(to: .now) >= .seconds(2))
        #expect(ended.errors == "the server's own words Sending it again in 2.0 s.\n")
        #expect(ended.output == "job job-1 · any_action · processing\n")
        #expect(ended.status == 0)
        #expect(server.submits == 2)
    }

    @Test func `a bad poll is not the job's failure`() async throws {
        let holo = try HoloProgram()
        let turns = Mutex(0)
        let server = try CannedServer { line in
            if line.hasPrefix("POST") {
                return response("202 Accepted", #"{"status":"processing","job_id":"job-1"}"#)
            }
            guard line.contains("/jobs/job-1") else {
                return response("404 Not Found", Self.error("NOT_FOUND"))
            }
            let turn = turns.withLock { turns in
                turns += 1
                return turns
            }
            return turn == 1
                ? response("502 Bad Gateway", "<html></html>", type: "text/html")
                : response("200 OK", #"{"status":"completed","data":{"b":1.50,"a":"x"},"credits_used":3}"#)
        }
        let ended = try await holo(
            "--api-url", server.url, "run", "any_action", "--json",
            with: ["ANAKIN_API_KEY": "ak-canary-key-1234"])
        #expect(ended.output == "{\n  \"b\": 1.50,\n  \"a\": \"x\"\n}\n")
        #expect(ended.status == 0, "\(ended.errors)")
        #expect(server.submits == 1)
    }
}
