import FoundationEssentials
import HolocronAPI
import HolocronClient
import Testing

@testable import HolocronJobs

struct RunTests {
    let time = FakeTime()
    let scratch = Scratch()

    /// A store that never asks anyone.
    static func store(_ journal: Journal, server: String = "test", _ time: FakeTime = FakeTime()) -> JobStore
    {
        JobStore(
            journal: { () throws(JournalError) in journal },
            client: HolocronClient(endpoint: { throw EndpointError.noKey }), server: server, clock: time.clock
        )
    }

    @Test func `a run comes back as it was written`() async throws {
        let journal = try Journal(path: scratch.path)
        let run = try await RunTests.store(journal).beginRun(
            script: "-c", arguments: ["--n", "3", "naïve \"x\""], text: "print 1\n")
        #expect(run.id.count == 8)
        #expect(run.id.utf8.allSatisfy { "0123456789abcdefghjkmnpqrstvwxyz".utf8.contains($0) })
        #expect(run.script == "-c")
        #expect(run.arguments == ["--n", "3", "naïve \"x\""])
        #expect(run.text == "print 1\n")
        #expect(run.server == "test")
        #expect(run.started == Date(timeIntervalSince1970: 1_700_000_000))
        #expect(run.isRunning && run.isUnfinished)
        #expect((run.finished, run.exit) == (nil, nil))
        #expect(run.jobs.isEmpty && run.spent == 0)
        #expect(try RunTests.store(journal).run(named: run.id) == run)
    }

    @Test func `a run counts its jobs and what they cost`() async throws {
        let journal = try Journal()
        let store = RunTests.store(journal)
        let run = try await store.beginRun(script: "/s.holo")
        for number in 0..<5 {
            _ = try await journal.unknown(
                .sample, in: RunSlot(run: run.id, keys: number < 2 ? "1/a" : "2", occurrence: number))
        }
        _ = try await journal.record(.accepted(JobID("j-1")!, pollURL: nil), of: 1, at: Date())
        _ = try await journal.record(.accepted(JobID("j-2")!, pollURL: nil), of: 2, at: Date())
        let end = JobAnswer.completed(data: 1, credits: 3, milliseconds: nil)
        _ = try await journal.record(.ended(end), of: 1, at: Date())
        let failure = APIError(status: 200, code: "X", message: "x")
        _ = try await journal.record(.ended(.failed(failure)), of: 2, at: Date())
        let known = try store.run(named: run.id)
        #expect(known.jobs == [.completed: 1, .failed: 1, .unknown: 3])
        #expect(known.spent == 9)
        #expect(try store.spent(inRun: run.id) == 9)
        #expect(try store.spent(inRun: run.id, keys: "1/") == 3)
        #expect(try store.spent(inRun: run.id, keys: "%") == 0)
        #expect(try store.jobs(limit: 1).map(\.run) == [run.id])
    }

    @Test func `what was sent again counts once, and may have cost twice`() async throws {
        let journal = try Journal()
        try await RunSlotTests.accepting { server in
            let store = RunSlotTests.store(server, journal)
            let run = try await store.beginRun(script: "/s")
            let slot = RunSlot(run: run.id, keys: "", occurrence: 0)
            _ = try await journal.unknown(.sample, in: slot)
            let known = try store.run(named: run.id)
            #expect(known.jobs == [.unknown: 1] && known.spent == 2)
            _ = try await store.submit(.sample, price: 2, in: slot, resendUnknown: true)
            let again = try store.run(named: run.id)
            #expect(again.jobs == [.accepted: 1] && again.spent == 4)
            let spend = try store.spend(by: .run)
            #expect(spend.map(\.unknown) == [2] && spend.map(\.spent) == [2])
            #expect(try store.unknowns().count == 1)
            await store.client.shutdown()
        }
    }

    @Test func `the newest run that did not end well and that nobody runs is the one to resume`() async throws
    {
        var other: Journal? = try Journal(path: scratch.path)
        let journal = try Journal(path: scratch.path)
        let store = RunTests.store(journal)
        #expect(throws: JobsError.noSuchRun(nil)) { try store.run(named: nil) }
        let failed = try await store.beginRun(script: "/1")
        try await store.finishRun(failed.id, exit: 5)
        let done = try await store.beginRun(script: "/2")
        try await store.finishRun(done.id, exit: 0)
        let cut = try await RunTests.store(other!).beginRun(script: "/3")
        _ = try await RunTests.store(journal, server: "elsewhere").beginRun(script: "/4")
        #expect(try store.run(named: nil).id == failed.id)
        #expect(try store.runs(limit: 9).map(\.id) == [cut.id, done.id, failed.id])
        #expect(try store.runs(limit: 9).map(\.isRunning) == [true, false, false])
        #expect(try store.runs(limit: 9).map(\.isUnfinished) == [true, false, true])
        other = nil
        #expect(try store.run(named: nil).id == cut.id)
        let resumed = try await store.resumeRun(cut.id)
        #expect(resumed.isRunning)
        #expect(try store.run(named: nil).id == failed.id)
        try await store.finishRun(cut.id, exit: 0)
        let ended = try store.run(named: cut.id)
        #expect(ended.exit == 0 && !ended.isRunning && ended.finished != nil)
    }

    @Test func `a run is named by its id or the beginning of it`() async throws {
        let journal = try Journal()
        let store = RunTests.store(journal)
        let run = try await store.beginRun(script: "/1")
        try await journal.run("UPDATE run SET id = 'abcd1234'")
        _ = try await store.beginRun(script: "/2")
        try await journal.run("UPDATE run SET id = 'abce1234' WHERE number = 2")
        #expect(try store.run(named: "abcd").script == "/1")
        #expect(try store.run(named: "abce1234").script == "/2")
        for text in ["abc", "", "zz", "%", run.id + "x"] {
            #expect(throws: JobsError.noSuchRun(text)) { try store.run(named: text) }
        }
        await #expect(throws: JobsError.noSuchRun("zz")) { try await store.resumeRun("zz") }
    }
}
