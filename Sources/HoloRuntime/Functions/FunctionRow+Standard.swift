extension FunctionRow {
    /// The functions that every session has.
    package static let standard: [FunctionRow] = letters
}
