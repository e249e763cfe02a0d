import Glibc
import HolocronClient
import HolocronJobs
import HolocronService
import Testing

/// What the user lets be sent again is sent again once, and nothing else is.
struct SentAgainTests {
    /// The first attempt never reaches the server, the second does; the third must find that one.
    @Test(arguments: Fault.Cut.allCases)
    func `A submit that was sent again finds its job, although the first one asked for the same`(
        _ cut: Fault.Cut
    )
        async throws
    {
        let service = try await LocalHolocron.startRich()
        let key = service.key
        let proxy = try FaultProxy(to: service.port, [.partly(20, cut), .cut(.headEnd, cut)])
        let cell = Cell("sent again \(cut)", [], [])
        let scratch = Scratch()
        var slot: RunSlot?
        for attempt in 1...3 {
            let journal = try Journal(path: scratch.journal)
            let client = HolocronClient(
                endpoint: { try Endpoint(url: proxy.url, key: key) }, timeouts: Matrix.timeouts)
            let store = JobStore(
                journal: { () throws(JournalError) in journal }, client: client, server: "test",
                clock: .skipping())
            if slot == nil {
                slot = RunSlot(run: try await store.beginRun(script: "-").id, keys: "", occurrence: 0)
            }
            let job = try? await store.submit(cell.request, price: 2, in: slot, resendUnknown: true)
            #expect((job?.id == nil) == (attempt < 3))
            await client.shutdown()
        }
        #expect(proxy.submits.count == 2)
        #expect(try await Truth.of(service.baseURL, key: key).count == 1)
        await service.stop()
    }

    /// One process waits for the outcome of what another one sends, and that one is killed.
    @Test func `A resume that waits for another process does not send what that one left unknown`()
        async throws
    {
        let serve = try await ServeProcess()
        let run = try KilledRun(Victim(rows: 1, atOnce: 1), serve, [.stall(.byte(0))], hasList: false)
        let first = try run.start()
        try await until { run.proxy.submits.count == 1 }
        let id = try #require(try run.peek().runs.first)
        let asked = run.proxy.requests
        let second = try run.resume(id)
        try await until { run.proxy.requests > asked }
        first.kill()
        _ = try await first.ending()
        let ending = try await second.ending()
        #expect(run.proxy.submits.count == 1)
        #expect(ending == .exit(9), "\(second.text(second.errors))")
    }
}

/// Waits until something is so, and fails when it never is.
func until(_ isSo: () throws -> Bool) async throws {
    let deadline = ContinuousClock.now + .seconds(20)
    while try !isSo() {
        guard ContinuousClock.now < deadline else { throw FaultError("it never happened") }
        try await Task.sleep(for: .milliseconds(2))
    }
}
