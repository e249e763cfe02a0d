import HolocronAPI

/// A whole answer.
struct Answer {
    let head: AnswerHead
    let body: [UInt8]

    var raw: RawAnswer { RawAnswer(status: head.status, fields: head.kept, body: body) }

    var json: Result<JSON, Unreadable> { Unreadable.read(body, isHTML: head.isHTML) }

    /// The body of a 2xx answer; any other answer as the error that it is.
    func read() throws(ClientError) -> (AnswerHead, JSON) {
        let status = head.status
        guard !(300..<400).contains(status) else { throw .redirected(status: status, origin: head.location) }
        switch json {
        case .success(let body) where (200..<300).contains(status): return (head, body)
        case .success(let body):
            guard let error = head.error(body) else { throw unreadable(.unexpected) }
            throw .api(error, retryAfter: head.retryAfter)
        case .failure(let what): throw unreadable(what)
        }
    }

    private func unreadable(_ what: Unreadable) -> ClientError {
        .unreadable(status: head.status, what: what, requestID: head.requestID, retryAfter: head.retryAfter)
    }
}
