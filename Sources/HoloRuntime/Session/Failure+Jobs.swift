import HolocronAPI
import HolocronClient
import HolocronJobs

extension Stop {
    init(_ error: JobsError) {
        var failure = Failure(error.code, error.message, next: error.next, exit: error.exit)
        failure.endsBatch = error.stopsBatch
        if case .credits(let error) = error, let balance = error.balance, let required = error.required {
            failure.credits = (balance, required)
        }
        self = .failure(failure)
    }

    init(_ error: ClientError) {
        let exit: ExitCode =
            if case .api(let error, _) = error, error.status == 401 { .authentication } else { .network }
        self = .failed("SERVER", error.message, next: error.next, exit: exit)
    }

    /// A job that did not give its result; its credits came back.
    init(failed job: Job) {
        let why = job.error?.message ?? job.why ?? "the server did not say why"
        var failure = Failure(
            job.error?.code ?? "FAILED", "job \(job.label) failed: \(why)",
            next: "the credits came back; job \(job.label) shows all of it", exit: .jobFailed)
        failure.job = job
        self = .failure(failure)
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
        case .noSuchJob, .ambiguousJob, .noSuchRun: .usage
        case .rejected(let error):
            error.status == 400 || error.status == 422 || error.status == 404 ? .usage : .network
        default: .network
        }
    }
}
