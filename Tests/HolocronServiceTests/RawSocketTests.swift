import Testing

@testable import HolocronService

/// Bytes that no HTTP library would send.
struct RawSocketTests {
    private static func head(_ service: Fixture, _ lines: String...) -> [UInt8] {
        let head = [
            "POST /v1/holocron/task HTTP/1.1", "Host: \(service.authority)",
            "X-API-Key: \(service.service.key)", "Content-Type: application/json",
        ]
        return Array(((head + lines).joined(separator: "\r\n") + "\r\n\r\n").utf8)
    }

    private static func submit(_ service: Fixture, _ body: [UInt8]) -> [UInt8] {
        head(service, "Content-Length: \(body.count)") + body
    }

    private static func get(_ service: Fixture, _ hosts: String) -> [UInt8] {
        Array(
            "GET /v1/holocron/catalog HTTP/1.1\r\n\(hosts)X-API-Key: \(service.service.key)\r\n\r\n".utf8)
    }

    @Test(arguments: [
        "[\u{22}\u{FFFD}\u{22}]", "\u{0}", "{\"action_id\":\"hn_stories\",\"action_id\":\"hn_stories\"}",
        "{\"action_id\":\"hn_stories\",\"params\":{\"limit\":1,\"limit\":2}}",
        String(repeating: "[", count: 65) + String(repeating: "]", count: 65), "{", "",
    ])
    func `a body that is not plain JSON is refused`(text: String) async throws {
        try await withService { service in
            // U+FFFD stands for two bytes that are no UTF-8.
            let body = text.unicodeScalars.flatMap {
                $0 == "\u{FFFD}" ? [0xFF, 0xFE] : Array(String($0).utf8)
            }
            let answer = try await RawSocket(service).exchange(Self.submit(service, body))
            #expect(answer.hasPrefix("HTTP/1.1 400 "))
            #expect(answer.contains(#""code":"BAD_REQUEST""#))
            #expect(try await service.service.balance() == 500)
        }
    }

    @Test func `JSON may be 64 deep and no deeper`() async throws {
        try await withService { service in
            func answer(_ depth: Int) async throws -> String {
                let nested = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
                let body = #"{"action_id":"hn_stories","params":{"limit":\#(nested)}}"#
                return try await RawSocket(service).exchange(Self.submit(service, Array(body.utf8)))
            }
            // Two records are around the list.
            let (most, more) = try await (answer(62), answer(63))
            #expect(most.contains("limit must be an integer, not an array."))
            #expect(more.contains("nested deeper than 64"))
        }
    }

    @Test func `a torn chunk, no HTTP at all and endless headers are refused`() async throws {
        try await withService { service in
            let torn = Self.head(service, "Transfer-Encoding: chunked") + Array("zz\r\n".utf8)
            let endless = Self.head(service, "X-Long: " + String(repeating: "a", count: 17_000))
            let spread = Self.head(
                service,
                (1...20).map { "X-\($0): " + String(repeating: "a", count: 1000) }.joined(separator: "\r\n"))
            let many = Self.head(service, (1...101).map { "X-\($0): a" }.joined(separator: "\r\n"))
            for (status, bytes) in [
                (400, torn), (431, endless), (431, spread), (431, many), (400, Array("hello\r\n\r\n".utf8)),
            ] {
                let answer1 = try await RawSocket(service).exchange(bytes)
                #expect(answer1.hasPrefix("HTTP/1.1 \(status) "))
                #expect(answer1.contains(#"{"status":"error","error":{"code":"#))
            }
            #expect(try await service.get("/v1/holocron/catalog").status == 200)
        }
    }

    @Test func `a hundred headers and fifteen thousand bytes of them are fine`() async throws {
        try await withService { service in
            let lines = (1...96).map { "X-\($0): " + String(repeating: "a", count: 140) }
            let bytes =
                "GET /v1/holocron/catalog HTTP/1.1\r\nHost: \(service.authority)\r\nX-API-Key: \(service.service.key)\r\n"
                + lines.joined(separator: "\r\n") + "\r\n\r\n"
            let answer2 = try await RawSocket(service).exchange(Array(bytes.utf8))
            #expect(answer2.hasPrefix("HTTP/1.1 200 "))
        }
    }

    @Test func `a request has one host`() async throws {
        try await withService { service in
            let own = "Host: \(service.authority)\r\n"
            let answer3 = try await RawSocket(service).exchange(Self.get(service, own))
            #expect(answer3.hasPrefix("HTTP/1.1 200 "))
            for hosts in ["", own + own, own + "Host: evil.example\r\n", "Host: evil.example\r\n" + own] {
                let answer = try await RawSocket(service).exchange(Self.get(service, hosts))
                #expect(answer.hasPrefix("HTTP/1.1 400 "))
                #expect(answer.contains("A request has one Host header."))
            }
            let old = Array("GET /products/holocron HTTP/1.0\r\n\r\n".utf8)
            let answer4 = try await RawSocket(service).exchange(old)
            #expect(answer4.hasPrefix("HTTP/1.1 400 "))
        }
    }

