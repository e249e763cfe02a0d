import FoundationEssentials
import HolocronAPI
import NIOHTTP1
import Testing

@testable import HolocronService

/// Polls of jobs that ended, which are answered before they reach the router.
struct ReadyAnswerTests {
    /// The path of a poll whose answer is known.
    private static func ended(_ service: Fixture, prefix: String = "holocron") async throws -> String {
        let accepted = try await service.submit(
            #"{"action_id":"hn_stories","params":{"limit":1}}"#, prefix: prefix)
        let path = try #require(try accepted.json["poll_url"]?.text)
        _ = try await service.end(at: path)
        return path
    }

    private static func poll(_ service: Fixture, _ path: String, _ lines: String...) -> [UInt8] {
        let head = ["GET \(path) HTTP/1.1", "Host: \(service.authority)"] + lines
        return Array((head.joined(separator: "\r\n") + "\r\n\r\n").utf8)
    }

    @Test func `they look as if the router had answered`() async throws {
        try await withService { (service) async throws in
            let path = try await Self.ended(service)
            let ready = try await service.get(path)
            // The router takes what has a query.
            let routed = try await service.get(path + "?")
            #expect(ready.status == 200 && ready.body == routed.body)
            #expect(ready.headers.map(\.name) == routed.headers.map(\.name))
            for name in ready.headers.map(\.name) where !["X-Request-Id", "Date"].contains(name) {
                #expect(ready.headers[name] == routed.headers[name])
            }
            #expect(ready.headers["X-Request-Id"] != (try await service.get(path)).headers["X-Request-Id"])
        }
    }

    @Test func `another key, another host, another method and a wrong prefix get what they always got`()
        async throws
    {
        try await withService { (service) async throws in
            let path = try await Self.ended(service)
            let key = "X-API-Key: \(service.service.key)"
            let (own, host) = (service.service.key, "Host: \(service.authority)\r\n")
            for lines in [[], ["X-API-Key: ak-guess"], [key + "x"], ["X-API-Key: "]] {
                let head = (["GET \(path) HTTP/1.1"] + lines).joined(separator: "\r\n")
                let answer = try await RawSocket(service).exchange(Array("\(head)\r\n\(host)\r\n".utf8))
                #expect(answer.hasPrefix("HTTP/1.1 401 "), "\(lines)")
            }
            let other = "GET \(path) HTTP/1.1\r\nHost: evil.example\r\n\(key)\r\n\r\n"
            #expect(try await RawSocket(service).exchange(Array(other.utf8)).hasPrefix("HTTP/1.1 421 "))
            let twice = "GET \(path) HTTP/1.1\r\n\(host)\(host)\(key)\r\n\r\n"
            #expect(try await RawSocket(service).exchange(Array(twice.utf8)).hasPrefix("HTTP/1.1 400 "))
            #expect(try await service.send(.DELETE, path, headers: ["X-API-Key": own]).status == 405)
            #expect(try await service.send(.HEAD, path, headers: ["X-API-Key": own]).body.isEmpty)
            #expect(try await service.get(path + "0").status == 404)
            #expect(try await service.get(path.replacing("holocron", with: "wire")).status == 200)
        }
    }

    @Test func `answers keep the order of their requests`() async throws {
        try await withService { (service) async throws in
            let path = try await Self.ended(service)
            let key = "X-API-Key: \(service.service.key)"
            let list = Self.poll(service, "/v1/wire/catalog", key)
            let poll = Self.poll(service, path, key)
            let last = Self.poll(service, "/v1/wire/jobs/none", key, "Connection: close")
            let text = try await RawSocket(service).trickle(poll + list + poll + poll + last, nil)
            let statuses = text.split(separator: "HTTP/1.1 ").map { String($0.prefix(3)) }
            #expect(statuses == ["200", "200", "200", "200", "404"])
            let bodies = text.split(separator: "HTTP/1.1 ").map { $0.contains(#"{"catalog":"#) }
            #expect(bodies == [false, true, false, false, false])
        }
    }

    @Test func `limits and faults hold for them too`() async throws {
        var options = ServiceOptions()
        options.behaviour.limits = true
        try await withService(options) { (service) async throws in
            let path = try await Self.ended(service)
            var statuses: [Int] = []
            for _ in 0..<61 { statuses.append(try await service.get(path).status) }
            #expect(statuses.last == 429)
        }
        options = ServiceOptions()
        options.behaviour.faults = try Faults("503=1")
        try await withService(options) { (service) async throws in
            #expect(try await service.get("/v1/wire/jobs/none").status == 503)
        }
    }

    @Test func `a connection that asks for nothing else is not taken for idle`() async throws {
        #expect(RequestGate.passageTime < ServiceParts.idleTimeout)
    }

    @Test(arguments: [
        (784_111_777.0, "Sun, 06 Nov 1994 08:49:37 GMT"), (1_709_164_800, "Thu, 29 Feb 2024 00:00:00 GMT"),
    ])
    func `the date is written as HTTP wants it`(moment: Double, text: String) {
        #expect(HTTPDate.text(of: Date(timeIntervalSince1970: moment)) == text)
    }
}
