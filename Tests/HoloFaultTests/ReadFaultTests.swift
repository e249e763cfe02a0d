import HolocronAPI
import HolocronClient
import HolocronJobs
import HolocronService
import Testing

/// Faults of reads: a look that fails is never the job's failure, and a list that is torn finds nobody's job.
@Suite(.serialized)
struct ReadFaultTests {
    struct Trouble: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let fault: Fault
        /// Whether the answer is of use all the same.
        var isHarmless = false
    }

    private static let page = RawMessage(status: "502 Bad Gateway", body: Family.page, type: "text/html")

    static let troubles: [Trouble] = {
        var troubles: [Trouble] = []
        for cut in Fault.Cut.allCases {
            troubles.append(Trouble(testDescription: "unread \(cut)", fault: .unread(cut)))
            for place in [0, 9, 14, 60] {
                troubles.append(
                    Trouble(testDescription: "head \(place) \(cut)", fault: .cut(.byte(place), cut)))
            }
            for place in [0, 1, 9, 16, 17, 40] {
                troubles.append(
                    Trouble(testDescription: "body \(place) \(cut)", fault: .cut(.body(place), cut)))
            }
        }
        let replies: [(String, RawMessage)] = [
            ("HTML 502", page),
            ("HTML 200", RawMessage(status: "200 OK", body: Family.page, type: "text/html")),
            ("302", RawMessage(status: "302 Found", fields: ["Location: /login"], body: "")),
            (
                "429",
                RawMessage(
                    status: "429 Too Many", fields: ["Retry-After: 3"],
                    body: #"{"error":"rate_limit_exceeded"}"#)
            ),
            ("500", RawMessage(status: "500 Broken", body: #"{"error":"oops","message":"Oops"}"#)),
            ("empty", RawMessage(status: "200 OK", body: "")),
            ("null", RawMessage(status: "200 OK", body: "null")),
        ]
        troubles += replies.map { Trouble(testDescription: $0, fault: .reply($1, forwards: true)) }
        troubles.append(Trouble(testDescription: "gzip", fault: .changed(\.gzipped)))
        troubles.append(Trouble(testDescription: "stall", fault: .stall(.body(3))))
        troubles.append(Trouble(testDescription: "late", fault: .late(patience + .milliseconds(200))))
        troubles.append(
            Trouble(testDescription: "chunked", fault: .changed { $0.chunked(5) }, isHarmless: true))
        return troubles
    }()

    private static let patience = Duration.seconds(2)

    @Test func `A look that fails is not the job's failure, and the job is not sent again`() async throws {
        let service = try await LocalHolocron.startRich()
        let key = service.key
        _ = try await concurrently(ReadFaultTests.troubles, atOnce: 8) { trouble in
            // The first two looks meet it.
            let proxy = try FaultProxy(to: service.port, [trouble.fault, trouble.fault], on: .look)
            let (store, client) = try ReadFaultTests.store(proxy, key)
            let cell = Cell("look \(trouble.testDescription)", [], [])
            do {
                let job = try await store.wait(for: try await store.submit(cell.request, price: 2))
                #expect(job.state == .completed, "\(cell)")
                #expect(job.result == (try await ReadFaultTests.result(of: job, service)), "\(cell)")
            } catch {
                Issue.record("\(cell): \(error)")
            }
            #expect(proxy.submits.count == 1, "\(cell)")
            #expect(proxy.fired > 0, "\(cell)")
            await client.shutdown()
        }
        #expect(try await Truth.of(service.baseURL, key: key).count == ReadFaultTests.troubles.count)
        await service.stop()
        print("looks: \(ReadFaultTests.troubles.count) cells")
    }

    @Test func `A list that cannot be read finds nobody's job, and the next one does`() async throws {
        _ = try await concurrently(ReadFaultTests.troubles, atOnce: 8) { trouble in
            let service = try await LocalHolocron.startRich()
            let key = service.key
            let lost = try FaultProxy(to: service.port, [.cut(.headEnd, .end)])
            let journal = try Journal()
            let cell = Cell("list \(trouble.testDescription)", [], [])
            let (first, firstClient) = try ReadFaultTests.store(lost, key, journal)
            await #expect(throws: JobsError.self) { _ = try await first.submit(cell.request, price: 2) }
            // A read that is cut is repeated once at once.
            let proxy = try FaultProxy(to: service.port, [trouble.fault, trouble.fault], on: .list)
            let (second, secondClient) = try ReadFaultTests.store(proxy, key, journal)
            var found: [Job] = []
            while proxy.hasFaultsLeft {
                found = try await second.reconcile()
                #expect(found.isEmpty != trouble.isHarmless, "\(cell)")
                if trouble.isHarmless { break }
            }
            if !trouble.isHarmless { found = try await second.reconcile() }
            #expect(
                found.map(\.id) == (try await Truth.of(service.baseURL, key: key)).ids(of: cell.request),
                "\(cell)")
            #expect(lost.submits.count + proxy.submits.count == 1, "\(cell)")
            await firstClient.shutdown()
            await secondClient.shutdown()
            try await proxy.settled()
            #expect(proxy.fired > 0, "\(cell)")
            await service.stop()
        }
        print("lists: \(ReadFaultTests.troubles.count) cells")
    }

    private static func store(_ proxy: FaultProxy, _ key: String, _ journal: Journal? = nil) throws
        -> (JobStore, HolocronClient)
    {
        var timeouts = Timeouts()
        timeouts.poll = patience
        let journal = try journal ?? Journal()
        let client = HolocronClient(
            endpoint: { [url = proxy.url] in try Endpoint(url: url, key: key) }, timeouts: timeouts)
        let store = JobStore(
            journal: { () throws(JournalError) in journal }, client: client, server: "test", pace: .local,
            clock: .skipping())
        return (store, client)
    }

    private static func result(of job: Job, _ service: LocalHolocron) async throws -> JSON? {
        let client = HolocronClient(endpoint: { [url = service.baseURL, key = service.key] in
            try Endpoint(url: url, key: key)
        })
        guard let id = job.id, case .completed(let data, _, _) = try await client.job(id) else { return nil }
        await client.shutdown()
        return data
    }
}
