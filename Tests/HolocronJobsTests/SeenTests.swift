import FoundationEssentials
import HolocronAPI
import HolocronClient
import Testing

@testable import HolocronJobs

/// "2 jobs finished while you were away."
struct SeenTests {
    static let done = JobAnswer.completed(data: 1, credits: 1, milliseconds: nil)

    @Test func `a job that ended unseen is told of once`() async throws {
        let journal = try Journal()
        let store = RunTests.store(journal)
        for number in 1...4 { _ = try await journal.accepted("j-\(number)") }
        #expect(try store.unseenFinished().isEmpty)
        #expect(try store.unfinished() == 4)
        _ = try await journal.record(.ended(SeenTests.done), of: 1, at: Date())
        let failure = APIError(status: 200, code: "X", message: "x")
        _ = try await journal.record(.ended(.failed(failure)), of: 2, at: Date())
        _ = try await journal.record(.ended(SeenTests.done, seen: true), of: 3, at: Date())
        let unseen = try store.unseenFinished()
        #expect(unseen.map(\.number) == [2, 1])
        #expect(try store.unseenFinished(limit: 1).count == 1)
        #expect(try store.unfinished() == 1)
        #expect(try store.unfinishedJobs().map(\.number) == [4])
        try await store.markSeen(unseen)
        try await store.markSeen([])
        #expect(try store.unseenFinished().isEmpty)
        #expect(try RunTests.store(journal, server: "elsewhere").unfinished() == 0)
    }

    @Test func `what a wait returns has been seen, what a look in passing finds has not`() async throws {
        let journal = try Journal()
        let jobs = [try await journal.accepted("j-1"), try await journal.accepted("j-2")]
        try await RawServer.answering { _ in
            WaitTests.completed
        } body: { server in
            let store = JobStore(server, journal)
            _ = try await store.refresh(jobs[0])
            _ = try await store.wait(for: jobs[1])
            var unseen = try store.unseenFinished()
            #expect(unseen.map(\.number) == [1])
            let waited = try await store.wait(for: jobs[0])
            #expect(waited.state == .completed)
            unseen = try store.unseenFinished()
            #expect(unseen.isEmpty)
            await store.client.shutdown()
        }
    }

    @Test func `the answer of a sync action has been seen`() async throws {
        let text = answer("200 OK", #"{"status":"completed","data":{"n":1}}"#)
        let (result, _, _) = try await StoreSubmitTests.submit(to: [text])
        #expect(try result.get().isUnseen == false)
    }
}
