import HolocronAPI
package import HolocronClient
import HolocronJobs

extension Stop {
    init(_ error: JobsError) {
        var failure = Failure(error.code, error.message, next: error.next, exit: error.exit)
        failure.endsBatch = error.stopsBatch
        if case .credits(let error) = error, let balance = error.balance, let required = error.required {
            failure.credits = (balance, required)
        }
        if case .authentication(_, let connect?) = error { failure.site = site(ofConnectPage: connect) }
        self = .failure(failure)
    }

    package init(_ error: ClientError) {
        self = .failed("SERVER", error.message, next: error.next, exit: error.exit)
    }

    /// A job that did not give its result; its credits came back.
    init(failed job: Job) {
        let why = job.error?.message ?? job.why ?? "the server did not say why"
        var failure = Failure(
            job.error?.code ?? "FAILED", "job \(job.label) failed: \(why) (its credits came back)",
            next: "job \(job.label)", exit: .jobFailed)
        failure.job = job
        self = .failure(failure)
    }
}

extension ClientError {
    fileprivate var exit: ExitCode {
        switch self {
        case .badEndpoint: .authentication
        case .api(let error, _) where error.status == 401: .authentication
        default: .network
        }
    }
}

extension JobsError {
    fileprivate var exit: ExitCode {
        switch self {
        case .authentication: .authentication
        case .credits: .credits
        // The journal does not have the job's id, so that its row is unknown from the next start on.
        case .outcomeUnknown, .unrecorded: .outcomeUnknown
        case .timedOut: .stoppedWaiting
        case .stopped, .cancelled: .interrupted
        case .budget: .budget
        case .client(let error): error.exit
        case .noSuchJob, .ambiguousJob, .noSuchRun: .usage
        case .rejected(let error):
            error.status == 400 || error.status == 422 || error.status == 404 ? .usage : .network
        default: .network
        }
    }
}
