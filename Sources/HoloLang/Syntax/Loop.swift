/// `for x in list { }` or `for i, x in list { }`, whose first name is the index or key.
package struct Loop: Sendable {
    package var names: [Name]
    package var sequence: Expression
    package var clauses: LoopClauses
    package var body: Block
    package var range: SourceRange

    package init(
        names: [Name], sequence: Expression, clauses: LoopClauses = LoopClauses(), body: Block,
        range: SourceRange
    ) {
        self.names = names
        self.sequence = sequence
        self.clauses = clauses
        self.body = body
        self.range = range
    }
}

/// How a loop runs its body: what stands between its sequence and its block, each at most once.
package struct LoopClauses: Sendable {
    /// `parallel 4`: how many run at a time.
    package var parallel: Expression?
    /// `rate 20/m`: how many start in a time.
    package var rate: Expression?
    /// `budget 100cr`: the most that all together may cost.
    package var budget: Expression?
    /// `key $x.id`: what makes one the same when the script runs again.
    package var key: Expression?
    /// `onerror skip`
    package var onError: (OnError, SourceRange)?

    package init() {}

    package var isEmpty: Bool {
        parallel == nil && rate == nil && budget == nil && key == nil && onError == nil
    }
}

/// What becomes of the others when one fails.
package enum OnError: String, Sendable, CaseIterable {
    case stop, skip, collect
}
