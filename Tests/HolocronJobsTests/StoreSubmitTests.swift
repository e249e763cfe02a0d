import HolocronAPI
import HolocronClient
import Synchronization
import Testing

@testable import HolocronJobs

/// What the journal holds and how many POSTs a server saw, whatever it did.
struct StoreSubmitTests {
    static let accepted = answer(
        "202 Accepted",
        #"{"status":"processing","job_id":"7c3f1a2b-4d5e","poll_url":"/v1/holocron/jobs/7c3f1a2b-4d5e"}"#)

    static func failure(_ status: String, _ code: String, fields: [String] = []) -> String {
        answer(status, #"{"status":"error","error":{"code":"\#(code)","message":"no"}}"#, fields: fields)
    }

    /// One server and how it answers each POST in turn, the last answer for good.
    static func submit(
        to answers: [String], time: FakeTime = FakeTime(),
        onWait: @escaping @Sendable (Duration) -> Void = { _ in }
    ) async throws -> (result: Result<Job, JobsError>, kept: Job, posts: Int) {
        let journal = try Journal()
        let queue = Mutex(answers)
        return try await RawServer.run { connection in
            try await connection.request()
            try await connection.send(queue.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] })
        } body: { server in
            let store = JobStore(server, journal, time: time)
            let result = await Result.of { () async throws(JobsError) in
                try await store.submit(.sample, price: 2) { wait, _ in onWait(wait) }
            }
            await store.client.shutdown()
            return (result, try store.jobs(limit: 1)[0], server.posts)
        }
    }

    @Test func `an accepted submit is in the journal with its id and price`() async throws {
        let (result, kept, posts) = try await StoreSubmitTests.submit(to: [StoreSubmitTests.accepted])
        #expect(try result.get() == kept)
        #expect(kept.state == .accepted)
        #expect(kept.status == "processing")
        #expect(kept.id?.text == "7c3f1a2b-4d5e")
        #expect(kept.cost == 2)
        #expect(kept.params == TaskRequest.sample.params)
        #expect(posts == 1)
    }

