import HolocronAPI
import Hummingbird

/// `POST task`: everything about a job is checked before it costs anything.
struct TaskRoute: Sendable {
    /// How long a submit of a synchronous action waits; then it names the job, as for any other.
    private static let patience = Duration.seconds(25)
    private static let longestKey = 255

    let store: Store
    let catalog: Catalog
    let bell: Bell
    let ends: JobEnds
    let style: AnswerStyle
    let prefix: String

    func submit(_ request: Request, _ visit: Visit) async throws -> Response {
        let task = try TaskBody(try await request.json())
        guard let (site, action) = catalog.action(task.action) else {
            throw Problem.notFound(
                "There is no action \"\(task.action)\". GET /v1/\(prefix)/search lists the actions.")
        }
        try action.check(task.params)
        var job = NewJob(
            site: site.slug, action: action.id, params: task.params.encoded(),
            credential: try await credential(for: action, of: site, task), price: action.credits,
            webhook: task.webhook)
        job.idempotency = try TaskRoute.idempotency(request, task)
        let id = try await accept(job)
        return action.isSynchronous ? try await end(of: id) : accepted(id)
    }

    private static func idempotency(
        _ request: Request, _ task: TaskBody
    ) throws(Problem) -> NewJob.Idempotency? {
        guard let key = request.headers[.idempotencyKey] else { return nil }
        guard (1...longestKey).contains(key.utf8.count), key.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else {
            throw .invalidInput(
                "Idempotency-Key must have 1 to \(longestKey) ASCII characters and no spaces.")
        }
        return NewJob.Idempotency(key: key, request: task.fingerprint)
    }

    private func accepted(_ id: String) -> Response {
        .json(
            [
                "status": "processing", "job_id": .string(id),
                "poll_url": .string("/v1/\(prefix)/jobs/\(id)"),
            ], status: .accepted)
    }

    /// Takes the job and its price, or says why not.
    private func accept(_ job: NewJob) async throws -> String {
        let submission: Submission
        do {
            submission = try await store.submit(job)
        } catch {
            throw Problem.submitFailed
        }
        switch submission {
        case .accepted(let id):
            bell.ring()
            return id
        case .known(let id): return id
        case .insufficientCredits(let balance):
            throw Problem.insufficientCredits(balance: balance, required: job.price)
        case .otherRequest: throw Problem.otherRequest
        }
    }

    /// The result in the answer to the submit; a job that failed or takes long is named, as for any other action.
    private func end(of id: String) async throws -> Response {
        let isOver = ends.end(of: id)
        // It may have ended before anyone listened.
        if try await store.job(id)?.isFinished != true {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { for await _ in isOver {} }
                group.addTask { try? await Task.sleep(for: TaskRoute.patience) }
                _ = try await group.next()
                group.cancelAll()
            }
        }
        guard let job = try await store.job(id), job.result != nil else { return accepted(id) }
        return .json(["status": "completed", "data": try style.data(of: job)])
    }

    /// The credential a job runs under; nil where the action takes none.
    private func credential(
        for action: SiteAction, of site: Site, _ task: TaskBody
    ) async throws -> String? {
        guard action.authentication != .none else { return nil }
        let identity: Identity?
        if let id = task.credential {
            identity = try await store.identity(credential: id)
            guard identity?.site == site.slug else { throw Problem.foreignCredential }
        } else if let id = task.identity {
            identity = try await store.identity(id)
            guard identity?.site == site.slug else { throw Problem.foreignCredential }
        } else {
            identity = try await store.defaultIdentity(of: site.slug)
        }
        guard let credential = identity?.credential else {
            guard action.authentication == .required else { return nil }
            throw Problem.connectionRequired(site)
        }
        guard credential.isActive else { throw Problem.connectionExpired }
        return credential.id
    }
}
