public import HolocronAPI
public import HolocronClient

/// Why there is no job to go on with. A job that failed is no error: it is a ``Job``.
public enum JobsError: Error, Sendable, Hashable {
    /// 401. `connect` is the absolute address of the page where the missing connection is made.
    case authentication(APIError, connect: String?)
    /// 402; ``APIError/required`` and ``APIError/balance`` say how much.
    case credits(APIError)
    /// Refused for another reason, and not charged.
    case rejected(APIError)
    /// It may have been paid for. It is not sent again by itself.
    case outcomeUnknown(Job)
    /// No byte of it left this machine.
    case notSent(Job)
    /// The wait took its whole time; the job goes on.
    case timedOut(Job)
    /// The wait was cancelled; the job goes on.
    case stopped(Job)
    /// The journal has no such job; `nearest` is the id that is most like it.
    case noSuchJob(String, nearest: String?)
    case ambiguousJob(String, [String])
    /// The journal has it and the server does not.
    case forgotten(Job)
    case client(ClientError)
    case journal(JournalError)
    /// It would go over a budget, of which `spent` is used or held; nothing was sent. `price` is nil where nobody knows
    /// it, so that it could.
    case budget(label: String, limit: Int, spent: Int, price: Int?)
    /// The task was cancelled before anything was sent or written down.
    case cancelled
    /// No run has this id; nil where none is left unfinished.
    case noSuchRun(String?)
    /// Accepted and paid for, and the journal could not keep its id: this error is the only place that has it.
    case unrecorded(Job, JournalError)

    /// Whether what would be sent next would end the same way: a batch stops here, and keeps what is finished.
    public var stopsBatch: Bool {
        switch self {
        case .authentication, .credits, .budget, .journal, .unrecorded, .stopped, .cancelled: true
        case .client(.badEndpoint), .client(.notStarted), .client(.notRecorded), .client(.cancelled): true
        case .rejected, .outcomeUnknown, .notSent, .timedOut, .noSuchJob, .ambiguousJob, .noSuchRun,
            .forgotten, .client:
            false
        }
    }
}
