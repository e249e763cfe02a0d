import Foundation
import HolocronAPI
import HolocronService
import NIOHTTP1
import Synchronization
import Testing

/// What changes where other machines can reach the service, and what it sends to others.
struct OpenServiceTests {
    private static let key = "ak-a-key-of-one's-own-1"

    private static var options: ServiceOptions { ServiceOptions(host: "0.0.0.0", key: key) }

    @Test func `pages ask for the key, the API takes it as ever`() async throws {
        try await withService(Self.options) { (service) async throws in
            let port = service.service.baseURL.split(separator: ":")[2].prefix { $0.isNumber }
            let own: HTTPHeaders = ["Host": "127.0.0.1:\(port)"]
            func page(_ password: String?, _ path: String = "/products/holocron") async throws
                -> Fixture.Answer
            {
                var headers = own
                if let password {
                    let text = Data("anyone:\(password)".utf8).base64EncodedString()
                    headers.add(name: "Authorization", value: "Basic \(text)")
                }
                return try await service.send(.GET, path, headers: headers)
            }
            for path in ["/products/holocron", "/web/news.ycombinator.com/news"] {
                let closed = try await page(nil, path)
                #expect(closed.status == 401)
                #expect(closed.headers.first(name: "WWW-Authenticate")?.hasPrefix("Basic ") == true)
                #expect(try await page("wrong", path).status == 401)
                #expect(try await page(Self.key, path).status == 200)
            }
            // Its own requests for pages need no password.
            let accepted = try await service.send(
                .POST, "/v1/holocron/task", #"{"action_id":"jb_jobs"}"#,
                headers: [
                    "Host": "127.0.0.1:\(port)", "X-API-Key": Self.key, "Content-Type": "application/json",
                ])
            #expect(accepted.status == 202)
            #expect(try await service.finished(accepted) == "completed")
        }
    }

    @Test func `names are added one by one`() async throws {
        var options = ServiceOptions()
        options.names = ["holo.test"]
        try await withService(options) { (service) async throws in
            let port = service.authority.split(separator: ":")[1]
            for (name, status) in [
                ("holo.test:\(port)", 200), ("other.test:\(port)", 421), ("holo.test", 421),
            ] {
                let answer = try await service.send(
                    .GET, "/v1/wire/catalog", headers: ["X-API-Key": service.service.key, "Host": name])
                #expect(answer.status == status, "\(name)")
            }
        }
    }

    @Test(arguments: [["Origin": "https://evil.example"], ["Sec-Fetch-Site": "cross-site"]])
    func `a submit that a page of another site makes a browser send is refused`(headers: [String: String])
        async throws
    {
        try await withService { (service) async throws in
            var all = HTTPHeaders(headers.map { ($0.key, $0.value) })
            all.add(name: "X-API-Key", value: service.service.key)
            all.add(name: "Content-Type", value: "application/json")
            let answer = try await service.send(
                .POST, "/v1/wire/task", #"{"action_id":"jb_jobs"}"#, headers: all)
            #expect(answer.status == 403)
            #expect(try await service.service.balance() == 500)
        }
    }

    @Test func `the end of a job is posted to its webhook`() async throws {
        let got = Mutex<[String]>([])
        try await withServer { request in
            got.withLock { $0.append("\(request.method) \(request.path) \(request.body)") }
            return ServerReply()
        } _: { port in
            var options = ServiceOptions()
            options.allowsPrivate = true
            try await withService(options) { (service) async throws in
                let body =
                    #"{"action_id":"gh_user_details","params":{"username":"missing"},"webhook_url":"http://127.0.0.1:\#(port)/done"}"#
                let accepted = try await service.submit(body)
                let id = try accepted.json["job_id"]?.text ?? ""
                for _ in 0..<200 where got.withLock({ $0.isEmpty }) {
                    try await Task.sleep(for: .milliseconds(10))
                }
                let error = #"{"code":"EXECUTION_FAILED","message":"The target page could not be loaded."}"#
                let end = #"{"job_id":"\#(id)","status":"failed","error":\#(error),"credits_used":0}"#
                #expect(got.withLock { $0 } == ["POST /done \(end)"])
            }
        }
    }

    @Test func `a webhook to this machine is not called unless that is allowed`() async throws {
        let got = Mutex(0)
        try await withServer { _ in
            got.withLock { $0 += 1 }
            return ServerReply()
        } _: { port in
            try await withService { (service) async throws in
                let accepted = try await service.submit(
                    #"{"action_id":"jb_jobs","webhook_url":"http://127.0.0.1:\#(port)/done"}"#)
                #expect(try await service.end(of: accepted).json["status"] == "completed")
                try await Task.sleep(for: .milliseconds(300))
                #expect(got.withLock { $0 } == 0)
                let wrong = try await service.submit(#"{"action_id":"jb_jobs","webhook_url":"ftp://a"}"#)
                #expect(wrong.status == 400)
            }
        }
    }
}
