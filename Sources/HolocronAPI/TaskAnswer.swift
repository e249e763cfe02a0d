/// A 2xx answer to `POST task`. Source: contract §2.
public enum TaskAnswer: Sendable, Hashable {
    /// 202: the job runs; `pollURL` is relative to the host and has the prefix of the request.
    case accepted(JobID, pollURL: String?)
    /// 200 for an action whose mode is `sync`: the result, and no job to poll.
    case completed(JSON)

    /// Nil when the body is neither.
    public init?(_ body: JSON) {
        if let id = body["job_id"]?.text.flatMap({ JobID($0) }) {
            self = .accepted(id, pollURL: body["poll_url"]?.text)
        } else if body["status"] == "completed", let data = body["data"] {
            self = .completed(data)
        } else {
            return nil
        }
    }
}
