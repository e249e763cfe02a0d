public import HolocronAPI

/// How far a submit has got; told to its observer before the next step is taken.
public enum SubmitPhase: Sendable, Hashable {
    /// Connected, no byte of the request has left. If the observer throws now, none will.
    case connected
    /// The status line is here and the body is not yet read. What the observer throws now changes nothing.
    case answering(status: Int, requestID: String?)
}

/// What is known of a submit when it is over. Source: contract §2; design §6 says what may be done about each.
public enum SubmitOutcome: Sendable, Hashable {
    /// No byte of the request left this machine.
    case notSent(ClientError)
    /// The server refused it and charged nothing; it may say how long to wait.
    case rejected(APIError, retryAfter: Duration?)
    /// Paid and running.
    case accepted(JobID, pollURL: String?)
    /// Paid and running, and the answer does not say, readably, as what.
    case acceptedIDUnknown(String)
    /// Paid and done: the answer of an action whose mode is `sync`.
    case completed(JSON)
    /// It may have been paid for or not; the text says why that is not known, as a sentence without a full stop.
    case unknown(String)
}

/// How far a submit was when it failed.
public enum SubmitProgress: Sendable, Hashable {
    /// Nothing of the request has left.
    case connecting
    /// Some of it may have left.
    case sending
    /// All of it left.
    case sent
    /// The status line came, and the body did not come whole.
    case answering(status: Int)
}