    @Test func `an answer of a sync action is stored too`() async throws {
        let text = answer("200 OK", #"{"status":"completed","data":{"n":1}}"#)
        let (result, kept, posts) = try await StoreSubmitTests.submit(to: [text])
        #expect(try result.get() == kept)
        #expect(kept.state == .completed)
        #expect(kept.result == ["n": 1])
        #expect(kept.id == nil)
        #expect(posts == 1)
    }

    @Test func `each step is in the journal before the next is taken`() async throws {
        let journal = try Journal()
        let states = Mutex<[String]>([])
        let recorded = Signal()
        let note: @Sendable () throws -> Void = {
            let state: String? = try journal.value("state || ' ' || coalesce(answered, '')")
            states.withLock { $0.append(state ?? "") }
        }
        try await RawServer.run { connection in
            _ = try await connection.head()
            try note()
            try await connection.send("HTTP/1.1 202 Accepted\r\nContent-Length: 15\r\n\r\n")
            // The body is held back until the journal has the status line.
            while try journal.value("answered") as Int? == nil { await Task.yield() }
            try note()
            try await connection.send(#"{"job_id":"j1"}"#)
            recorded.send()
        } body: { server in
            let store = JobStore(server, journal)
            _ = try await store.submit(.sample, price: nil)
            await recorded.wait()
            try note()
            await store.client.shutdown()
        }
        #expect(states.withLock { $0 } == ["sending ", "sending 202", "accepted 202"])
    }

    static let unknowns = [
        "", "HTTP/1.1 20", "HTTP/1.1 402 No\r\nContent-Length: 99\r\n\r\n{\"stat",
        answer("502 Bad Gateway", "<html>"), answer("502 Bad Gateway", ""), answer("504 Timeout", "{}"),
        answer("402 No", "<html>"), answer("401 No", ""), answer("403 No", "denied"),
        answer("404 No", "<html>"),
        answer("422 No", "[]"), answer("429 No", "<html>", fields: ["Retry-After: 1"]),
        answer("302 Found", "", fields: ["Location: /"]), answer("200 OK", "\u{1F}\u{8B}"),
        answer("200 OK", "{}"),
        failure("500 No", "INTERNAL"), failure("503 No", "ACTION_UNAVAILABLE"), failure("409 No", "CONFLICT"),
        answer("202 Accepted", #"{"status":"processing"}"#), answer("202 Accepted", #"{"job_id":"../x"}"#),
        "HTTP/1.1 202 Accepted\r\nContent-Length: 99\r\n\r\n{\"job_id\":\"7c3",
    ]

    @Test(arguments: unknowns)
    func `an unknown outcome is kept as such and never sent again`(text: String) async throws {
        let (result, kept, posts) = try await StoreSubmitTests.submit(to: [text])
        #expect(result.failure == .outcomeUnknown(kept))
        #expect(kept.state == .unknown)
        #expect(kept.cost == 2)
        #expect(kept.why?.isEmpty == false)
        #expect(posts == 1)
    }

    @Test func `a reset and a silence are unknown and never sent again`() async throws {
        var timeouts = Timeouts.standard
        timeouts.submit = .milliseconds(80)
        for resets in [true, false] {
            let journal = try Journal()
            try await RawServer.run { connection in
                try await connection.request()
                if resets { try await connection.reset() } else { try await connection.stall() }
            } body: { server in
                let store = JobStore(server, journal, timeouts: timeouts)
                await #expect(throws: JobsError.self) { try await store.submit(.sample, price: 2) }
                let states = try store.jobs(limit: 9).map(\.state)
                #expect(states == [.unknown])
                #expect(server.posts == 1)
                await store.client.shutdown()
            }
        }
    }

    @Test func `a 202 without its id is known to be paid for`() async throws {
        let (_, kept, _) = try await StoreSubmitTests.submit(to: [answer("202 Accepted", "{}")])
        #expect(kept.why == "it was accepted and paid for, but its answer has no job id")
    }

    @Test(arguments: [
        ("400 No", "BAD_REQUEST"), ("401 No", "AUTH_REQUIRED"), ("402 No", "INSUFFICIENT_CREDITS"),
        ("403 No", "FORBIDDEN"), ("404 No", "NOT_FOUND"), ("405 No", "X"), ("413 No", "X"), ("415 No", "X"),
        ("422 No", "INVALID_INPUT"),
    ])
    func `a refusal is kept, costs nothing and is not sent again`(status: String, code: String) async throws {
        let (result, kept, posts) = try await StoreSubmitTests.submit(to: [
            StoreSubmitTests.failure(status, code)
        ])
        #expect(kept.state == .rejected)
        #expect(kept.cost == 0)
        #expect(kept.error?.code == code)
        #expect(result.failure == kept.error.map { JobsError(rejection: $0) })
        #expect(posts == 1)
    }

    @Test(
        arguments: [
            (["Retry-After: 7"], [Duration.seconds(7), .seconds(7)]), ([], [.seconds(5), .seconds(10)]),
            (["Retry-After: Thu, 01 Jan 1970 00:00:00 GMT"], [.seconds(1), .seconds(1)]),
        ] as [([String], [Duration])])
    func `a 429 waits as told and is sent again`(fields: [String], waits: [Duration]) async throws {
        let time = FakeTime()
        let told = Mutex<[Duration]>([])
        let busy = StoreSubmitTests.failure("429 Slow", "RATE_LIMIT_EXCEEDED", fields: fields)
        let (result, kept, posts) = try await StoreSubmitTests.submit(
            to: [busy, busy, StoreSubmitTests.accepted], time: time,
            onWait: { wait in told.withLock { $0.append(wait) } })
        #expect(try result.get().state == .accepted)
        #expect(kept.error == nil)
        #expect(kept.cost == 2)
        #expect(posts == 3)
        #expect(time.slept == waits)
        #expect(told.withLock { $0 } == waits)
    }

    @Test func `a 429 that asks for hours is left to the user`() async throws {
        let time = FakeTime()
        let busy = StoreSubmitTests.failure("429 Slow", "RATE_LIMIT_EXCEEDED", fields: ["Retry-After: 7200"])
        let (result, kept, posts) = try await StoreSubmitTests.submit(to: [busy], time: time)
        #expect(result.failure?.code == "RATE_LIMIT_EXCEEDED")
        #expect(kept.state == .rejected)
        #expect(posts == 1)
        #expect(time.slept.isEmpty)
    }

    @Test func `the failure that is not charged is sent again twice`() async throws {
        let failure = StoreSubmitTests.failure("500 No", "EXECUTION_FAILED")
        let (result, kept, posts) = try await StoreSubmitTests.submit(to: [failure])
        #expect(result.failure?.code == "EXECUTION_FAILED")
        #expect(kept.state == .rejected)
        #expect(posts == 3)
    }

    @Test func `what follows a retry counts like a first answer`() async throws {
        let failure = StoreSubmitTests.failure("500 No", "EXECUTION_FAILED")
        let (result, kept, posts) = try await StoreSubmitTests.submit(to: [failure, answer("502 Bad", "")])
        #expect(result.failure == .outcomeUnknown(kept))
        #expect(kept.error == nil)
        #expect(posts == 2)
    }

    @Test func `a refused connection is tried three times and costs nothing`() async throws {
        let time = FakeTime()
        let journal = try Journal()
        let nobody = RefusingPort()
        defer { withExtendedLifetime(nobody) {} }
        let origin = nobody.origin
        let store = JobStore(
            journal: { () throws(JournalError) in journal }, client: HolocronClient(origin: origin),
            server: "test",
            clock: time.clock)
        let result = await Result.of { () async throws(JobsError) in try await store.submit(.sample, price: 2)
        }
        let kept = try store.jobs(limit: 9)
        #expect(kept.map(\.state) == [.notSent])
        #expect(kept[0].cost == 0)
        #expect(result.failure == .notSent(kept[0]))
        #expect(
            result.failure?.message == "job 1 was not sent: cannot connect to \(origin): connection refused")
        #expect(time.slept == [.milliseconds(500), .seconds(1)])
        #expect(try journal.value("attempts") == 3)
        await store.client.shutdown()
    }

    @Test func `a missing key is said at once`() async throws {
        let journal = try Journal()
        let client = HolocronClient(endpoint: { throw EndpointError.noKey })
        let store = JobStore(journal: { () throws(JournalError) in journal }, client: client, server: "test")
        let result = await Result.of { () async throws(JobsError) in try await store.submit(.sample, price: 2)
        }
        #expect(result.failure?.message == "there is no API key")
        #expect(result.failure?.next == "login")
        #expect(try store.jobs(limit: 9).map(\.state) == [.notSent])
    }

    @Test func `without a journal nothing is sent`() async throws {
        try await RawServer.answering { _ in
            StoreSubmitTests.accepted
        } body: { server in
            let store = JobStore(
                journal: { () throws(JournalError) in throw .full(path: "p") }, client: .to(server),
                server: "test")
            await #expect(throws: JobsError.journal(.full(path: "p"))) {
                try await store.submit(.sample, price: 2)
            }
            #expect(server.requests.isEmpty)
        }
    }

    @Test func `a journal that fails after the intent keeps the request from being sent`() async throws {
        let journal = try Journal()
        try await journal.run(
            """
            CREATE TEMP TRIGGER broken BEFORE UPDATE OF state ON job WHEN NEW.state = 'sending'
            BEGIN SELECT RAISE(ABORT, 'broken'); END
            """)
        try await RawServer.answering { _ in
            StoreSubmitTests.accepted
        } body: { server in
            let store = JobStore(server, journal)
            await #expect(throws: JobsError.journal(.failed(path: "in memory", why: "broken"))) {
                try await store.submit(.sample, price: 2)
            }
            #expect(server.posts == 0)
            let kept = try store.jobs(limit: 9)
            #expect(kept.map(\.state) == [.notSent])
            await store.client.shutdown()
        }
    }

