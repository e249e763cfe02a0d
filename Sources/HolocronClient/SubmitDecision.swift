import HolocronAPI

/// The money rule: what a submit's end proves. Pure, and tested cell by cell. Source: design §6.
enum SubmitDecision {
    /// A refusal with one of these and an error body of the API's own is not charged.
    static let refusals: Set<Int> = [400, 401, 402, 403, 404, 405, 413, 415, 422, 429]

    /// For a submit that broke off.
    static func brokenOff(_ progress: SubmitProgress, _ error: ClientError) -> SubmitOutcome {
        switch (progress, error) {
        case (.connecting, .cut(let why)): .notSent(.cannotConnect(why: why))
        case (.connecting, _): .notSent(error)
        case (.sending, _): .unknown("it broke off while the request was sent: \(error.message)")
        case (.sent, _): .unknown("the request was sent and no answer came: \(error.message)")
        case (.answering(status: 202), _): .acceptedIDUnknown("its answer broke off: \(error.message)")
        case (.answering(let status), _):
            .unknown("the answer, status \(status), broke off: \(error.message)")
        }
    }

    /// For a submit that was answered to the end.
    static func answered(_ head: AnswerHead, _ body: Result<JSON, Unreadable>) -> SubmitOutcome {
        switch head.status {
        case 200..<300: accepted(head, body)
        case 500: refused(head, body) { $0.code == "EXECUTION_FAILED" }
        case _ where refusals.contains(head.status): refused(head, body) { _ in true }
        default: .unknown("the server answered \(head.status)\(foreign(body))")
        }
    }

    private static func accepted(_ head: AnswerHead, _ body: Result<JSON, Unreadable>) -> SubmitOutcome {
        switch (try? body.get()).flatMap({ TaskAnswer($0) }) {
        case .accepted(let id, let pollURL): .accepted(id, pollURL: pollURL)
        case .completed(let data): .completed(data)
        case nil where head.status == 202: .acceptedIDUnknown("its answer has no job id\(foreign(body))")
        case nil: .unknown("the server answered \(head.status) without a job or a result\(foreign(body))")
        }
    }

    private static func refused(
        _ head: AnswerHead, _ body: Result<JSON, Unreadable>, where isFree: (APIError) -> Bool
    ) -> SubmitOutcome {
        guard let json = try? body.get(), let error = head.error(json), isFree(error) else {
            return .unknown("the server answered \(head.status)\(foreign(body))")
        }
        return .rejected(error, retryAfter: head.retryAfter)
    }

    private static func foreign(_ body: Result<JSON, Unreadable>) -> String {
        switch body {
        case .success: ""
        case .failure(let what): " with \(what.words)"
        }
    }
}
