import HolocronAPI
import HolocronClient
import Testing

/// The key is in no message, whatever a server repeats.
struct CanaryTests {
    static let echo = canary.replacing("+", with: "%2B").replacing("/", with: "%2F")

    static let bodies = [
        #"{"error":"Invalid key KEY","message":"KEY is wrong"}"#,
        #"{"status":"error","error":{"code":"KEY","message":"KEY","connect_url":"/c?k=KEY","details":{"k":["KEY"]}}}"#,
        #"{"statusCode":401,"message":["KEY"]}"#,
        "<html>KEY</html>", "KEY",
    ]

    @Test(arguments: bodies, ["401 No", "402 No", "500 No", "200 OK", "302 No", "202 OK"])
    func `a server that repeats the key does not get it shown`(body: String, status: String) async throws {
        for spelling in [canary, CanaryTests.echo] {
            let text = answer(
                status, body.replacing("KEY", with: spelling),
                fields: ["X-Request-Id: \(spelling)", "Location: https://x.example/\(spelling)"])
            try await RawServer.answering { _ in
                text
            } body: { server in
                let client = HolocronClient.to(server)
                let outcome = await client.submit(.sample)
                #expect(!"\(outcome)".lowercased().contains("canary"))
                do throws(ClientError) {
                    _ = try await client.job(JobID("a1")!)
                } catch {
                    #expect(!"\(error) \(error.message) \(error.next)".lowercased().contains("canary"))
                }
                await client.shutdown()
            }
        }
    }

    @Test func `the key of a failed job's message is taken out`() async throws {
        let body = #"{"status":"failed","error":{"code":"X","message":"key \#(canary) refused"}}"#
        try await RawServer.answering { _ in
            answer("200 OK", body)
        } body: { server in
            let client = HolocronClient.to(server)
            let answer = try await client.job(JobID("a1")!)
            #expect(answer == .failed(APIError(status: 200, code: "X", message: "key redacted refused")))
            await client.shutdown()
        }
    }
}