    @Test func `an id that cannot be kept is in the error`() async throws {
        let journal = try Journal()
        try await journal.run(
            """
            CREATE TEMP TRIGGER broken BEFORE UPDATE OF id ON job BEGIN SELECT RAISE(ABORT, 'broken'); END
            """)
        try await RawServer.answering { _ in
            StoreSubmitTests.accepted
        } body: { server in
            let store = JobStore(server, journal)
            let result = await Result.of { () async throws(JobsError) in
                try await store.submit(.sample, price: 2)
            }
            guard case .unrecorded(let job, _) = result.failure else { throw Unmatched() }
            #expect(job.id?.text == "7c3f1a2b-4d5e")
            #expect(result.failure?.next.contains("7c3f1a2b-4d5e") == true)
            #expect(server.posts == 1)
            let open = try store.jobs(limit: 9)
            #expect(open.map(\.state) == [.sending])
            // The journal can be written again: it is offered the id before anything else is sent.
            try await journal.run("DROP TRIGGER broken")
            _ = await Result.of { () async throws(JobsError) in try await store.submit(.sample, price: 2) }
            let kept = try #require(try journal.job(number: job.number))
            #expect((kept.id?.text, kept.state, kept.cost) == ("7c3f1a2b-4d5e", .accepted, 2))
            await store.client.shutdown()
        }
    }

    @Test func `many submits at once are each paid once`() async throws {
        let scratch = Scratch()
        let journal = try Journal(path: scratch.path)
        let count = Atomic(0)
        try await RawServer.answering { _ in
            let id = count.wrappingAdd(1, ordering: .relaxed).newValue
            return answer("202 Accepted", #"{"status":"processing","job_id":"job-\#(id)"}"#)
        } body: { server in
            let store = JobStore(server, journal)
            try await withThrowingTaskGroup { group in
                for _ in 0..<25 { group.addTask { _ = try await store.submit(.sample, price: 1) } }
                try await group.waitForAll()
            }
            #expect(server.posts == 25)
            #expect(Set(try store.jobs(limit: 99).compactMap(\.id)).count == 25)
            await store.client.shutdown()
        }
    }

    @Test func `a server that gives one id twice leaves the second outcome unknown`() async throws {
        let journal = try Journal()
        try await RawServer.answering { _ in
            StoreSubmitTests.accepted
        } body: { server in
            let store = JobStore(server, journal)
            let first = try await store.submit(.sample, price: 2)
            let result = await Result.of { () async throws(JobsError) in
                try await store.submit(.sample, price: 2)
            }
            guard case .outcomeUnknown(let job) = result.failure else { throw Unmatched() }
            #expect(job.why == "the server gave it the id of job 1, 7c3f1a2b-4d5e")
            #expect(try store.jobs(limit: 9) == [job, first])
            #expect(server.posts == 2)
            await store.client.shutdown()
        }
    }
}

struct Unmatched: Error {}

extension Result where Failure == JobsError {
    static func of(_ body: () async throws(JobsError) -> Success) async -> Self {
        do {
            return .success(try await body())
        } catch {
            return .failure(error)
        }
    }

    var failure: JobsError? {
        if case .failure(let error) = self { error } else { nil }
    }
}
