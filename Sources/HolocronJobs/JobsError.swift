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
    /// Accepted and paid for, and the journal could not keep its id: this error is the only place that has it.
    case unrecorded(Job, JournalError)
}
