import HolocronAPI
import Testing

@testable import HolocronClient

/// Every cell of the money rule: how far a submit was × the status × the body.
struct SubmitDecisionTests {
    /// What a body can be, as far as the rule cares.
    enum Body: String, CaseIterable, Sendable {
        case job, result, named, flat, other, html, empty, cut, notJSON

        var value: Result<JSON, Unreadable> {
            switch self {
            case .job: .success(["status": "processing", "job_id": "a1", "poll_url": "/v1/holocron/jobs/a1"])
            case .result: .success(["status": "completed", "data": ["n": 1]])
            case .named: .success(["status": "error", "error": ["code": "BAD_REQUEST", "message": "no"]])
            case .flat: .success(["error": "bad_request", "message": "no"])
            case .other: .success(["ok": true])
            case .html: .failure(.html)
            case .empty: .failure(.empty)
            case .cut: .failure(.cut)
            case .notJSON: .failure(.notJSON)
            }
        }
    }

    /// The kinds of outcome, without what they carry.
    enum Kind: String, Sendable { case notSent, rejected, accepted, idUnknown, completed, unknown }

    static func kind(_ outcome: SubmitOutcome) -> Kind {
        switch outcome {
        case .notSent: .notSent
        case .rejected: .rejected
        case .accepted: .accepted
        case .acceptedIDUnknown: .idUnknown
        case .completed: .completed
        case .unknown: .unknown
        }
    }

    static func expected(_ status: Int, _ body: Body) -> Kind {
        switch (status, body) {
        case (200...299, .job): .accepted
        case (200...299, .result): .completed
        case (202, _): .idUnknown
        case (400, .named), (401, .named), (402, .named), (403, .named), (404, .named), (405, .named),
            (413, .named), (415, .named), (422, .named), (429, .named):
            .rejected
        case (400, .flat), (401, .flat), (402, .flat), (403, .flat), (404, .flat), (405, .flat), (413, .flat),
            (415, .flat), (422, .flat), (429, .flat):
            .rejected
        default: .unknown
        }
    }

    static let statuses = [
        200, 201, 202, 204, 301, 302, 307, 308, 400, 401, 402, 403, 404, 405, 406, 408, 409, 410, 413, 415,
        418, 422,
        425, 429, 451, 499, 500, 501, 502, 503, 504, 520, 599,
    ]

    @Test(arguments: statuses, Body.allCases)
    func `an answer proves this`(status: Int, body: Body) {
        let outcome = SubmitDecision.answered(AnswerHead(status: status), body.value)
        #expect(SubmitDecisionTests.kind(outcome) == SubmitDecisionTests.expected(status, body))
    }

    @Test(arguments: [
        (500, "EXECUTION_FAILED", Kind.rejected), (500, "execution_failed", .rejected),
        (500, "INTERNAL", .unknown),
        (502, "EXECUTION_FAILED", .unknown), (503, "ACTION_UNAVAILABLE", .unknown),
        (409, "CONFLICT", .unknown),
    ])
    func `of the server's own failures only one is known not to be charged`(
        status: Int, code: String, kind: Kind
    ) {
        let body: JSON = ["status": "error", "error": ["code": .string(code), "message": "no"]]
        let outcome = SubmitDecision.answered(AnswerHead(status: status), .success(body))
        #expect(SubmitDecisionTests.kind(outcome) == kind)
    }

    static let failures: [ClientError] = [
        .timedOut, .cancelled, .cut(why: "reset"), .cannotConnect(why: "refused"),
        .unreadable(status: 0, what: .tooLarge, requestID: nil, retryAfter: nil),
    ]

    @Test(arguments: failures)
    func `a submit that breaks off was not sent only while it connects`(error: ClientError) {
        let kinds: [(SubmitProgress, Kind)] = [
            (.connecting, .notSent), (.sending, .unknown), (.sent, .unknown),
            (.answering(status: 200), .unknown),
            (.answering(status: 202), .idUnknown), (.answering(status: 402), .unknown),
            (.answering(status: 502), .unknown),
        ]
        for (progress, kind) in kinds {
            #expect(SubmitDecisionTests.kind(SubmitDecision.brokenOff(progress, error)) == kind)
        }
    }

    @Test func `what the server said is carried along`() {
        let head = AnswerHead(status: 429, requestID: "r1", retryAfter: .seconds(7))
        guard
            case .rejected(let error, let wait) = SubmitDecision.answered(head, Body.flat.value)
        else { return #expect(Bool(false)) }
        #expect(error.code == "BAD_REQUEST")
        #expect(error.requestID == "r1")
        #expect(wait == .seconds(7))
    }
}
