/// What the gates of all connections share.
struct House: Sendable {
    let count = ConnectionCount()
    let date = HTTPDate()
    /// What the service's own requests for pages carry: they have a place of their own.
    let pass: String
    /// Nil where an answer depends on more than the request: limits, faults.
    let answers: ReadyAnswers?
}
