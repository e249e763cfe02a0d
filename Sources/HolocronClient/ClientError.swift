public import HolocronAPI

/// Why a request has no answer that can be used. No message of it shows the API key.
public enum ClientError: Error, Sendable, Hashable {
    /// The address or the key cannot be used, or there is none yet. Nothing was sent.
    case badEndpoint(why: String, next: String)
    /// The server on this machine does not start. Nothing was sent.
    case notStarted(why: String, next: String)
    /// `why` begins with the origin: `https://api.anakin.io: connection refused`.
    case cannotConnect(why: String)
    case timedOut
    /// The connection broke before the answer was there.
    case cut(why: String)
    /// The task that waited for the answer was cancelled.
    case cancelled
    /// The API said no; ``APIError/requestID`` is set where the answer had one.
    case api(APIError, retryAfter: Duration?)
    case unreadable(status: Int, what: Unreadable, requestID: String?, retryAfter: Duration?)
    /// It is answered from a cassette, which has no answer for it. Nothing was sent.
    case notRecorded(why: String, next: String)
    /// Redirects are never followed; `origin` is where this one points to.
    case redirected(status: Int, origin: String?)

    /// What went wrong, as a sentence without a full stop.
    public var message: String {
        switch self {
        case .badEndpoint(let why, _), .notStarted(let why, _), .notRecorded(let why, _): why
        case .cannotConnect(let why): "cannot connect to \(why)"
        case .timedOut: "the server did not answer in time"
        case .cut(let why): "the connection broke: \(why)"
        case .cancelled: "stopped"
        case .api(let error, _): "\(error.message)\(ClientError.quoted(error.requestID))"
        case .unreadable(let status, let what, let id, _):
            "the server answered \(status) with \(what.words)\(ClientError.quoted(id))"
        case .redirected(let status, let origin):
            "the server answered \(status), a redirect\(origin.map { " to \($0)" } ?? ""), which is not followed"
        }
    }

    /// What to type or do next.
    public var next: String {
        switch self {
        case .badEndpoint(_, let next), .notStarted(_, let next), .notRecorded(_, let next): next
        case .cannotConnect, .redirected: "doctor"
        case .timedOut, .cut, .cancelled, .unreadable: "try again; doctor says more"
        case .api(let error, let wait): ClientError.next(error, wait)
        }
    }

    /// How long the server asked to be left alone; nil where it did not.
    public var retryAfter: Duration? {
        switch self {
        case .api(_, let wait), .unreadable(_, _, _, let wait): wait
        default: nil
        }
    }

    private static func next(_ error: APIError, _ wait: Duration?) -> String {
        switch error.status {
        case 401: "login"
        case 404: "is the name right?"
        case 429: "try again in \(wait?.seconds ?? 60) s"
        case 400..<500: "correct what was asked"
        default: "try again"
        }
    }

    private static func quoted(_ requestID: String?) -> String { requestID.map { " (request \($0))" } ?? "" }
}

extension Duration {
    /// Whole seconds, rounded up.
    fileprivate var seconds: Int64 { components.seconds + (components.attoseconds > 0 ? 1 : 0) }
}
