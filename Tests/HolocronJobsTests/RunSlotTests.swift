import FoundationEssentials
import HolocronAPI
import HolocronClient
import Synchronization
import Testing

@testable import HolocronJobs

/// Submits that are known again when a run is resumed.
struct RunSlotTests {
    static func request(_ row: Int) -> TaskRequest {
        TaskRequest(action: "a", params: ["row": .integer(Int64(row))])
    }

    /// A server that accepts everything, giving each job an id of its own.
    static func accepting<Value>(_ body: (RawServer) async throws -> Value) async throws -> Value {
        let count = Counter()
        return try await RawServer.answering(
            { request in
                request.method == "POST" ? FaultTests.accepted("job-\(count.next())") : WaitTests.missing
            }, body: body)
    }

    /// A store that waits for another process in real time.
    static func store(_ server: RawServer, _ journal: Journal) -> JobStore {
        JobStore(journal: { () throws(JournalError) in journal }, client: .to(server), server: "test")
    }

    /// Runs these rows as a script does, all with one key each, and gives the ids of their jobs in order.
    static func rows(_ rows: [Int], _ store: JobStore, run: Run) async throws -> [String] {
        let tracker = RunTracker()
        var ids: [String] = []
        for row in rows {
            let keys = "row=\(row)"
            let occurrence = tracker.occurrence(of: request(row), keys: keys)
            let job = try await store.submit(
                request(row), price: 1, in: RunSlot(run: run.id, keys: keys, occurrence: occurrence))
            ids.append(job.id?.text ?? "")
        }
        return ids
    }

    @Test(arguments: [
        ([1, 2, 3], [1, 2, 3], 0), ([1, 2, 3], [3, 1, 2], 0), ([1, 2, 3], [2], 0),
        ([1, 2, 3], [0, 1, 9, 2, 3], 2),
        ([1, 1, 1], [1, 1, 1], 0), ([1, 1], [1, 1, 1], 1), ([1, 2], [4, 5], 2), ([1, 2, 1], [1, 1, 2], 0),
    ])
    func `a resumed run pays for what is new and gives each row its own job`(
        before: [Int], after: [Int], new: Int
    ) async throws {
        let journal = try Journal()
        try await RunSlotTests.accepting { server in
            let store = JobStore(server, journal)
            let run = try await store.beginRun(script: "/s")
            let first = try await RunSlotTests.rows(before, store, run: run)
            let posts = server.posts
            #expect(posts == before.count)
            let again = JobStore(server, journal)
            let second = try await RunSlotTests.rows(after, again, run: run)
            #expect(server.posts - posts == new)
            #expect(Set(second).count == after.count)
            for row in Set(before).intersection(after) {
                let old = zip(before, first).filter { $0.0 == row }.map(\.1)
                let kept = zip(after, second).filter { $0.0 == row }.map(\.1)
                #expect(Array(kept.prefix(old.count)) == Array(old.prefix(kept.count)))
            }
            let third = try await RunSlotTests.rows(after, again, run: run)
            #expect(third == second)
            #expect(server.posts - posts == new)
            await store.client.shutdown()
            await again.client.shutdown()
        }
    }

    static let slot = RunSlot(run: "", keys: "k", occurrence: 0)

    /// One row in this state, submitted again.
    static func resubmit(
        after events: [JournalEvent], resendUnknown: Bool = false
    ) async throws -> (result: Result<Job, JobsError>, posts: Int, jobs: [Job]) {
        let journal = try Journal()
        return try await accepting { server in
            let store = JobStore(server, journal)
            var slot = slot
            slot.run = try await store.beginRun(script: "/s").id
            let now = Date(timeIntervalSince1970: 1_700_000_000)
            let job = try await journal.claim(
                .sample, server: "test", price: 2, in: slot, replacing: nil, at: now
            ).job
            for event in [.sending] + events { _ = try await journal.record(event, of: job.number, at: now) }
            let result = await Result.of { () async throws(JobsError) in
                try await store.submit(.sample, price: 2, in: slot, resendUnknown: resendUnknown)
            }
            await store.client.shutdown()
            return (result, server.posts, try store.jobs(limit: 9))
        }
    }

    static let refusal = APIError(status: 402, code: "INSUFFICIENT_CREDITS", message: "no")

    @Test func `what is paid for, or was and came back, is given back without a request`() async throws {
        let accepted = JournalEvent.accepted(JobID("j-1")!, pollURL: nil)
        let ends: [[JournalEvent]] = [
            [accepted], [accepted, .ended(.completed(data: ["n": 1], credits: 2, milliseconds: nil))],
            [accepted, .ended(.failed(RunSlotTests.refusal))],
            [.ended(.completed(data: 1, credits: nil, milliseconds: nil))],
        ]
        for events in ends {
            let (result, posts, jobs) = try await RunSlotTests.resubmit(after: events)
            #expect(try [result.get()] == jobs)
            #expect(posts == 0)
        }
    }

    @Test func `what was refused or not sent is sent in its own row`() async throws {
        for event in [JournalEvent.rejected(RunSlotTests.refusal), .notSent(why: "w")] {
            let (result, posts, jobs) = try await RunSlotTests.resubmit(after: [event])
            #expect(try result.get().state == .accepted)
            #expect(posts == 1)
            #expect(jobs.map(\.number) == [1])
        }
    }

