import HTTPTypes
import HolocronAPI
import Hummingbird

/// What holds for every request: the host it is addressed to, an id, and errors as JSON.
struct FrontDoor: RouterMiddleware {
    typealias Context = Visit

    let authorities: Authorities

    func handle(
        _ request: Request, context: Visit, next: @concurrent (Request, Visit) async throws -> Response
    ) async throws -> Response {
        var response = await answer(request, context, next)
        response.headers[.requestID] = .newID()
        response.headers[.xContentTypeOptions] = "nosniff"
        response.headers[.cacheControl] = "no-store"
        return response
    }

    private func answer(
        _ request: Request, _ context: Visit, _ next: @concurrent (Request, Visit) async throws -> Response
    ) async -> Response {
        do {
            guard authorities.include(request, context) else { throw Problem.wrongHost }
            let isReading = request.method == .get || request.method == .head
            guard isReading || authorities.sent(request, context) else { throw Problem.foreignOrigin }
            return try await next(request, context)
        } catch let problem as Problem {
            return problem.response
        } catch let error as HTTPError where error.status == .notFound {
            // The router knows no difference between a path that is not there and a method that is not.
            if let method = APIRoutes.method(at: request.uri.path) {
                return Problem.methodNotAllowed(allowed: method).response
            }
            return Problem.notFound("There is nothing at \(request.uri.path).").response
        } catch {
            return Problem.internalFailure.response
        }
    }
}

/// Lets only requests with the API key through.
struct KeyCheck: RouterMiddleware {
    typealias Context = Visit

    let key: String

    func handle(
        _ request: Request, context: Visit, next: @concurrent (Request, Visit) async throws -> Response
    ) async throws -> Response {
        guard let sent = KeyCheck.key(in: request.headers) else { throw Problem.keyMissing }
        guard sent.isEqualInConstantTime(to: key) else { throw Problem.keyWrong }
        return try await next(request, context)
    }

    /// The key in whichever header it came, `Bearer` or raw in `Authorization`.
    private static func key(in headers: HTTPFields) -> String? {
        for name in HTTPField.Name.keys {
            if let key = headers[name] { return key }
        }
        guard let value = headers[.authorization] else { return nil }
        let words = value.split(separator: " ")
        return words.count == 2 && words[0].lowercased() == "bearer" ? String(words[1]) : value
    }
}

extension String {
    /// Takes as long for a wrong text as for the right one, so that time does not tell how much was right.
    func isEqualInConstantTime(to secret: String) -> Bool {
        let sent = Array(utf8)
        var difference: UInt8 = sent.count == secret.utf8.count ? 0 : 1
        for (index, byte) in secret.utf8.enumerated() {
            difference |= byte ^ (index < sent.count ? sent[index] : 0)
        }
        return difference == 0
    }
}
