import HolocronAPI
import HolocronClient
import Testing

struct JobListTests {
    static func list(
        _ text: String, status: String? = nil, search: String? = nil
    ) async throws -> (Result<JobPage, ClientError>, RawRequest?) {
        try await RawServer.answering { _ in
            text
        } body: { server in
            let client = HolocronClient.to(server)
            let result: Result<JobPage, ClientError>
            do throws(ClientError) {
                result = .success(try await client.jobs(page: 2, limit: 50, status: status, search: search))
            } catch {
                result = .failure(error)
            }
            await client.shutdown()
            return (result, server.requests.first)
        }
    }

    @Test func `a page is asked for by number, size and filter`() async throws {
        let body = #"{"jobs":[{"id":"j-1","status":"processing"}],"page":2,"total_pages":2}"#
        let (result, request) = try await JobListTests.list(
            answer("200 OK", body), status: "processing", search: "a&b=c")
        #expect(try result.get().jobs.map(\.id.text) == ["j-1"])
        #expect(request?.method == "GET")
        #expect(
            request?.path == "/v1/holocron/jobs?page=2&limit=50&status=processing&search=a%26b%3Dc")
    }

    @Test func `what is not asked for is left out`() async throws {
        let (_, request) = try await JobListTests.list(answer("200 OK", #"{"jobs":[]}"#))
        #expect(request?.path == "/v1/holocron/jobs?page=2&limit=50")
    }

    @Test func `a server without a list answers 404, another body is no page`() async throws {
        let missing = answer("404 No", #"{"status":"error","error":{"code":"NOT_FOUND","message":"no"}}"#)
        guard case .failure(.api(let error, _)) = try await JobListTests.list(missing).0 else {
            throw Unmatched()
        }
        #expect(error.status == 404)
        guard
            case .failure(.unreadable(_, .unexpected, _, _)) = try await JobListTests.list(
                answer("200 OK", "[]")
            ).0
        else { throw Unmatched() }
    }
}
