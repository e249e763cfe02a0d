import HolocronAPI
import HolocronClient

/// Something that happened to a job, as the journal takes it down.
enum JournalEvent: Sendable {
    /// Connected; the request will be written next.
    case sending
    /// The status line of the answer.
    case answering(status: Int, requestID: String?)
    case accepted(JobID, pollURL: String?)
    case rejected(APIError)
    case notSent(why: String)
    case unknown(why: String)
    /// It is sent again, which only a job that was rejected or not sent can be.
    case again
    /// A look found it completed or failed; `seen` where whoever asked for the look is told of it.
    case ended(JobAnswer, seen: Bool = false)

    init(_ phase: SubmitPhase) {
        switch phase {
        case .connected: self = .sending
        case .answering(let status, let requestID): self = .answering(status: status, requestID: requestID)
        }
    }

    init(_ outcome: SubmitOutcome) {
        switch outcome {
        case .notSent(let error): self = .notSent(why: error.message)
        case .rejected(let error, _): self = .rejected(error)
        case .accepted(let id, let pollURL): self = .accepted(id, pollURL: pollURL)
        case .acceptedIDUnknown(let why): self = .unknown(why: "it was accepted and paid for, but \(why)")
        case .completed(let data):
            self = .ended(.completed(data: data, credits: nil, milliseconds: nil), seen: true)
        case .unknown(let why): self = .unknown(why: why)
        }
    }
}
