import HolocronAPI
import HolocronClient
import Synchronization
import Testing

/// What a submit over a real socket comes to, wherever the connection is cut.
struct SubmitTests {
    static let body = #"{"status":"processing","job_id":"7c3f1a2b","poll_url":"/v1/holocron/jobs/7c3f1a2b"}"#
    static let accepted = SubmitOutcome.accepted(JobID("7c3f1a2b")!, pollURL: "/v1/holocron/jobs/7c3f1a2b")

    @Test func `a submit is one POST with the key, the body of the contract and a connection of its own`()
        async throws
    {
        try await RawServer.answering { _ in
            answer("202 Accepted", SubmitTests.body)
        } body: { server in
            let client = HolocronClient.to(server)
            #expect(await client.submit(.sample) == SubmitTests.accepted)
            #expect(await client.submit(.sample) == SubmitTests.accepted)
            let request = server.requests[0]
            #expect(server.requests.map(\.method) == ["POST", "POST"])
            #expect(request.path == "/v1/holocron/task")
            #expect(request.field("x-api-key") == canary)
            #expect(request.field("connection") == "close")
            #expect(request.field("content-type") == "application/json")
            await client.shutdown()
        }
    }

    @Test
    func `the observer hears of the connection before a byte leaves, and of the status before the body`()
        async throws
    {
        let steps = Mutex<[String]>([])
        let mayEnd = Signal()
        try await RawServer.run { connection in
            try await connection.request()
            steps.withLock { $0.append("request") }
            let text = answer("202 Accepted", SubmitTests.body, fields: ["X-Request-Id: r1"])
            try await connection.send(Array(text.utf8.dropLast(10)))
            await mayEnd.wait()
            steps.withLock { $0.append("rest") }
            try await connection.send(Array(text.utf8.suffix(10)))
        } body: { server in
            let client = HolocronClient.to(server)
            let outcome = await client.submit(.sample) { phase in
                steps.withLock { $0.append("\(phase)") }
                if phase != .connected { mayEnd.send() }
            }
            #expect(outcome == SubmitTests.accepted)
            #expect(
                steps.withLock { $0 } == [
                    "connected", "request", #"answering(status: 202, requestID: Optional("r1"))"#, "rest",
                ])
            await client.shutdown()
        }
    }

    @Test func `an observer that throws before the first byte keeps the request from being sent`()
        async throws
    {
        struct Refusal: Error {}
        try await RawServer.run {
            try await $0.stallOrRequest()
        } body: { server in
            let client = HolocronClient.to(server)
            let outcome = await client.submit(.sample) { _ in throw Refusal() }
            #expect(outcome == .notSent(.cancelled))
            #expect(server.posts == 0)
            await client.shutdown()
        }
    }

    @Test func `an observer that throws at the status line loses no answer`() async throws {
        struct Refusal: Error {}
        try await RawServer.answering { _ in
            answer("202 Accepted", SubmitTests.body)
        } body: { server in
            let client = HolocronClient.to(server)
            let outcome = await client.submit(.sample) { if $0 != .connected { throw Refusal() } }
            #expect(outcome == SubmitTests.accepted)
            await client.shutdown()
        }
    }

    @Test func `a refused connection sent nothing`() async throws {
        let nobody = RefusingPort()
        defer { withExtendedLifetime(nobody) {} }
        let client = HolocronClient(origin: nobody.origin)
        let outcome = await client.submit(.sample)
        #expect(outcome == .notSent(.cannotConnect(why: "\(nobody.origin): connection refused")))
        await client.shutdown()
    }

    @Test func `a connection that is closed while the journal writes sent nothing`() async throws {
        let closed = Signal()
        try await RawServer.run { _ in
            closed.send()
        } body: { server in
            let client = HolocronClient.to(server)
            let outcome = await client.submit(.sample) { _ in await closed.wait() }
            // The close may be noticed before the first byte or after it: only the former proves anything.
            switch outcome {
            case .notSent(.cannotConnect), .unknown: break
            default: Issue.record("\(outcome)")
            }
            #expect(server.posts == 0)
            await client.shutdown()
        }
    }

    @Test(arguments: [
        Cut(name: "inside the request", text: "", readsAll: false),
        Cut(name: "after the request", text: ""),
        Cut(name: "inside the status line", text: "HTTP/1.1 20"),
        Cut(name: "inside the head", text: "HTTP/1.1 202 Accepted\r\nContent-Le"),
        Cut(name: "no HTTP at all", text: "SSH-2.0-OpenSSH_9.6\r\n\r\n"),
        Cut(name: "inside a 200", text: "HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\n{\"status\":\"comp"),
        Cut(name: "inside a 402", text: "HTTP/1.1 402 No\r\nContent-Length: 40\r\n\r\n{\"status\":\"err"),
        Cut(name: "reset after the request", text: "", resets: true),
        Cut(
            name: "reset inside a 502", text: "HTTP/1.1 502 Bad\r\nContent-Length: 40\r\n\r\n<htm",
            resets: true),
    ]) func `after the first byte a cut proves nothing`(cut: Cut) async throws {
        try await RawServer.run { connection in
            _ = cut.readsAll ? try await connection.request() : try await connection.head()
            try await connection.send(cut.text)
            if cut.resets { try await connection.reset() }
        } body: { server in
            let client = HolocronClient.to(server)
            let outcome = await client.submit(.sample)
            guard case .unknown = outcome else { throw Unexpected(outcome) }
            #expect(server.posts == 1)
            await client.shutdown()
        }
    }

    @Test func `a 202 that is cut at any byte of its body is accepted with its id unknown`() async throws {
        let whole = answer("202 Accepted", SubmitTests.body)
        let headLength = whole.utf8.count - SubmitTests.body.utf8.count
        let lengths = Mutex(Array(headLength..<whole.utf8.count))
        let count = whole.utf8.count - headLength
        try await RawServer.run { connection in
            try await connection.request()
            let length = lengths.withLock { $0.removeFirst() }
            try await connection.send(Array(whole.utf8.prefix(length)))
        } body: { server in
            let client = HolocronClient.to(server)
            for _ in 0..<count {
                let outcome = await client.submit(.sample)
                guard case .acceptedIDUnknown = outcome else { throw Unexpected(outcome) }
            }
            #expect(server.posts == count)
            await client.shutdown()
        }
    }

    @Test(arguments: [
        "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + answer("202 Accepted", body),
        "HTTP/1.1 202 Accepted\r\nTransfer-Encoding: chunked\r\n\r\n\(String(body.utf8.count, radix: 16))\r\n\(body)\r\n"
            + "0\r\n\r\n",
        "HTTP/1.0 202 Accepted\r\n\r\n\(body)", "HTTP/1.1 201 Created\r\n\r\n\(body)",
    ]) func `an answer may be framed in any way that HTTP has`(text: String) async throws {
        try await RawServer.run { connection in
            try await connection.request()
            try await connection.send(text)
        } body: { server in
            let client = HolocronClient.to(server)
            let outcome = await client.submit(.sample)
            #expect(outcome == SubmitTests.accepted)
            await client.shutdown()
        }
    }

    @Test func `a chunk that does not come leaves the id unknown`() async throws {
        try await RawServer.run { connection in
            try await connection.request()
            try await connection.send(
                "HTTP/1.1 202 Accepted\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n")
        } body: { server in
            let client = HolocronClient.to(server)
            guard case .acceptedIDUnknown = await client.submit(.sample) else { throw Unmatched() }
            await client.shutdown()
        }
    }

    @Test func `a server that does not speak TLS was sent nothing`() async throws {
        try await RawServer.run { connection in
            try await connection.send("HTTP/1.0 400 Bad Request\r\n\r\n")
        } body: { server in
            let client = HolocronClient(origin: "https://127.0.0.1:\(server.port)")
            let outcome = await client.submit(.sample) { _ in Issue.record("connected") }
            guard case .notSent(.cannotConnect) = outcome else { throw Unexpected(outcome) }
            #expect(server.posts == 0)
            await client.shutdown()
        }
    }

    @Test func `a shutdown waits for the submit that is on its way`() async throws {
        let sent = Signal()
        let mayAnswer = Signal()
        try await RawServer.run { connection in
            try await connection.request()
            sent.send()
            await mayAnswer.wait()
            try await connection.send(answer("202 Accepted", SubmitTests.body))
        } body: { server in
            let client = HolocronClient.to(server)
            async let outcome = client.submit(.sample)
            await sent.wait()
            async let ending: Void = client.shutdown()
            mayAnswer.send()
            #expect(await outcome == SubmitTests.accepted)
            await ending
        }
    }

    @Test func `silence after the request is unknown when the time is up`() async throws {
        var timeouts = Timeouts.standard
        timeouts.submit = .milliseconds(100)
        try await RawServer.run {
            try await $0.stall()
        } body: { server in
            let client = HolocronClient.to(server, timeouts)
            let outcome = await client.submit(.sample)
            #expect(
                outcome
                    == .unknown("the request was sent and no answer came: the server did not answer in time"))
            await client.shutdown()
        }
    }

    @Test func `an answer without end, and one with an endless head, are given up`() async throws {
        var timeouts = Timeouts.standard
        timeouts.largestBody = 1000
        timeouts.largestHead = 1000
        let long = String(repeating: "x", count: 2000)
        for text in [answer("202 Accepted", long), answer("402 No", "{}", fields: ["X-Long: \(long)"])] {
            try await RawServer.run { connection in
                try await connection.request()
                try await connection.send(text)
                try await connection.stall()
            } body: { server in
                let client = HolocronClient.to(server, timeouts)
                let outcome = await client.submit(.sample)
                #expect("\(outcome)".contains("nknown"))
                await client.shutdown()
            }
        }
    }

    @Test func `cancelling while the request is on its way still reads the answer`() async throws {
        let sent = Signal()
        let mayAnswer = Signal()
        try await RawServer.run { connection in
            try await connection.request()
            sent.send()
            await mayAnswer.wait()
            try await connection.send(answer("202 Accepted", SubmitTests.body))
        } body: { server in
            let client = HolocronClient.to(server)
            async let outcome = withTaskGroup { group in
                group.addTask { await client.submit(.sample) }
                await sent.wait()
                group.cancelAll()
                mayAnswer.send()
                return await group.next()
            }
            #expect(await outcome == SubmitTests.accepted)
            await client.shutdown()
        }
    }

    @Test func `cancelling ends the wait for an answer that does not come`() async throws {
        var timeouts = Timeouts.standard
        timeouts.farewell = .milliseconds(20)
        let sent = Signal()
        try await RawServer.run { connection in
            try await connection.request()
            sent.send()
            try await connection.stall()
        } body: { server in
            let client = HolocronClient.to(server, timeouts)
            let outcome = await withTaskGroup { group in
                group.addTask { await client.submit(.sample) }
                await sent.wait()
                group.cancelAll()
                return await group.next()
            }
            #expect(outcome == .unknown("the request was sent and no answer came: stopped"))
            await client.shutdown()
        }
    }

    @Test func `cancelling before the first byte sends nothing`() async throws {
        let writing = Signal()
        try await RawServer.run {
            try await $0.stallOrRequest()
        } body: { server in
            let client = HolocronClient.to(server)
            let outcome = await withTaskGroup { group in
                group.addTask {
                    await client.submit(.sample) { _ in
                        writing.send()
                        try await Task.sleep(for: .seconds(600))
                    }
                }
                await writing.wait()
                group.cancelAll()
                return await group.next()
            }
            #expect(outcome == .notSent(.cancelled))
            #expect(server.posts == 0)
            await client.shutdown()
        }
    }

    @Test func `a redirect is not followed`() async throws {
        try await RawServer.run { elsewhere in
            _ = try await elsewhere.head()
        } body: { other in
            let text = answer("307 Moved", "", fields: ["Location: \(other.origin)/v1/holocron/task"])
            try await RawServer.answering { _ in
                text
            } body: { server in
                let client = HolocronClient.to(server)
                let outcome = await client.submit(.sample)
                #expect(outcome == .unknown("the server answered 307 with an empty body"))
                #expect(server.posts == 1)
                #expect(other.requests.isEmpty)
                await client.shutdown()
            }
        }
    }
}

/// An answer to a submit that is cut.
struct Cut: Sendable, CustomTestStringConvertible {
    var name: String
    var text: String
    var readsAll = true
    var resets = false

    var testDescription: String { name }
}

struct Unexpected: Error {
    let outcome: SubmitOutcome

    init(_ outcome: SubmitOutcome) { self.outcome = outcome }
}
