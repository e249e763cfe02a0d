import AsyncHTTPClient
import Foundation
import HolocronAPI
import NIOCore
import NIOHTTP1
import Synchronization

/// A local Holocron that is killed again and again, with clients that go on all the while.
final class Furnace: Sendable {
    /// What a client knows of one submit.
    enum Outcome: Sendable, Equatable {
        case accepted(job: String, price: Int)
        /// For want of credits.
        case refused(price: Int)
        /// The connection ended before the answer.
        case unknown(price: Int)
        /// An answer that there should not be.
        case wrong(status: Int)
    }

    static let key = "ak-furnace"
    private static let orders: [(body: String, price: Int)] = [
        (#"{"action_id":"jb_jobs","params":{"count":1}}"#, 1),
        (#"{"action_id":"hn_stories","params":{"limit":1}}"#, 2),
        (#"{"action_id":"yt_comments","params":{"video_id":"missing"}}"#, 3),
        (#"{"action_id":"gh_user_details","params":{"username":"slow-1"}}"#, 1),
        (#"{"action_id":"am_product_details","params":{"asin":"broken"}}"#, 1),
    ]

    let scratch = Scratch()
    let credits: Int
    private let address = Mutex<String?>(nil)
    private let known = Mutex<[Outcome]>([])
    private let granted: Mutex<Int>

    init(credits: Int) {
        self.credits = credits
        granted = Mutex(credits)
    }

    var file: String { scratch.folder + "/data.sqlite" }
    var outcomes: [Outcome] { known.withLock { $0 } }
    var grants: Int { granted.withLock { $0 } }

    /// Starts the service on the same data file.
    func start(seed: Int) async throws -> Child {
        let environment = ["HOLO_HOME": scratch.folder, "HOME": scratch.folder, "PATH": "/usr/bin:/bin"]
        let child = try Child(
            [
                Built.holo, "serve", "--key", Furnace.key, "--port", "0", "--data", file, "--credits",
                String(credits),
                "--fault", "fail-job=0.3,seed=\(seed)",
            ], environment, in: scratch.folder)
        let url = try await child.firstLine()
        address.withLock { $0 = url }
        return child
    }

    func kill(_ child: Child) async throws {
        address.withLock { $0 = nil }
        child.kill()
        _ = try await child.ending()
    }

    /// What the clients wanted to spend.
    var wanted: Int {
        outcomes.reduce(0) { sum, outcome in
            switch outcome {
            case .accepted(_, let price), .refused(let price), .unknown(let price): sum + price
            case .wrong: sum
            }
        }
    }

    /// More credits, through the form of the dashboard; the client follows it back to the page.
    func topUp(_ credits: Int) async throws {
        guard let url = address.withLock({ $0 }) else { return }
        let pages = url.dropLast("/v1".count) + "/products/holocron"
        let page = try await send(HTTPClientRequest(url: String(pages))).body
        guard let token = page.firstMatch(of: /name="token" value="([^"]+)"/) else {
            throw FaultError("no form")
        }
        var form = HTTPClientRequest(url: pages + "/credits")
        form.method = .POST
        form.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
        form.body = .bytes(ByteBuffer(string: "token=\(token.1)&credits=\(credits)"))
        guard try await send(form).status == 200 else { throw FaultError("the form was refused") }
        granted.withLock { $0 += credits }
    }

    /// Submits one thing after the other until it is cancelled.
    func client() async {
        while !Task.isCancelled {
            guard let url = address.withLock({ $0 }), let order = Furnace.orders.randomElement() else {
                try? await Task.sleep(for: .milliseconds(5))
                continue
            }
            let outcome = await submit(order, to: url)
            known.withLock { $0.append(outcome) }
            try? await Task.sleep(for: .milliseconds(Int.random(in: 20...300)))
        }
    }

    private func submit(_ order: (body: String, price: Int), to url: String) async -> Outcome {
        var request = HTTPClientRequest(url: url + "/holocron/task")
        request.method = .POST
        request.headers.add(name: "X-API-Key", value: Furnace.key)
        request.headers.add(name: "Content-Type", value: "application/json")
        request.body = .bytes(ByteBuffer(string: order.body))
        guard let answer = try? await send(request) else { return .unknown(price: order.price) }
        if answer.status == 402 { return .refused(price: order.price) }
        guard answer.status == 202, let id = (try? JSON(parsing: answer.body))?["job_id"]?.text else {
            return .wrong(status: answer.status)
        }
        return .accepted(job: id, price: order.price)
    }

    private func send(_ request: HTTPClientRequest) async throws -> (status: Int, body: String) {
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(20))
        let body = try await response.body.collect(upTo: 1 << 22)
        return (Int(response.status.code), String(buffer: body))
    }
}
