extension FunctionRow {
    /// The functions that every session has, in the order that help shows them.
    package static let standard: [FunctionRow] = functions { Instant.now }

    /// - Parameter now: the clock that `now`, `date` and `age` read.
    static func functions(now: @escaping @Sendable () -> Instant) -> [FunctionRow] {
        letters + pieces + search + rounding + totals + parts + arrangements + fields + getting
            + clock(now) + dates + encodings + addresses + patterns
    }
}
