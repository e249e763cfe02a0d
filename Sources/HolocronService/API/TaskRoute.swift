import HolocronAPI
import Hummingbird
import OrderedCollections

/// `POST task`: everything about a job is checked before it costs anything.
struct TaskRoute: Sendable {
    let store: Store
    let catalog: Catalog
    let bell: Bell
    let prefix: String

    func submit(_ request: Request, _ visit: Visit) async throws -> Response {
        let task = try TaskBody(try await request.json())
        guard let (site, action) = catalog.action(task.action) else {
            throw Problem.notFound(
                "There is no action \"\(task.action)\". GET /v1/\(prefix)/search lists the actions.")
        }
        try action.check(task.params)
        let credential = try await credential(for: action, of: site, task)
        let job = NewJob(
            site: site.slug, action: action.id, params: task.params.encoded(), credential: credential,
            price: action.credits)
        return try await submit(job)
    }

    private func submit(_ job: NewJob) async throws -> Response {
        let submission: Submission
        do {
            submission = try await store.submit(job)
        } catch {
            throw Problem.submitFailed
        }
        switch submission {
        case .insufficientCredits(let balance):
            throw Problem.insufficientCredits(balance: balance, required: job.price)
        case .accepted(let id):
            bell.ring()
            return .json(
                [
                    "status": "processing", "job_id": .string(id),
                    "poll_url": .string("/v1/\(prefix)/jobs/\(id)"),
                ], status: .accepted)
        }
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

/// The body of a submit, its shape checked.
private struct TaskBody {
    let action: String
    let params: JSON
    let credential: String?
    let identity: String?

    private static let names = ["action_id", "params", "credential_id", "identity_id"]

    init(_ body: JSON) throws(Problem) {
        guard let fields = body.fields else { throw .invalidInput("The body must be a JSON object.") }
        action = try TaskBody.text("action_id", body) ?? ""
        guard !action.isEmpty else { throw .invalidInput("action_id is missing.", missing: ["action_id"]) }
        for name in fields.keys where !TaskBody.names.contains(name) {
            throw .invalidInput(
                "The body has no field \"\(name)\". It takes \(TaskBody.names.joined(separator: ", ")).")
        }
        params = body["params"] ?? [:]
        guard params.fields != nil else { throw .invalidInput("params must be an object.") }
        credential = try TaskBody.text("credential_id", body)
        identity = try TaskBody.text("identity_id", body)
    }

    private static func text(_ name: String, _ body: JSON) throws(Problem) -> String? {
        guard let value = body[name], value != .null else { return nil }
        guard let text = value.text else { throw .invalidInput("\(name) must be a string.") }
        return text
    }
}
