public import FoundationEssentials

/// Time, passed in so that tests do not wait for it.
public struct JobClock: Sendable {
    /// The date that the journal writes down.
    public var date: @Sendable () -> Date
    /// Time since some fixed moment; it never runs backwards.
    public var elapsed: @Sendable () -> Duration
    /// Waits; throws when the task is cancelled.
    public var sleep: @Sendable (Duration) async throws -> Void

    public init(
        date: @escaping @Sendable () -> Date, elapsed: @escaping @Sendable () -> Duration,
        sleep: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.date = date
        self.elapsed = elapsed
        self.sleep = sleep
    }

    /// The machine's own; it counts the time that the machine sleeps.
    public static let system: JobClock = {
        let start = ContinuousClock.now
        return JobClock(
            date: { Date() }, elapsed: { ContinuousClock.now - start },
            sleep: { try await Task.sleep(for: $0, clock: .continuous) })
    }()
}
