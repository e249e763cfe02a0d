import HolocronAPI
import HolocronClient

extension JobsError {
    /// For what the API refused.
    init(rejection error: APIError) {
        switch error.status {
        case 401: self = .authentication(error, connect: error.connectURL)
        case 402: self = .credits(error)
        default: self = .rejected(error)
        }
    }

    /// For a submit of which nothing left: a missing key is worth its own advice.
    init(notSent job: Job, _ error: ClientError) {
        switch error {
        case .badEndpoint, .notStarted, .notRecorded: self = .client(error)
        case .cancelled: self = .stopped(job)
        default: self = .notSent(job)
        }
    }

    /// For a request that is not a submit.
    init(_ error: ClientError) {
        if case .api(let refusal, _) = error, refusal.status == 401 {
            self.init(rejection: refusal)
        } else {
            self = .client(error)
        }
    }

    /// For a look at a job.
    init(looking error: ClientError, at job: Job) {
        switch error {
        case .api(let refusal, _) where refusal.status == 404: self = .forgotten(job)
        case .cancelled: self = .stopped(job)
        default: self.init(error)
        }
    }
}
