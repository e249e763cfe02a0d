/// How long the network may take, and how much it may send.
public struct Timeouts: Sendable, Hashable {
    /// Name look-up, TCP and TLS together.
    public var connect: Duration = .seconds(10)
    /// From the first byte of a submit to the last byte of its answer.
    public var submit: Duration = .seconds(60)
    /// A whole read: connection, request and answer.
    public var poll: Duration = .seconds(30)
    /// How long a submit that is already on its way still waits for its answer once its task is cancelled.
    public var farewell: Duration = .seconds(3)
    /// The largest answer that is read, in bytes.
    public var largestBody = 64 << 20
    /// The largest head of an answer, in bytes of its header fields.
    public var largestHead = 64 << 10

    public static let standard = Timeouts()

    public init() {}
}
