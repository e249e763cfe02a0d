import HolocronAPI
import HolocronJobs
import Testing

struct ExampleTests {
    @Test func `the program of the documentation pays once, also when it is run again`() async throws {
        let scratch = Scratch()
        try await RawServer.answering { request in
            request.method == "POST" ? StoreSubmitTests.accepted : WaitTests.completed
        } body: { server in
            let first = try await Example.run(
                url: server.origin, key: canary, journal: scratch.path, run: nil)
            #expect(first?["name"] == "Jane")
            let store = RunTests.store(try Journal(path: scratch.path), server: server.origin)
            let run = try store.runs(limit: 1)[0]
            #expect(run.exit == 0 && run.jobs == [.completed: 1] && run.spent == 1)
            let again = try await Example.run(
                url: server.origin, key: canary, journal: scratch.path, run: run.id)
            #expect(again == first)
            #expect(server.posts == 1)
        }
    }
}
