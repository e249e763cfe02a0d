import AsyncHTTPClient
import HolocronAPI
import NIOHTTP1
import Testing

@testable import HolocronService

/// Faults on demand.
struct FaultTests {
    private static func with(
        _ text: String, _ body: (Fixture) async throws -> Void
    ) async throws {
        var options = ServiceOptions()
        options.behaviour.faults = try Faults(text)
        try await withService(options, body)
    }

    @Test(arguments: [
        ("nix=1", "there is no fault nix"), ("429=2", "429=2 is not a chance from 0 to 1"),
        ("399=1", "there is no fault 399"),
        ("slow=2", "slow=2 is not a duration"), ("drop-reply", "drop-reply is not NAME=VALUE"),
        ("seed=a", "seed=a is not a whole number"),
        ("drop-reply=x", "drop-reply=x is not a chance from 0 to 1"),
    ])
    func `a mistake is named`(text: String, message: String) {
        let error = #expect(throws: ServiceError.self) { try Faults(text) }
        #expect(error?.message == message)
        #expect(error?.next.contains("help faults") == true)
    }

    @Test func `a reply that is dropped is charged, a request that is dropped is not`() async throws {
        for (text, balance) in [("drop-reply=1", 499), ("drop-request=1", 500)] {
            try await Self.with(text) { (service) async throws in
                let error = await #expect(throws: (any Error).self) {
                    try await service.submit(#"{"action_id":"jb_jobs"}"#)
                }
                #expect(error as? HTTPClientError == .remoteConnectionClosed, "\(String(describing: error))")
                #expect(try await service.service.balance() == balance)
            }
        }
    }

    @Test func `a reply that is torn or is a page of a proxy is charged`() async throws {
        try await Self.with("torn-reply=1") { (service) async throws in
            await #expect(throws: (any Error).self) { try await service.submit(#"{"action_id":"jb_jobs"}"#) }
            #expect(try await service.service.balance() == 499)
        }
        try await Self.with("garbage=1") { (service) async throws in
            let answer = try await service.submit(#"{"action_id":"jb_jobs"}"#)
            #expect(answer.status == 200 && answer.body.hasPrefix("<html>"))
            #expect(try await service.service.balance() == 499)
        }
    }

    @Test(arguments: [
        (429, "RATE_LIMIT_EXCEEDED"), (500, "EXECUTION_FAILED"), (503, "ACTION_UNAVAILABLE"), (502, "<html>"),
    ])
    func `an error is answered and nothing is done`(status: Int, text: String) async throws {
        try await Self.with("\(status)=1") { (service) async throws in
            let answer = try await service.submit(#"{"action_id":"jb_jobs"}"#)
            #expect(answer.status == status && answer.body.contains(text))
            #expect(try await service.service.balance() == 500)
        }
    }

    @Test func `answers are as late as is asked for, and jobs fail`() async throws {
        try await Self.with("slow=300ms,fail-job=1") { (service) async throws in
            let clock = ContinuousClock()
            var end: Fixture.Answer?
            let took = try await clock.measure {
                let accepted = try await service.submit(#"{"action_id":"jb_jobs"}"#)
                end = try await service.end(of: accepted)
            }
            #expect(took >= .milliseconds(600))
            #expect(try end?.json["error"]?["message"] == "[scraper_error] a fault on demand")
            #expect(try await service.service.balance() == 500)
        }
    }

    @Test func `the same seed gives the same faults, as many as their chance says`() throws {
        func drawn(_ seed: Int) throws -> [Bool] {
            let source = FaultSource(try Faults("429=0.2,seed=\(seed)"))
            return (0..<2000).map { _ in source.next { _ in true } != nil }
        }
        let first = try drawn(7)
        #expect(try drawn(7) == first)
        #expect(try drawn(8) != first)
        #expect((330...470).contains(first.filter { $0 }.count))
    }

    @Test func `pages and the document are left alone`() async throws {
        try await Self.with("503=1") { (service) async throws in
            let page = try await service.send(.GET, "/products/holocron")
            #expect(page.status == 200)
            #expect(try await service.get("/v1/wire/jobs").status == 503)
        }
    }
}
