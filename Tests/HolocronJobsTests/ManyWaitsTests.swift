import FoundationEssentials
import HolocronAPI
import HolocronClient
import Synchronization
import Testing

@testable import HolocronJobs

/// Many jobs of one process, waited for at once.
struct ManyWaitsTests {
    let time = FakeTime()

    /// Waits for so many jobs against a server where all but those that `isDone` names still run.
    func wait(
        for count: Int, limits: Limits, hasList: Bool, isDone: @escaping @Sendable (Int, Duration) -> Bool
    ) async throws -> (finished: Int, looks: Int, lists: Int, moments: [Duration]) {
        let journal = try Journal()
        var jobs: [Job] = []
        for number in 0..<count { jobs.append(try await journal.accepted("j-\(number)")) }
        let moments = Notes<Duration>()
        let time = time
        return try await RawServer.answering { request in
            let now = time.clock.elapsed()
            if request.path.contains("/jobs?") {
                guard hasList else { return WaitTests.missing }
                let running = (0..<count).filter { !isDone($0, now) }
                return ReconcileTests.list(running.map { ReconcileTests.entry("j-\($0)", at: 0) })
            }
            moments.add(now)
            let number = Int(request.path.split(separator: "-").last ?? "") ?? 0
            return isDone(number, now) ? WaitTests.completed : WaitTests.processing
        } body: { server in
            let store = JobStore(
                journal: { () throws(JournalError) in journal }, client: .to(server), server: "test",
                pace: testPace, clock: time.clock, limiter: Limiter(limits: limits, clock: time.clock))
            let waiting = jobs
            let finished = try await withThrowingTaskGroup(of: Bool.self) { group in
                for job in waiting { group.addTask { try await store.wait(for: job).state == .completed } }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            await store.client.shutdown()
            let lists = server.requests.count { $0.path.contains("/jobs?") }
            return (finished, server.requests.count - lists, lists, moments.all)
        }
    }

    @Test func `with a list many jobs take few requests: one look each, when they are done`() async throws {
        let (finished, looks, lists, moments) = try await wait(for: 100, limits: .documented, hasList: true) {
            number, now in now > .seconds(number < 50 ? 8 : 30)
        }
        #expect(finished == 100)
        #expect(looks <= 150)
        #expect(lists >= 2 && lists < 60)
        #expect(RateWindowTests.most(in: .seconds(60), of: moments) <= 60)
    }

    @Test func `without a list every job is looked at in turn, within the limits`() async throws {
        let (finished, looks, lists, moments) = try await wait(for: 100, limits: .documented, hasList: false)
        {
            _, now in now > .seconds(30)
        }
        #expect(finished == 100)
        #expect(lists == 1)
        #expect(looks < 250)
        #expect(RateWindowTests.most(in: .seconds(60), of: moments) <= 60)
    }

    @Test func `the first look comes when jobs of that action are done`() async throws {
        let journal = try Journal()
        for number in 0..<4 {
            let job = try await journal.accepted("j-\(number)")
            let took = [20_000, 30_000, 40_000, 50_000][number]
            _ = try await journal.record(
                .ended(.completed(data: 1, credits: 1, milliseconds: took)), of: job.number, at: Date())
        }
        let job = try await journal.accepted("j-9")
        try await RawServer.answering { _ in
            self.time.clock.elapsed() < .seconds(33) ? WaitTests.processing : WaitTests.completed
        } body: { server in
            let store = JobStore(server, journal, time: time)
            _ = try await store.wait(for: job)
            let pauses: [Duration] = [.seconds(12), .seconds(3), .milliseconds(4500)]
            #expect(time.slept == pauses + Array(repeating: .seconds(5), count: 3))
            await store.client.shutdown()
        }
    }

    static let earliest: [([Int64], Duration?)] = [
        ([], nil), ([5, 5], nil), ([5, 5, 5], .milliseconds(5)),
        ([9000, 8000, 8500, 8900], .milliseconds(7666)), ([5, 1, 30], .zero),
        ([.max, .max, .max], .seconds(120)), ([-5, -5, -5], .zero),
        ([.min, .max, 0], .zero),
    ]

    @Test(arguments: earliest)
    func `a job is expected after the shortest of others, and sooner the more they differ`(
        took: [Int64], earliest: Duration?
    ) {
        #expect(TypicalDurations.earliest(took) == earliest)
    }

    @Test func `each of many waits of one call ends in its own way`() async throws {
        let journal = try Journal()
        var jobs = [try await journal.begin()]
        for number in 1..<20 { jobs.append(try await journal.accepted("j-\(number)")) }
        _ = try await journal.record(.sending, of: jobs[0].number, at: Date())
        jobs[0] = try await journal.record(.unknown(why: "w"), of: jobs[0].number, at: Date())
        let end = JobAnswer.completed(data: 1, credits: 1, milliseconds: nil)
        _ = try await journal.record(.ended(end), of: jobs[1].number, at: Date())
        let waiting = jobs
        let counts = Notes<Int>()
        try await RawServer.answering { request in
            let number = Int(request.path.split(separator: "-").last ?? "") ?? 0
            return number == 2
                ? WaitTests.missing
                : number == 3 ? WaitTests.failed : number == 4 ? WaitTests.processing : WaitTests.completed
        } body: { server in
            let store = JobStore(server, journal, time: time)
            let ends = await store.wait(forAll: waiting, timeout: .seconds(60), ended: { counts.add($0) })
            let codes = ends.map { $0.failure?.code ?? (try? $0.get().status) ?? "" }
            let expected = ["OUTCOME_UNKNOWN", "completed", "NOT_FOUND", "failed", "WAIT_TIMED_OUT"]
            #expect(codes == expected + Array(repeating: "completed", count: 15))
            #expect(counts.all.sorted() == Array(1...20))
            let unseen = try store.unseenFinished()
            #expect(unseen.isEmpty)
            await store.client.shutdown()
        }
    }

    @Test func `10,000 waits of one call end at once when it is cancelled`() async throws {
        let journal = try Journal()
        let first = try await journal.accepted("j-0")
        try await journal.run(
            """
            INSERT INTO job (server, id, action, params, state, attempts, submitted) WITH RECURSIVE n(i) AS
                (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9999)
                SELECT server, 'j-' || i, action, params, state, attempts, submitted FROM job, n
            """)
        let client = HolocronClient(endpoint: { throw EndpointError.noKey })
        let limits = Limits([.look: Rate(count: 1)])
        let store = JobStore(
            journal: { () throws(JournalError) in journal }, client: client, server: "test",
            limiter: Limiter(limits: limits))
        let jobs = try store.jobs(limit: 10_000)
        let waiting = Task { await store.wait(forAll: jobs) }
        try await Task.sleep(for: .milliseconds(300))
        let start = ContinuousClock.now
        waiting.cancel()
        let ends = await waiting.value
        #expect(ends.count == 10_000 && first.isFinished == false)
        #expect(ends.count { $0.failure?.code == "STOPPED" } >= 9_999)
        #expect(start.duration(to: .now) < .seconds(10))
        #expect(store.limiter.allowed(.look) == 1)
    }

    @Test func `a cancelled wait among many leaves the others alone`() async throws {
        let journal = try Journal()
        var jobs: [Job] = []
        for number in 0..<20 { jobs.append(try await journal.accepted("j-\(number)")) }
        let waiting = jobs
        let isDone = Mutex(false)
        try await RawServer.answering { _ in
            isDone.withLock { $0 } ? WaitTests.completed : WaitTests.processing
        } body: { server in
            let store = JobStore(
                journal: { () throws(JournalError) in journal }, client: .to(server), server: "test",
                pace: .local)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for job in waiting.dropFirst(10) { group.addTask { _ = try await store.wait(for: job) } }
                let stopped = await withTaskGroup(of: JobsError?.self) { inner in
                    for job in waiting.prefix(10) {
                        inner.addTask {
                            await Result.of { () async throws(JobsError) in try await store.wait(for: job) }
                                .failure
                        }
                    }
                    try? await Task.sleep(for: .milliseconds(50))
                    inner.cancelAll()
                    return await inner.reduce(into: []) { $0.append($1) }
                }
                #expect(stopped.allSatisfy { $0?.code == "STOPPED" })
                isDone.withLock { $0 = true }
                try await group.waitForAll()
            }
            await store.client.shutdown()
        }
    }
}
