import HolocronAPI
import Hummingbird
import NIOCore

/// `GET jobs` and `GET jobs/{id}`.
struct JobRoutes: Sendable {
    let store: Store
    let catalog: Catalog
    let style: AnswerStyle
    let cache: AnswerCache

    func show(_ request: Request, _ visit: Visit) async throws -> Response {
        let id = visit.parameters.get("id") ?? ""
        if let answer = cache[id] { return .json(answer) }
        guard let job = try await store.job(id) else { throw Problem.notFound("Job not found") }
        let answer = ByteBuffer(string: try style.answer(job).encoded())
        if job.isFinished { cache.keep(answer, of: id) }
        return .json(answer)
    }

    /// The result as a file.
    func download(_ request: Request, _ visit: Visit) async throws -> Response {
        let id = visit.parameters.get("id") ?? ""
        guard let job = try await store.job(id) else { throw Problem.notFound("Job not found") }
        guard job.result != nil else { throw Problem.notFinished }
        var response = Response.json(try style.data(of: job))
        response.headers[.contentDisposition] = "attachment; filename=\"\(job.id).json\""
        return response
    }

    func list(_ request: Request, _ visit: Visit) async throws -> Response {
        let fields = request.fields
        let filter = JobFilter(
            page: try fields.integer("page", 1, in: 1...1_000_000),
            limit: try fields.integer("limit", 20, in: 1...100),
            status: try status(fields),
            site: fields["catalog"], search: fields["search"])
        let found = try await store.jobs(filter)
        return .json([
            "jobs": .array(try found.jobs.map(entry)),
            "total_count": .integer(Int64(found.total)),
            "page": .integer(Int64(filter.page)),
            "limit": .integer(Int64(filter.limit)),
            "total_pages": .integer(Int64((found.total + filter.limit - 1) / filter.limit)),
        ])
    }

    /// The documentation shows the filter empty where every status is meant.
    private func status(_ fields: FormFields) throws(Problem) -> String? {
        fields["status"] == nil ? nil : try fields.choice("status", JobFilter.statuses)
    }

    private func entry(_ job: JobRecord) throws -> JSON {
        [
            "id": .string(job.id),
            "action_id": .string(job.action),
            "action_name": .string(catalog.action(job.action)?.action.name ?? job.action),
            "catalog_slug": .string(job.site),
            "params": try JSON(parsing: job.params),
            "status": .string(job.publicStatus),
            "result": try style.data(of: job),
            "credits_used": .integer(Int64(job.creditsUsed)),
            "credential_id": job.credential.map(JSON.string) ?? .null,
            "error": job.failure?.json ?? .null,
            "created_at": .string(job.created.iso8601),
            "completed_at": job.finished.map { .string($0.iso8601) } ?? .null,
        ]
    }
}