    @Test func `an unknown outcome is sent again only when asked for, and stays in the journal`() async throws
    {
        let (refused, none, kept) = try await RunSlotTests.resubmit(after: [.unknown(why: "w")])
        #expect(refused.failure == .outcomeUnknown(kept[0]))
        #expect(none == 0)
        let (sent, posts, jobs) = try await RunSlotTests.resubmit(
            after: [.unknown(why: "w")], resendUnknown: true)
        #expect(try sent.get().number == 2)
        #expect(posts == 1)
        #expect(jobs.map(\.state) == [.accepted, .unknown])
    }

    @Test func `an unknown outcome is looked for once before it is given up`() async throws {
        let journal = try Journal()
        let lists = Counter()
        try await RawServer.answering { request in
            guard request.method == "GET" else { return FaultTests.accepted("new") }
            _ = lists.next()
            return ReconcileTests.list([ReconcileTests.entry("j-1", at: 1)])
        } body: { server in
            let store = JobStore(server, journal)
            let run = try await store.beginRun(script: "/s")
            let slots = (0..<2).map { RunSlot(run: run.id, keys: "", occurrence: $0) }
            _ = try await journal.unknown(.sample, in: slots[0])
            let found = try await store.submit(.sample, price: 2, in: slots[0])
            #expect(found.id?.text == "j-1")
            _ = try await journal.unknown(.sample, in: slots[1])
            for _ in 0..<3 {
                let result = await Result.of { () async throws(JobsError) in
                    try await store.submit(.sample, price: 2, in: slots[1])
                }
                #expect(result.failure?.code == "OUTCOME_UNKNOWN")
            }
            #expect(lists.count == 2)
            #expect(server.posts == 0)
            await store.client.shutdown()
        }
    }

    @Test func `a slot that two ask for at once is paid once`() async throws {
        let scratch = Scratch()
        let journals = [try Journal(path: scratch.path), try Journal(path: scratch.path)]
        try await RunSlotTests.accepting { server in
            let stores = journals.map { RunSlotTests.store(server, $0) }
            let run = try await stores[0].beginRun(script: "/s")
            let ids = try await withThrowingTaskGroup { group in
                for count in 0..<40 {
                    group.addTask {
                        try await stores[count % 2].submit(
                            RunSlotTests.request(count / 4), price: 1,
                            in: RunSlot(run: run.id, keys: "", occurrence: 0)
                        ).id
                    }
                }
                return try await group.reduce(into: Set<JobID?>()) { $0.insert($1) }
            }
            #expect(ids.count == 10)
            #expect(server.posts == 10)
            for store in stores { await store.client.shutdown() }
        }
    }

    @Test func `a submit that a living process is sending is waited for, a dead one's is settled`()
        async throws
    {
        let scratch = Scratch()
        var other: Journal? = try Journal(path: scratch.path)
        let journal = try Journal(path: scratch.path)
        try await RunSlotTests.accepting { server in
            let store = RunSlotTests.store(server, journal)
            let run = try await store.beginRun(script: "/s")
            let slot = RunSlot(run: run.id, keys: "", occurrence: 0)
            let job = try await other!.claim(
                .sample, server: "test", price: 2, in: slot, replacing: nil, at: Date()
            ).job
            #expect(try store.held(.sample, in: slot)?.state == .sending)
            async let waiting = store.submit(.sample, price: 2, in: slot)
            _ = try await other!.record(.sending, of: job.number, at: Date())
            _ = try await other!.record(.accepted(JobID("j-1")!, pollURL: nil), of: job.number, at: Date())
            #expect(try await waiting.id?.text == "j-1")
            let second = RunSlot(run: run.id, keys: "", occurrence: 1)
            _ = try await other!.claim(
                .sample, server: "test", price: 2, in: second, replacing: nil, at: Date())
            other = nil
            let sent = try await store.submit(.sample, price: 2, in: second)
            #expect(sent.id?.text == "job-1")
            #expect(server.posts == 1)
            await store.client.shutdown()
        }
    }

    @Test func `what a slot holds is known without asking anyone`() async throws {
        let journal = try Journal()
        let store = RunTests.store(journal)
        let run = try await store.beginRun(script: "/s")
        let slot = RunSlot(run: run.id, keys: "", occurrence: 0)
        #expect(try store.held(.sample, in: slot) == nil)
        let job = try await journal.unknown(.sample, in: slot)
        #expect(try store.held(.sample, in: slot) == job)
        var credential = TaskRequest.sample
        credential.credential = "c-1"
        #expect(try store.held(credential, in: slot) == nil)
        #expect(try store.held(.sample, in: RunSlot(run: run.id, keys: "x", occurrence: 0)) == nil)
        #expect(try store.held(.sample, in: RunSlot(run: "other", keys: "", occurrence: 0)) == nil)
    }

    @Test func `a run that is not in the journal cannot have jobs`() async throws {
        let journal = try Journal()
        try await RunSlotTests.accepting { server in
            let store = JobStore(server, journal)
            let result = await Result.of { () async throws(JobsError) in
                try await store.submit(.sample, price: 2, in: RunSlotTests.slot)
            }
            #expect(result.failure?.code == "JOURNAL")
            #expect(server.posts == 0)
        }
    }

    @Test func `the order of the params and the way they came do not make another request`() {
        let one = TaskRequest(action: "a", params: ["x": ["p": 1, "q": 2], "y": 2])
        let other = TaskRequest(action: "a", params: ["y": 2, "x": ["q": 2, "p": 1]])
        #expect(one.identity == other.identity)
        let tracker = RunTracker()
        #expect([one, other, one].map { tracker.occurrence(of: $0, keys: "k") } == [0, 1, 2])
        #expect(tracker.occurrence(of: one, keys: "l") == 0)
        #expect(tracker.occurrence(of: TaskRequest(action: "b", params: one.params), keys: "k") == 0)
    }
}
