import FoundationEssentials
import HolocronAPI
import NIOHTTP1
import OrderedCollections

/// What the head of an answer says that is of use here.
struct AnswerHead: Sendable, Hashable {
    var status: Int
    var requestID: String?
    var retryAfter: Duration?
    /// The origin that a redirect points to; nothing more of a stranger's address is shown.
    var location: String?
    var isHTML = false
    /// What the server's clock says, in seconds since 1970.
    var date: Double?

    init(status: Int, requestID: String? = nil, retryAfter: Duration? = nil) {
        self.status = status
        self.requestID = requestID
        self.retryAfter = retryAfter
    }

    init(_ head: HTTPResponseHead, now: Date = Date()) {
        self.init(status: Int(head.status.code), head.headers, now: now)
    }

    init(_ raw: RawAnswer) {
        self.init(status: raw.status, HTTPHeaders(raw.fields.map { ($0, $1) }), now: Date())
    }

    private init(status: Int, _ fields: HTTPHeaders, now: Date) {
        self.init(status: status)
        requestID = fields.first(name: "X-Request-Id").flatMap(AnswerHead.plain)
        // Where a proxy adds its own, the longer one keeps to both.
        retryAfter = fields["Retry-After"].compactMap { RetryAfter.read($0, now: now) }.max()
        location = fields.first(name: "Location").flatMap { try? Origin($0.origin).text }
        date = fields.first(name: "Date").flatMap(RetryAfter.date)
        isHTML = fields.first(name: "Content-Type")?.lowercased().hasPrefix("text/html") ?? false
    }

    /// What ``RawAnswer/fields`` keeps of it.
    var kept: OrderedDictionary<String, String> {
        var kept: OrderedDictionary<String, String> = [:]
        if isHTML { kept["content-type"] = "text/html" }
        if let retryAfter {
            let (seconds, rest) = retryAfter.components
            kept["retry-after"] = String(seconds + (rest > 0 ? 1 : 0))
        }
        if let location { kept["location"] = location }
        if status >= 400, let requestID { kept["x-request-id"] = requestID }
        return kept
    }

    /// The error in a body of this answer, in whichever shape; nil when there is none.
    func error(_ body: JSON) -> APIError? {
        var error = APIError(status: status, body: body)
        error?.requestID = requestID
        return error
    }

    /// It is printed: so a name, short, of characters that cannot do harm.
    private static func plain(_ text: String) -> String? {
        let isPlain = text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        return isPlain && (1...128).contains(text.utf8.count) ? text : nil
    }
}

extension String {
    /// `https://host:port` of an address, without what follows.
    fileprivate var origin: String {
        guard let mark = firstRange(of: "://") else { return self }
        return String(self[..<mark.upperBound]) + self[mark.upperBound...].prefix { !"/?#".contains($0) }
    }
}
