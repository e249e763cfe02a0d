/// Why text is not JSON.
public struct JSONError: Error, Sendable, Equatable {
    /// What is wrong, as the rest of a sentence: `a comma or ] is missing`.
    public var reason: String
    /// Where, in bytes from the start.
    public var offset: Int

    public init(reason: String, offset: Int) {
        self.reason = reason
        self.offset = offset
    }
}
