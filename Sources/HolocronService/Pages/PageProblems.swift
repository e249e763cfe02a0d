import Hummingbird

/// What a browser shows where a program gets an error as JSON.
struct PageProblems: RouterMiddleware {
    typealias Context = Visit

    let templates: Templates

    func handle(
        _ request: Request, context: Visit, next: @concurrent (Request, Visit) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let problem as Problem {
            let page = ProblemPage(title: problem.status.reasonPhrase, message: problem.message)
            return .html(templates.page("problem", page), status: problem.status)
        }
    }
}

/// What `problem.mustache` shows.
struct ProblemPage: Sendable {
    let title: String
    let message: String
}
