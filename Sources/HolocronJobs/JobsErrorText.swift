import HolocronAPI
import HolocronClient

extension JobsError {
    /// A stable word for scripts, in upper case; the API's own where it said no.
    public var code: String {
        switch self {
        case .authentication(let error, _): error.code.hasPrefix("AUTH_") ? error.code : "UNAUTHORIZED"
        case .credits: "INSUFFICIENT_CREDITS"
        case .rejected(let error): error.code
        case .client(.api(let error, _)): error.code
        case .outcomeUnknown: "OUTCOME_UNKNOWN"
        case .notSent: "NOT_SENT"
        case .timedOut: "WAIT_TIMED_OUT"
        case .stopped: "STOPPED"
        case .noSuchJob: "NO_SUCH_JOB"
        case .ambiguousJob: "AMBIGUOUS_JOB"
        case .forgotten: "NOT_FOUND"
        case .client(.notRecorded): "NOT_RECORDED"
        case .client: "NETWORK"
        case .budget: "BUDGET"
        case .cancelled: "STOPPED"
        case .noSuchRun: "NO_SUCH_RUN"
        case .journal: "JOURNAL"
        case .unrecorded: "UNRECORDED"
        }
    }

    /// What went wrong, as a sentence without a full stop.
    public var message: String {
        switch self {
        case .authentication(let error, _), .rejected(let error): JobsError.quoted(error)
        case .credits(let error): JobsError.price(error)
        case .outcomeUnknown(let job): "it is not known whether \(job.title) was accepted: \(job.reason)"
        case .notSent(let job): "\(job.title) was not sent: \(job.reason)"
        case .timedOut(let job): "\(job.title) is still running"
        case .stopped(let job): "stopped waiting for \(job.title)"
        case .noSuchJob(let text, _): "there is no job \(text)"
        case .ambiguousJob(let text, let ids): "\(text) could be \(ids.joined(separator: ", "))"
        case .forgotten(let job): "the server does not know \(job.title) any more"
        case .client(let error): error.message
        case .budget(let label, let limit, let spent, let price): JobsError.over(label, limit, spent, price)
        case .cancelled: "stopped before it was sent"
        case .noSuchRun(let id?): "there is no run \(id)"
        case .noSuchRun: "there is no unfinished run"
        case .journal(let error): "\(error.message); nothing is sent without it"
        case .unrecorded(let job, let error): "\(job.title) was accepted and paid for, but \(error.message)"
        }
    }

    /// What to type or do next.
    public var next: String {
        switch self {
        case .authentication(_, let connect?): site(ofConnectPage: connect).map { "connect \($0)" } ?? connect
        case .authentication: "login"
        case .credits: "top up at https://anakin.io"
        case .rejected(let error): JobsError.next(error)
        case .outcomeUnknown(let job):
            "it may have been paid for: look for it among the jobs before you send it again\n\(job.look)"
        case .notSent: "nothing was paid: the same line can be sent again"
        case .timedOut(let job), .stopped(let job): job.awaitNext
        case .noSuchJob(_, let nearest?): "did you mean \(nearest)?"
        case .noSuchJob: "jobs"
        case .ambiguousJob(_, let ids): ids.first.map { "job \($0)" } ?? "jobs"
        case .forgotten(let job):
            "the server keeps a job for 30 days; what it gave may be in the journal\nresult \(job.id?.short ?? "")"
        case .client(let error): error.next
        case .budget(_, _, _, nil): "without a budget once: what it cost is held for the others"
        case .budget: "give more, then resume: what is paid for is not paid again"
        case .cancelled: "nothing was paid: the same line can be sent again"
        case .noSuchRun: "runs"
        case .journal(let error): error.next
        case .unrecorded(let job, let error): (job.id.map { "note the id \($0), then " } ?? "") + error.next
        }
    }

    private static func quoted(_ error: APIError) -> String {
        error.message + (error.requestID.map { " (request \($0))" } ?? "")
    }

    private static func price(_ error: APIError) -> String {
        guard let required = error.required, let balance = error.balance else { return quoted(error) }
        return "this costs \(credits(required)) and the account has \(balance)"
    }

    private static func over(_ label: String, _ limit: Int, _ spent: Int, _ price: Int?) -> String {
        guard let price else { return "what this costs is not known, so \(label) cannot hold it" }
        let used = "\(spent) of \(credits(limit)) \(limit == 1 ? "is" : "are") spent or held"
        return "this costs \(credits(price)) and would go over \(label): \(used)"
    }

    private static func credits(_ count: Int) -> String { count == 1 ? "1 credit" : "\(count) credits" }

    private static func next(_ error: APIError) -> String {
        switch error.status {
        case 403: "identities"
        case 404: "actions"
        case 429: "in a minute the same line can be sent again: nothing was paid"
        case 500...: "later the same line can be sent again: nothing was paid"
        default: "the catalogue says what the action takes"
        }
    }
}

extension Job {
    /// `job 7c3f1a2b`, or its number in the journal while it has no id.
    fileprivate var title: String { "job \(id?.short ?? String(number))" }

    fileprivate var reason: String { why ?? "nothing is known of its answer" }

    /// A job without an id is looked for where all are listed.
    fileprivate var look: String { id.map { "job \($0.short)" } ?? "jobs" }

    /// Only a job with an id can be waited for.
    fileprivate var awaitNext: String {
        id.map { "await \($0.short)" } ?? "jobs"
    }
}

/// The site of `https://anakin.io/products/holocron/linkedin/connect`; nil for any other address.
package func site(ofConnectPage address: String) -> String? {
    let parts = address.split(separator: "/")
    guard parts.count >= 3, parts.last == "connect", parts[parts.count - 3] == "holocron" else { return nil }
    let site = String(parts[parts.count - 2])
    return JobID(site) == nil ? nil : site
}
