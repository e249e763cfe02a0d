import AsyncHTTPClient
import Foundation
import HolocronAPI
import HolocronService
import NIOCore
import NIOHTTP1
import TestFolders

/// A running service and a client that speaks to it over a socket.
struct Fixture: Sendable {
    let service: LocalHolocron

    private static let client: HTTPClient = {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        return HTTPClient(eventLoopGroup: HTTPClient.defaultEventLoopGroup, configuration: configuration)
    }()

    /// `http://127.0.0.1:PORT`
    var origin: String { String(service.baseURL.dropLast("/v1".count)) }

    /// `127.0.0.1:PORT`
    var authority: String { String(origin.dropFirst("http://".count)) }

    struct Answer: Sendable {
        let status: Int
        let headers: HTTPHeaders
        let body: String

        var json: JSON {
            get throws { try JSON(parsing: body) }
        }

        /// The body with ids and times replaced, to be compared byte for byte.
        var masked: String {
            body.replacing(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/, with: "<id>")
                .replacing(/"execution_ms":\d+/, with: "\"execution_ms\":<ms>")
        }
    }

    func send(
        _ method: HTTPMethod = .GET, _ path: String, _ body: String? = nil, headers: HTTPHeaders = [:]
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: origin + path)
        request.method = method
        request.headers = headers
        if let body { request.body = .bytes(ByteBuffer(string: body)) }
        let response = try await Fixture.client.execute(request, timeout: .seconds(30))
        let bytes = try await response.body.collect(upTo: 1 << 24)
        return Answer(
            status: Int(response.status.code), headers: response.headers, body: String(buffer: bytes))
    }

    func get(_ path: String) async throws -> Answer {
        try await send(.GET, path, headers: ["X-API-Key": service.key])
    }

    func post(_ path: String, _ body: String, type: String = "application/json") async throws -> Answer {
        try await send(.POST, path, body, headers: ["X-API-Key": service.key, "Content-Type": type])
    }

    func submit(_ body: String, prefix: String = "holocron") async throws -> Answer {
        try await post("/v1/\(prefix)/task", body)
    }

    func submitProfile(_ slug: String) async throws -> Answer {
        try await submit(Fixture.profile(slug))
    }

    static func profile(_ slug: String) -> String {
        #"{"action_id":"li_profile_scrape","params":{"profile_url":"https://www.linkedin.com/in/\#(slug)"}}"#
    }

    /// Polls the job of an accepted submit until it ended.
    func end(of accepted: Answer) async throws -> Answer {
        guard let path = try accepted.json["poll_url"]?.text else { return accepted }
        return try await end(at: path)
    }

    /// The status a job ends with, read from the data file while the service is kept busy.
    func finished(_ accepted: Answer) async throws -> String {
        let id = try accepted.json["job_id"]?.text ?? ""
        while true {
            let status = try await service.status(of: id)
            if status != "processing" { return status }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    func end(at path: String) async throws -> Answer {
        while true {
            let answer = try await get(path)
            if try answer.json["status"]?.text != "processing" { return answer }
            try await Task.sleep(for: .milliseconds(10))
        }
    }
}

/// Runs `body` against a new service and stops it again.
func withService<Value: Sendable>(
    _ options: ServiceOptions = ServiceOptions(), _ body: (Fixture) async throws -> Value
) async throws -> Value {
    let service = try await LocalHolocron.start(options)
    let result: Result<Value, any Error>
    do {
        result = .success(try await body(Fixture(service: service)))
    } catch {
        result = .failure(error)
    }
    await service.stop()
    return try result.get()
}

/// A folder that is there for `body` only.
func withFolder<Value>(_ body: (String) async throws -> Value) async throws -> Value {
    let folder = TestFolder.path("service")
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try await body(folder)
}
