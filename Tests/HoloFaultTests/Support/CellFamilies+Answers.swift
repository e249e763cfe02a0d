import Foundation
import HolocronJobs

extension Family {
    static let page = "<!doctype html><html><body><h1>Something went wrong</h1></body></html>"

    /// An answer that is not the API's own proves nothing, whether the server got the request or not.
    static func foreignCells() -> [Cell] {
        var replies: [(String, RawMessage)] = []
        for status in [301, 302, 303, 307, 308] {
            for place in ["/v1/holocron/task", "http://127.0.0.1:1/v1/holocron/task", ""] {
                let fields = place.isEmpty ? [] : ["Location: \(place)"]
                replies.append(
                    (
                        "\(status) to \(place)",
                        RawMessage(status: "\(status) Elsewhere", fields: fields, body: "")
                    ))
            }
        }
        for status in [200, 202, 400, 401, 402, 403, 404, 413, 429, 500, 502, 503, 504] {
            replies.append(
                ("HTML \(status)", RawMessage(status: "\(status) Page", body: page, type: "text/html")))
            replies.append(("empty \(status)", RawMessage(status: "\(status) Empty", body: "", type: nil)))
        }
        let bodies = [
            "null", "[]", "{}", #"{"status":"processing"}"#, #"{"status":"processing","job_id":""}"#,
            #"{"status":"processing","job_id":"../../etc"}"#, #"{"status":"processing","job_id":7}"#,
            #"{"job_id":"a","job_id":"b"}"#, "\u{FEFF}{}",
            #"{"status":"error","error":{"code":"X","message":"no"}}"#,
        ]
        for (number, body) in bodies.enumerated() {
            replies.append(("202 with body \(number)", RawMessage(status: "202 Accepted", body: body)))
        }
        replies.append(("500 of another kind", refusal("500 Broken", "INTERNAL", "Something broke.")))
        replies.append(("503", refusal("503 Busy", "ACTION_UNAVAILABLE", "Not now.")))
        let cells = replies.flatMap { name, reply in
            [true, false].map { forwards in
                Cell(
                    "\(name), \(forwards ? "" : "not ")forwarded", [.reply(reply, forwards: forwards)],
                    [.unknown])
            }
        }
        return cells + [Cell("gzip 202", [.changed(\.gzipped)], [.unknown])]
    }

    /// Refusals of the API itself: nothing was charged.
    static func limitCells() -> [Cell] {
        let soon = Date(timeIntervalSinceNow: 45)
        let waits: [(String, [String], Duration?)] = [
            ("2", ["2"], .seconds(2)), ("0", ["0"], nil), ("90", ["90"], .seconds(90)),
            ("a date", [httpDate(soon)], .seconds(30)), ("a date gone by", [httpDate(.distantPast)], nil),
            ("negative", ["-5"], nil), ("garbage", ["soon"], nil), ("empty", [""], nil), ("missing", [], nil),
            ("exponent", ["1e3"], nil), ("fraction", ["2.5"], nil), ("two", ["3", "4"], nil),
            ("a list", ["120, 5"], nil), ("spaces", ["  7  "], .seconds(7)),
        ]
        var cells = waits.flatMap { name, values, least in
            limits(values.map { "Retry-After: \($0)" }).map { form, reply in
                Cell(
                    "429 \(form), Retry-After \(name)", [.reply(reply, forwards: false)], [.accepted],
                    attempts: 2,
                    leastWait: least ?? .seconds(1))
            }
        }
        for (form, reply) in limits(["Retry-After: 99999999999999999999"]) {
            cells.append(Cell("429 \(form), for ever", [.reply(reply, forwards: false)], [.rejected]))
        }
        let limit = limits([])[0].1
        cells.append(
            Cell(
                "429 five times", Array(repeating: .reply(limit, forwards: false), count: 5), [.accepted],
                attempts: 6))
        cells.append(
            Cell(
                "429, then cut", [.reply(limit, forwards: false), .cut(.headEnd, .end)], [.unknown],
                attempts: 2))
        cells.append(
            Cell("429 in gzip", [.reply(limit.gzipped, forwards: false)], [.unknown]))
        cells.append(
            Cell(
                "429 torn",
                [Fault(forwards: false, answer: { _ in limit }, place: .body(9), ending: .cut(.end))],
                [.unknown]))
        let failed = refusal("500 Failed", "EXECUTION_FAILED", "Failed to submit task. Please try again.")
        cells.append(Cell("500 not charged", [.reply(failed, forwards: false)], [.accepted], attempts: 2))
        cells.append(
            Cell(
                "500 not charged, then late", [.reply(failed, forwards: false), .stall(.byte(0))], [.unknown],
                attempts: 2))
        let refusals = [
            ("400 Bad", "BAD_REQUEST"), ("401 Who", "AUTH_REQUIRED"), ("402 Pay", "INSUFFICIENT_CREDITS"),
            ("403 No", "FORBIDDEN"), ("404 Where", "NOT_FOUND"), ("422 What", "INVALID_INPUT"),
        ]
        for (status, code) in refusals {
            cells.append(Cell(status, [.reply(refusal(status, code, "No."), forwards: false)], [.rejected]))
        }
        return cells
    }

    private static func limits(_ fields: [String]) -> [(String, RawMessage)] {
        let text = "Too many requests. Please try again later."
        let flat = #"{"error":"rate_limit_exceeded","message":"\#(text)"}"#
        return [
            ("enveloped", refusal("429 Too Many Requests", "RATE_LIMIT_EXCEEDED", text, fields)),
            ("flat", RawMessage(status: "429 Too Many Requests", fields: fields, body: flat)),
        ]
    }

    private static func refusal(_ status: String, _ code: String, _ text: String, _ fields: [String] = [])
        -> RawMessage
    {
        RawMessage(
            status: status, fields: fields,
            body: #"{"status":"error","error":{"code":"\#(code)","message":"\#(text)"}}"#)
    }

    private static func httpDate(_ date: Date) -> String {
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = TimeZone(secondsFromGMT: 0)
        format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        return format.string(from: max(date, Date(timeIntervalSince1970: 0)))
    }
}
