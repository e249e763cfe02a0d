/// The answer to `GET jobs/{id}` for a job the server knows. Source: contract §3.
public enum JobAnswer: Sendable, Hashable {
    /// Queued or running; the server may say when to look again, in milliseconds.
    case processing(retryAfter: Int?)
    /// `data` is as the server sent it, see ``Payload``; `credits` and `milliseconds` are nil where it does not say.
    case completed(data: JSON, credits: Int?, milliseconds: Int?)
    /// The credits came back.
    case failed(APIError)

    /// Nil when the body is none of the three.
    public init?(_ body: JSON) {
        switch body["status"]?.text {
        case "processing":
            self = .processing(retryAfter: body["retry_after_ms"]?.integer)
        case "completed":
            self = .completed(
                data: body["data"] ?? .null, credits: body["credits_used"]?.integer,
                milliseconds: body["execution_ms"]?.integer)
        case "failed":
            self = .failed(APIError(status: 200, body: body) ?? .unnamedFailure)
        default:
            return nil
        }
    }
}

extension APIError {
    fileprivate static let unnamedFailure = APIError(
        status: 200, code: "FAILED", message: "The job failed and the server did not say why.")
}
