import FoundationEssentials
import Glibc
import HolocronAPI
import HolocronClient
import Synchronization
import Testing

@testable import HolocronJobs

/// Answers that come twice, late, to the wrong request or packed: no submit is sent twice after an unknown outcome, and
/// no accepted job is missing from the journal or its unknowns.
struct FaultTests {
    static func accepted(_ id: String) -> String {
        answer("202 Accepted", #"{"status":"processing","job_id":"\#(id)"}"#)
    }

    static let limited = StoreSubmitTests.failure("429 Slow", "RATE_LIMIT_EXCEEDED")

    @Test(arguments: [
        (accepted("j-1") + accepted("j-1"), Job.State.accepted),
        (accepted("j-1") + accepted("j-2"), .accepted),
        (accepted("j-1") + limited, .accepted),
        (limited.replacing("429 Slow", with: "402 No") + accepted("j-1"), .rejected),
        (answer("502 Bad", "") + accepted("j-1"), .unknown), (accepted("j-1") + "garbage", .accepted),
    ])
    func `of answers that come together the first counts`(text: String, state: Job.State) async throws {
        let (_, kept, posts) = try await StoreSubmitTests.submit(to: [text])
        #expect(kept.state == state)
        #expect(posts == 1)
    }

    @Test func `answers that reach each other's request lose no job`() async throws {
        let journal = try Journal()
        let arrived = Mutex(0)
        let both = Signal()
        try await RawServer.run { connection in
            try await connection.request()
            let number = arrived.withLock { count in
                count += 1
                return count
            }
            if number == 1 { await both.wait() } else { both.send() }
            try await connection.send(FaultTests.accepted(number == 1 ? "j-2" : "j-1"))
        } body: { server in
            let store = JobStore(server, journal)
            try await withThrowingTaskGroup { group in
                for _ in 0..<2 { group.addTask { _ = try await store.submit(.sample, price: 2) } }
                try await group.waitForAll()
            }
            let kept = try store.jobs(limit: 9)
            #expect(Set(kept.compactMap(\.id?.text)) == ["j-1", "j-2"])
            #expect(server.posts == 2)
            await store.client.shutdown()
        }
    }

    @Test func `an answer that comes after the time is up changes nothing, and the list finds the job`()
        async throws
    {
        var timeouts = Timeouts.standard
        timeouts.submit = .milliseconds(60)
        let journal = try Journal()
        try await RawServer.run { connection in
            let request = try await connection.request()
            guard request.method == "POST" else {
                return try await connection.send(ReconcileTests.list([ReconcileTests.entry("j-1", at: 1)]))
            }
            try await Task.sleep(for: .milliseconds(120))
            try await connection.send(FaultTests.accepted("j-1"))
        } body: { server in
            let store = JobStore(server, journal, timeouts: timeouts)
            let result = await Result.of { () async throws(JobsError) in
                try await store.submit(.sample, price: 2)
            }
            #expect(result.failure?.code == "OUTCOME_UNKNOWN")
            let found = try await store.reconcile()
            #expect(found.map(\.id?.text) == ["j-1"])
            #expect(server.posts == 1)
            await store.client.shutdown()
        }
    }

    /// `{"status":"processing","job_id":"j-1"}`, packed.
    static let gzip: [UInt8] = [
        0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 2, 0xFF, 0xAB, 0x56, 0x2A, 0x2E, 0x49, 0x2C, 0x29, 0x2D, 0x56, 0xB2,
        0x52,
        0x2A, 0x28, 0xCA, 0x4F, 0x4E, 0x2D, 0x2E, 0xCE, 0xCC, 0x4B, 0x57, 0xD2, 0x51, 0xCA, 0xCA, 0x4F, 0x8A,
        0xCF,
        0x4C, 0x01, 0x8A, 0x66, 0xE9, 0x1A, 0x2A, 0xD5, 0x02, 0, 0x56, 0x0A, 0x05, 0, 0x26, 0, 0, 0,
    ]

    @Test(arguments: ["200 OK", "202 Accepted", "402 No", "429 Slow", "500 No", "503 No"])
    func `a packed body that was not asked for leaves the outcome unknown`(status: String) async throws {
        let journal = try Journal()
        let head =
            "HTTP/1.1 \(status)\r\nContent-Encoding: gzip\r\nContent-Length: \(FaultTests.gzip.count)\r\n\r\n"
        try await RawServer.run { connection in
            try await connection.request()
            try await connection.send(Array(head.utf8) + FaultTests.gzip)
        } body: { server in
            let store = JobStore(server, journal)
            let result = await Result.of { () async throws(JobsError) in
                try await store.submit(.sample, price: 2)
            }
            #expect(result.failure?.code == "OUTCOME_UNKNOWN")
            let kept = try store.jobs(limit: 9)
            #expect(kept.map(\.state) == [.unknown])
            #expect(server.posts == 1)
            #expect(server.requests.allSatisfy { $0.field("accept-encoding") == nil })
            await store.client.shutdown()
        }
    }

    /// Forms of `Retry-After`, and the shortest wait that keeps to each. The fake clock says 2023-11-14 22:13:20, the
    /// client's own reads dates.
    static let retryAfters: [([String], Duration)] = [
        (["Retry-After: 7"], .seconds(7)), (["Retry-After: 007"], .seconds(7)),
        (["retry-after:7"], .seconds(7)),
        (["Retry-After: 7  "], .seconds(7)), (["Retry-After: 0"], .seconds(1)),
        (["Retry-After: 600"], .seconds(600)),
        (["Retry-After: Thu, 01 Jan 1970 00:00:00 GMT"], .seconds(1)),
        (["Retry-After: soon"], .seconds(5)), (["Retry-After: -7"], .seconds(5)),
        (["Retry-After: 1.5"], .seconds(5)), (["Retry-After:"], .seconds(5)), ([], .seconds(5)),
        (["Retry-After: 9", "Retry-After: 3"], .seconds(9)),
        (["Retry-After: 3", "Retry-After: 9"], .seconds(9)),
    ]

    @Test(arguments: retryAfters)
    func `a 429 is obeyed in every form, and never earlier than it asks`(fields: [String], wait: Duration)
        async throws
    {
        for body in [
            #"{"status":"error","error":{"code":"RATE_LIMIT_EXCEEDED","message":"no"}}"#,
            #"{"error":"rate_limit_exceeded","message":"no"}"#,
        ] {
            let time = FakeTime()
            let (result, _, posts) = try await StoreSubmitTests.submit(
                to: [answer("429 Slow", body, fields: fields), FaultTests.accepted("j-1")], time: time)
            #expect(try result.get().state == .accepted)
            #expect(posts == 2)
            #expect(time.slept.reduce(.zero, +) == wait)
        }
    }

    @Test func `a 429 with a date waits until then`() async throws {
        let time = FakeTime()
        let date = httpDate(Date().addingTimeInterval(90))
        let (_, _, posts) = try await StoreSubmitTests.submit(
            to: [
                StoreSubmitTests.failure("429 Slow", "X", fields: ["Retry-After: \(date)"]),
                FaultTests.accepted("j-1"),
            ], time: time)
        #expect(posts == 2)
        let slept = time.slept.reduce(.zero, +)
        #expect(slept > .seconds(30) && slept <= .seconds(90))
    }

    @Test func `a 429 holds back the other submits too`() async throws {
        let time = FakeTime()
        let journal = try Journal()
        let first = Mutex(true)
        try await RawServer.answering { _ in
            let isFirst = first.withLock { isFirst in
                defer { isFirst = false }
                return isFirst
            }
            return isFirst
                ? StoreSubmitTests.failure("429 Slow", "X", fields: ["Retry-After: 7200"])
                : FaultTests.accepted("j-1")
        } body: { server in
            let store = JobStore(server, journal, time: time)
            let refused = await Result.of { () async throws(JobsError) in
                try await store.submit(.sample, price: 2)
            }
            #expect(refused.failure?.code == "X")
            #expect(time.slept.isEmpty)
            _ = try await store.submit(.sample, price: 2)
            #expect(time.slept == [.seconds(7200)])
            await store.client.shutdown()
        }
    }
}

/// `Wed, 21 Oct 2015 07:28:00 GMT`
private func httpDate(_ date: Date) -> String {
    var time = time_t(date.timeIntervalSince1970)
    var parts = tm()
    gmtime_r(&time, &parts)
    var text = [CChar](repeating: 0, count: 40)
    strftime(&text, text.count, "%a, %d %b %Y %H:%M:%S GMT", &parts)
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
