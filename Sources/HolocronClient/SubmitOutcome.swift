public import HolocronAPI

/// How far a submit has got; told to its observer before the next step is taken.
public enum SubmitPhase: Sendable, Hashable {
    /// Connected, no byte of the request has left. If the observer throws now, none will.
    case connected
    /// The status line is here and the body is not yet read. What the observer throws now changes nothing.
    case answering(status: Int, requestID: String?)
}

/// What is known of a submit when it is over. Source: contract §2; design §6.
///
/// | how far it was | status | body | outcome |
/// |---|---|---|---|
/// | connecting | | | not sent |
/// | the request may have left | none | | unknown |
/// | the answer broke off | 202 | | accepted, id unknown |
/// | the answer broke off | any other | | unknown |
/// | answered | 2xx | has a job id | accepted |
/// | answered | 2xx | `completed` with data | completed |
/// | answered | 202 | anything else | accepted, id unknown |
/// | answered | any other 2xx | anything else | unknown |
/// | answered | 400 401 402 403 404 405 413 415 422 429 | an error of the API's own | rejected |
/// | answered | 500 | the error `EXECUTION_FAILED` | rejected |
/// | answered | anything else | any, and any body that is not the API's | unknown |
///
/// Nothing but these is ever sent again by a program: what was not sent; after a 429, not earlier than it says; after
/// `EXECUTION_FAILED`.
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
