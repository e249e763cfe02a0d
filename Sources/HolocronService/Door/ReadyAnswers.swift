import NIOCore
import NIOHTTP1

/// Answers polls of jobs that ended before they reach the router: such an answer does not change, and clients that wait
/// for many jobs ask often.
///
/// Only a request that leaves nothing to decide is answered here; every other one takes the long way.
struct ReadyAnswers: Sendable {
    let cache: AnswerCache
    let key: String
    let port: BoundPort

    /// The job's end, where it is known and the request is a plain poll of it with the right key.
    func answer(_ head: HTTPRequestHead) -> ByteBuffer? {
        guard head.method == .GET, head.version == .http1_1, head.isKeepAlive,
            let id = ReadyAnswers.id(in: head.uri), let answer = cache[id], isAllowed(head.headers)
        else { return nil }
        return answer
    }

    private static func id(in path: String) -> String? {
        for prefix in APIRoutes.prefixes {
            let start = "/v1/\(prefix)/jobs/"
            if path.utf8.starts(with: start.utf8) { return String(path.dropFirst(start.utf8.count)) }
        }
        return nil
    }

    /// One key in the usual header, the usual name of this machine, and no body.
    private func isAllowed(_ headers: HTTPHeaders) -> Bool {
        var (keys, isOwn) = (0, false)
        for (name, value) in headers {
            switch name.utf8.count {
            case 4 where name.lowercased() == "host": isOwn = Authorities.isUsual(value, port: port.value)
            case 9 where name.lowercased() == "x-api-key":
                guard value.isEqualInConstantTime(to: key) else { return false }
                keys += 1
            case 14 where name.lowercased() == "content-length": return false
            case 17 where name.lowercased() == "transfer-encoding": return false
            default: break
            }
        }
        return isOwn && keys == 1
    }

    /// What the router would answer with.
    static func head(for answer: ByteBuffer, date: String) -> HTTPResponseHead {
        let headers: HTTPHeaders = [
            "Content-Type": "application/json", "Content-Length": String(answer.readableBytes),
            "X-Request-Id": .newID(), "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store",
            "Date": date,
        ]
        return HTTPResponseHead(version: .http1_1, status: .ok, headers: headers)
    }
}
