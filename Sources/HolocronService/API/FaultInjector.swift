import HTTPTypes
import Hummingbird
import NIOCore

/// Makes the faults that the service was started with.
struct FaultInjector: RouterMiddleware {
    typealias Context = Visit

    private struct TornReply: Error {}

    let source: FaultSource

    init(_ source: FaultSource) { self.source = source }

    func handle(
        _ request: Request, context: Visit, next: @concurrent (Request, Visit) async throws -> Response
    ) async throws -> Response {
        let fault = source.next { $0 != .failJob }
        if fault == .dropRequest { return try await FaultInjector.hangUp(context) }
        if case .status(let code)? = fault { return FaultInjector.answer(code) }
        let response = try await FaultInjector.result(of: next, request, context)
        if source.faults.delay > .zero { try await Task.sleep(for: source.faults.delay) }
        switch fault {
        case .dropReply: return try await FaultInjector.hangUp(context)
        case .tornReply: return FaultInjector.torn(response)
        case .garbage: return .html(FaultInjector.proxyPage(200))
        default: return response
        }
    }

    /// An error is an answer too, and as slow as any other.
    private static func result(
        of next: @concurrent (Request, Visit) async throws -> Response, _ request: Request, _ visit: Visit
    ) async throws -> Response {
        do {
            return try await next(request, visit)
        } catch let problem as Problem {
            return problem.response
        }
    }

    private static func hangUp(_ visit: Visit) async throws -> Response {
        try await visit.channel.close()
        throw CancellationError()
    }

    private static func torn(_ response: Response) -> Response {
        var response = response
        let length = response.body.contentLength ?? 2
        response.body = ResponseBody(contentLength: length) { writer in
            try await writer.write(
                ByteBuffer(string: String("{\"status\":\"proc".prefix(max(1, length / 2)))))
            throw TornReply()
        }
        return response
    }

    private static func answer(_ code: Int) -> Response {
        let status = HTTPResponse.Status(code: code)
        switch code {
        case 429: return Problem.tooManyRequests(after: 1).response
        case 500: return Problem.submitFailed.response
        case 502, 504: return .html(proxyPage(code), status: status)
        default:
            let code = code == 503 ? "ACTION_UNAVAILABLE" : "FAULT"
            return Problem(status: status, code: code, message: "A fault on demand.").response
        }
    }

    private static func proxyPage(_ code: Int) -> String {
        "<html><head><title>\(code)</title></head><body><center><h1>\(code)</h1></center></body></html>"
    }
}
