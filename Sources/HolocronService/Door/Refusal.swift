import HTTPTypes
import HolocronAPI
import NIOCore
import NIOHTTP1

/// Why a request gets no further than the gate.
enum Refusal {
    case full, host, slow, headers, unreadable

    var problem: Problem {
        switch self {
        case .full: .tooManyConnections
        case .host: .badRequest("A request has one Host header.")
        case .slow: .tooSlow
        case .headers: .tooManyHeaders
        case .unreadable: .badRequest("This is not an HTTP/1.1 request.")
        }
    }

    /// The answer that ends a connection.
    var answer: (head: HTTPResponseHead, body: ByteBuffer) {
        let problem = problem
        let body = ByteBuffer(string: problem.body.encoded())
        var headers: HTTPHeaders = [
            "Content-Type": "application/json", "Content-Length": String(body.readableBytes),
            "Connection": "close", "X-Request-Id": .newID(),
        ]
        for field in problem.headers { headers.add(name: field.name.rawName, value: field.value) }
        let status = HTTPResponseStatus(statusCode: problem.status.code)
        return (HTTPResponseHead(version: .http1_1, status: status, headers: headers), body)
    }
}

extension HTTPRequestHead {
    /// Whether the client sends the body only when it is told to go on.
    var waitsForLeave: Bool {
        version == .http1_1 && headers.first(name: "Expect")?.lowercased() == "100-continue"
    }
}
