import FoundationEssentials
import HolocronAPI
import HolocronClient
import Synchronization
import Testing

@testable import HolocronJobs

/// Waiting for a job whose server answers these looks in turn, the last one for good.
struct WaitTests {
    static let processing = answer("200 OK", #"{"status":"processing"}"#)
    static let completed = answer(
        "200 OK", #"{"status":"completed","data":{"name":"Jane","n":1.50},"credits_used":1}"#)
    static let failed = answer(
        "200 OK",
        #"{"status":"failed","error":{"code":"EXECUTION_FAILED","message":"no page"},"credits_used":0}"#)
    static let missing = StoreSubmitTests.failure("404 No", "NOT_FOUND")

    let time = FakeTime()

    func waiting(
        _ answers: [String], timeout: Duration? = nil, progress: @escaping @Sendable (Job) -> Void = { _ in }
    ) async throws -> (result: Result<Job, JobsError>, kept: Job, looks: Int) {
        let journal = try Journal()
        let job = try await journal.accepted("j-1234")
        let queue = Mutex(answers)
        return try await RawServer.answering { _ in
            queue.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
        } body: { server in
            let store = JobStore(server, journal, time: time)
            let result = await Result.of { () async throws(JobsError) in
                try await store.wait(for: job, timeout: timeout, progress: progress)
            }
            await store.client.shutdown()
            return (result, try #require(try journal.job(number: job.number)), server.requests.count)
        }
    }

    @Test func `a completed job has its result in the journal when it is returned`() async throws {
        let (result, kept, looks) = try await waiting([WaitTests.processing, WaitTests.completed])
        #expect(try result.get() == kept)
        #expect(kept.state == .completed)
        #expect(kept.result?.encoded() == #"{"name":"Jane","n":1.50}"#)
        #expect(kept.cost == 1)
        #expect(looks == 2)
        #expect(time.slept == [.seconds(2), .seconds(3)])
    }

    @Test func `a failed job is a job, and its credits came back`() async throws {
        let (result, kept, _) = try await waiting([WaitTests.failed])
        #expect(try result.get() == kept)
        #expect(kept.state == .failed)
        #expect(kept.error?.message == "no page")
        #expect(kept.cost == 0)
    }

    @Test func `no error of a look is the job's failure`() async throws {
        let troubles = [
            answer("502 Bad", "<html>"), answer("502 Bad", ""), answer("500 No", "[]"), answer("200 OK", "{"),
            StoreSubmitTests.failure("429 Slow", "RATE_LIMIT_EXCEEDED"),
            StoreSubmitTests.failure("503 No", "X"),
            answer("302 Found", "", fields: ["Location: /"]), "SSH-2.0\r\n\r\n",
            WaitTests.missing, WaitTests.missing, StoreSubmitTests.failure("403 No", "FORBIDDEN"),
        ]
        let (result, _, _) = try await waiting(troubles + [WaitTests.completed])
        #expect(try result.get().state == .completed)
        #expect(time.slept.allSatisfy { $0 <= .seconds(60) })
        #expect(time.slept.last == .seconds(60))
    }

    @Test func `a server that cannot be reached is asked until the time is up`() async throws {
        let journal = try Journal()
        let job = try await journal.accepted("j-1234")
        let nobody = RefusingPort()
        defer { withExtendedLifetime(nobody) {} }
        let origin = nobody.origin
        let store = JobStore(
            journal: { () throws(JournalError) in journal }, client: HolocronClient(origin: origin),
            server: "test",
            pace: testPace, clock: time.clock)
        await #expect(throws: JobsError.timedOut(job)) {
            try await store.wait(for: job, timeout: .seconds(300))
        }
        #expect(time.slept.reduce(.zero, +) == .seconds(300))
        #expect(try journal.job(number: job.number) == job)
        await store.client.shutdown()
    }

    @Test func `what the server asks for wins over the pace`() async throws {
        let later = answer("200 OK", #"{"status":"processing","retry_after_ms":9000}"#)
        let soon = answer("200 OK", #"{"status":"processing","retry_after_ms":-5}"#)
        let busy = answer("503 Busy", "<html>", fields: ["Retry-After: 90"])
        _ = try await waiting([later, soon, busy, WaitTests.completed])
        #expect(time.slept == [.seconds(2), .seconds(9), .milliseconds(4500), .seconds(90)])
    }

    @Test func `a wait that takes its whole time leaves the job alive`() async throws {
        let seen = Mutex(0)
        let (result, kept, looks) = try await waiting([WaitTests.processing], timeout: .seconds(6)) { _ in
            seen.withLock { $0 += 1 }
        }
        #expect(result.failure == .timedOut(kept))
        #expect(kept.state == .accepted)
        #expect(time.slept == [.seconds(2), .seconds(3), .seconds(1)])
        #expect(looks == 3)
        #expect(seen.withLock { $0 } == 3)
    }

    @Test func `a wait of no time looks once`() async throws {
        let (result, _, looks) = try await waiting([WaitTests.completed], timeout: .zero)
        #expect(try result.get().state == .completed)
        #expect(looks == 1)
    }

    @Test func `there is no look before the server wants one, not even at the end`() async throws {
        let later = answer("200 OK", #"{"status":"processing","retry_after_ms":60000}"#)
        let (result, kept, looks) = try await waiting([later, WaitTests.completed], timeout: .seconds(10))
        #expect(result.failure == .timedOut(kept))
        #expect(looks == 1)
    }

    @Test func `a 401 and a server that does not know the job end the wait`() async throws {
        let (denied, _, looks) = try await waiting([StoreSubmitTests.failure("401 No", "AUTH_EXPIRED")])
        #expect(denied.failure?.code == "AUTH_EXPIRED")
        #expect(looks == 1)
        let (forgotten, kept, tries) = try await waiting([WaitTests.missing])
        #expect(forgotten.failure == .forgotten(kept))
        #expect(kept.state == .accepted)
        #expect(tries == 3)
    }

    @Test func `a cancelled wait leaves the job alive`() async throws {
        let journal = try Journal()
        let job = try await journal.accepted("j-1234")
        let looking = Signal()
        try await RawServer.run { connection in
            try await connection.request()
            looking.send()
            try await connection.stall()
        } body: { server in
            let store = JobStore(server, journal, time: time)
            let result = await withTaskGroup { group in
                group.addTask {
                    await Result.of { () async throws(JobsError) in
                        try await store.wait(for: job, timeout: nil)
                    }
                }
                await looking.wait()
                group.cancelAll()
                return await group.next()
            }
            #expect(result?.failure == .stopped(job))
            let kept = try journal.job(number: job.number)
            #expect(kept == job)
            await store.client.shutdown()
        }
    }

    @Test func `a finished job is answered without the network`() async throws {
        let journal = try Journal()
        let job = try await journal.accepted("j-1234")
        let end = JobAnswer.completed(data: 1, credits: 1, milliseconds: nil)
        _ = try await journal.record(.ended(end), of: job.number, at: Date())
        let client = HolocronClient(endpoint: { throw EndpointError.noKey })
        let store = JobStore(journal: { () throws(JournalError) in journal }, client: client, server: "test")
        let waited = try await store.wait(for: job, timeout: nil)
        let refreshed = try await store.refresh(job)
        #expect(waited.result == 1)
        #expect(refreshed == waited)
    }

    @Test func `a job that came to nothing is not waited for`() async throws {
        let journal = try Journal()
        let client = HolocronClient(endpoint: { throw EndpointError.noKey })
        let store = JobStore(
            journal: { () throws(JournalError) in journal }, client: client, server: "test", clock: time.clock
        )
        let refusal = APIError(status: 402, code: "INSUFFICIENT_CREDITS", message: "no")
        let ends: [(JournalEvent, String)] = [
            (.unknown(why: "w"), "OUTCOME_UNKNOWN"), (.notSent(why: "w"), "NOT_SENT"),
            (.rejected(refusal), "INSUFFICIENT_CREDITS"),
        ]
        for (event, code) in ends {
            let job = try await journal.begin()
            _ = try await journal.record(.sending, of: job.number, at: Date())
            let end = try await journal.record(event, of: job.number, at: Date())
            let result = await Result.of { () async throws(JobsError) in try await store.wait(for: end) }
            #expect(result.failure?.code == code)
        }
        #expect(time.slept.isEmpty)
    }

    @Test func `a job without a key is not waited for`() async throws {
        let journal = try Journal()
        let job = try await journal.accepted("j-1234")
        let client = HolocronClient(endpoint: { throw EndpointError.noKey })
        let store = JobStore(
            journal: { () throws(JournalError) in journal }, client: client, server: "test", clock: time.clock
        )
        let result = await Result.of { () async throws(JobsError) in try await store.wait(for: job) }
        #expect(result.failure?.message == "there is no API key")
    }

    @Test func `the first look at an old job is at once`() async throws {
        let journal = try Journal()
        let job = try await journal.accepted("j-1234")
        try await journal.run("UPDATE job SET submitted = submitted - 100000")
        try await RawServer.answering { _ in
            WaitTests.completed
        } body: { server in
            let store = JobStore(server, journal, time: time)
            _ = try await store.wait(for: job)
            #expect(time.slept.isEmpty)
            await store.client.shutdown()
        }
    }

    @Test func `one look says how a job stands, or why that cannot be said`() async throws {
        let journal = try Journal()
        let job = try await journal.accepted("j-1234")
        let answers = Mutex([
            WaitTests.processing, WaitTests.missing, answer("502 Bad", ""),
            StoreSubmitTests.failure("401 No", "X"),
            WaitTests.failed,
        ])
        try await RawServer.answering { _ in
            answers.withLock { $0.removeFirst() }
        } body: { server in
            let store = JobStore(server, journal)
            let look = { () async -> Result<Job, JobsError> in
                await Result.of { () async throws(JobsError) in try await store.refresh(job) }
            }
            let running = try await look().get()
            #expect(running == job)
            #expect(await look().failure == .forgotten(job))
            #expect(await look().failure?.code == "NETWORK")
            #expect(await look().failure?.code == "UNAUTHORIZED")
            let ended = try await look().get()
            #expect(ended.state == .failed)
            await store.client.shutdown()
        }
    }
}
