import FoundationEssentials
import HTTPTypes
import Hummingbird

/// Where other machines can reach the service, its pages ask for the API key as a password.
struct PageKey: RouterMiddleware {
    typealias Context = Visit

    let key: String
    /// What the service's own requests carry.
    let pass: String

    func handle(
        _ request: Request, context: Visit, next: @concurrent (Request, Visit) async throws -> Response
    ) async throws -> Response {
        guard isAllowed(request.headers) else {
            var response = Problem.keyMissing.response
            response.headers[.wwwAuthenticate] = "Basic realm=\"Holocron: any name, the API key as password\""
            return response
        }
        return try await next(request, context)
    }

    private func isAllowed(_ headers: HTTPFields) -> Bool {
        if headers[.demoPass]?.isEqualInConstantTime(to: pass) == true { return true }
        guard let value = headers[.authorization], value.hasPrefix("Basic "),
            let data = Data(base64Encoded: String(value.dropFirst("Basic ".count))),
            let text = String(data: data, encoding: .utf8), let colon = text.firstIndex(of: ":")
        else { return false }
        return String(text[text.index(after: colon)...]).isEqualInConstantTime(to: key)
    }
}
