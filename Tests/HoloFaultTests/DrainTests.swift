import AsyncHTTPClient
import Foundation
import Glibc
import NIOCore
import NIOHTTP1
import Testing

/// `holo serve` that is told to end while an answer is under way.
@Suite(.serialized) struct DrainTests {
    private struct Ended {
        let answer: Int?
        let ending: Child.Ending
        let time: Duration
    }

    /// Ends the service by `signals` in the middle of a request whose answer is late.
    private static func end(slow: String, by signals: [Int32]) async throws -> Ended {
        let scratch = Scratch()
        let environment = ["HOLO_HOME": scratch.folder, "HOME": scratch.folder, "PATH": "/usr/bin:/bin"]
        let child = try Child(
            [Built.holo, "serve", "--port", "0", "--key", "ak", "--fault", "slow=\(slow)"], environment,
            in: scratch.folder)
        let url = try await child.firstLine()
        async let answer = status(url + "/wire/catalog")
        try await Task.sleep(for: .milliseconds(300))
        let clock = ContinuousClock()
        let start = clock.now
        for signal in signals {
            child.send(signal)
            try await Task.sleep(for: .milliseconds(100))
        }
        let ending = try await child.ending()
        return Ended(answer: await answer, ending: ending, time: clock.now - start)
    }

    /// Nil where the connection ends before the answer.
    private static func status(_ url: String) async -> Int? {
        var request = HTTPClientRequest(url: url)
        request.headers.add(name: "X-API-Key", value: "ak")
        guard let response = try? await HTTPClient.shared.execute(request, timeout: .seconds(60)),
            (try? await response.body.collect(upTo: 1 << 22)) != nil
        else { return nil }
        return Int(response.status.code)
    }

    @Test(arguments: [SIGTERM, SIGINT, SIGHUP])
    func `an answer that is under way is finished, then the service ends in order`(signal: Int32) async throws
    {
        let ended = try await Self.end(slow: "1s", by: [signal])
        #expect(ended.answer == 200)
        #expect(ended.ending == .exit(0))
    }

    @Test func `an answer that takes too long is cut off, and the service ends in two seconds`() async throws
    {
        let ended = try await Self.end(slow: "30s", by: [SIGTERM])
        #expect(ended.answer == nil)
        #expect(ended.ending == .exit(0))
        // Two, and one for a machine that is busy with other tests.
        #expect(ended.time < .seconds(3), "\(ended.time)")
    }

    @Test func `a second SIGTERM ends it at once`() async throws {
        let ended = try await Self.end(slow: "30s", by: [SIGTERM, SIGTERM])
        #expect(ended.ending == .exit(128 + SIGTERM))
        #expect(ended.time < .seconds(1), "\(ended.time)")
    }
}