    @Test(arguments: ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example", "[::1]", ""])
    func `another host is refused`(name: String) async throws {
        try await withService { service in
            let answer = try await RawSocket(service).exchange(Self.get(service, "Host: \(name)\r\n"))
            #expect(answer.hasPrefix("HTTP/1.1 421 "))
        }
    }

    @Test func `a body over a mebibyte is refused, whether or not it says so`() async throws {
        try await withService { service in
            let said = Self.head(service, "Content-Length: 1048577")
            let answer5 = try await RawSocket(service).exchange(said)
            #expect(answer5.hasPrefix("HTTP/1.1 413 "))
            var chunked = Self.head(service, "Transfer-Encoding: chunked")
            let chunk = Array("10000\r\n".utf8) + [UInt8](repeating: 0x20, count: 65_536) + Array("\r\n".utf8)
            for _ in 0..<17 { chunked += chunk }
            let last = try await RawSocket(service).exchange(chunked + Array("0\r\n\r\n".utf8))
            #expect(last.hasPrefix("HTTP/1.1 413 "))
        }
    }

    @Test func `headers that trickle are given up after five seconds, bodies after fifteen`() async throws {
        try await withService { service in
            async let headers = Self.timeUntilRefused(
                service, first: Array("GET / HTTP/1.1\r\n".utf8), then: "X-A: b\r\n")
            async let silence = Self.timeUntilRefused(service, first: [], then: nil)
            let head = Self.head(service, "Content-Length: 100000")
            async let body = Self.timeUntilRefused(service, first: head, then: " ")
            let times = try await [headers, silence, body]
            #expect(times[0] > .milliseconds(4900) && times[0] < .seconds(7), "\(times[0])")
            #expect(times[1] > .milliseconds(4900) && times[1] < .seconds(7), "\(times[1])")
            #expect(times[2] > .milliseconds(14_900) && times[2] < .seconds(17), "\(times[2])")
        }
    }

    /// Sends a piece every half second and gives how long that went well; the answer has to be 408.
    private static func timeUntilRefused(
        _ service: Fixture, first: [UInt8], then piece: String?
    ) async throws -> Duration {
        let clock = ContinuousClock()
        let start = clock.now
        let answer = try await RawSocket(service).trickle(first, piece)
        #expect(answer.hasPrefix("HTTP/1.1 408 "), "\(answer)")
        return clock.now - start
    }

    @Test func `a second request on a connection that trickles is given up too`() async throws {
        try await withService { service in
            let first = Self.get(service, "Host: \(service.authority)\r\n")
            let answer = try await RawSocket(service).trickle(first + Array("GET ".utf8), "/")
            #expect(answer.hasPrefix("HTTP/1.1 200 "))
            #expect(answer.contains("HTTP/1.1 408 "))
        }
    }

    @Test func `a request that is refused does not take the answer of the one before`() async throws {
        var options = ServiceOptions()
        options.behaviour.faults = try Faults("slow=1s")
        try await withService(options) { service in
            let submit = Self.submit(service, Array(#"{"action_id":"jb_jobs"}"#.utf8))
            for next in [
                Self.get(service, "Host: evil.example\r\nHost: evil.example\r\n"),
                Array("hello\r\n\r\n".utf8),
            ] {
                let text = try await RawSocket(service).trickle(submit + next, nil)
                #expect(text.hasPrefix("HTTP/1.1 202 "))
                #expect(text.contains("HTTP/1.1 400 "))
            }
        }
    }

    @Test func `a client that waits for leave to send its body gets it`() async throws {
        try await withService { service in
            let body = Array(#"{"action_id":"jb_jobs"}"#.utf8)
            let head = Self.head(service, "Expect: 100-continue", "Content-Length: \(body.count)")
            #expect(try await RawSocket(service).exchange(head) == "HTTP/1.1 100 Continue\r\n\r\n")
            let text = try await RawSocket(service).exchange(head + body)
            #expect(text.contains("100 Continue") || text.contains("202 Accepted"))
        }
    }

    @Test func `of more connections than there is room for, each request is told so`() async throws {
        try await withService { service in
            let idle = try await RawSocket.open(ConnectionCount.limit, service)
            let answer = try await RawSocket(service).exchange(
                Self.get(service, "Host: \(service.authority)\r\n"))
            #expect(answer.hasPrefix("HTTP/1.1 503 "))
            #expect(answer.contains("TOO_MANY_CONNECTIONS"))
            for socket in idle { try await socket.close() }
            try await Task.sleep(for: .milliseconds(100))
            let answer6 = try await RawSocket(service).exchange(
                Self.get(service, "Host: \(service.authority)\r\n"))
            #expect(answer6.hasPrefix("HTTP/1.1 200 "))
        }
    }

    @Test func `jobs find their pages while strangers hold every connection`() async throws {
        try await withService { service in
            let accepted = try await service.submitProfile("slow-1")
            let idle = try await RawSocket.open(ConnectionCount.limit, service)
            let store = try await service.finished(accepted)
            #expect(store == "completed")
            for socket in idle { try await socket.close() }
        }
    }
}
