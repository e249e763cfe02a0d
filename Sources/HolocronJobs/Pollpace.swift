/// How often a job is looked at. What the server asks for (`retry_after_ms`, `Retry-After`) always wins.
public struct Pollpace: Sendable, Hashable {
    /// From the submit to the first look.
    public var first: Duration
    /// Each further pause is this many times the one before.
    public var factor: Double
    /// The longest pause while all is well.
    public var longest: Duration
    /// The longest pause while looks fail.
    public var longestInTrouble: Duration
    /// Pauses vary by this part of themselves, so that many jobs are not looked at in one instant.
    public var jitter: Double

    public init(
        first: Duration, factor: Double = 1.5, longest: Duration, longestInTrouble: Duration,
        jitter: Double = 0
    ) {
        self.first = first
        self.factor = factor
        self.longest = longest
        self.longestInTrouble = longestInTrouble
        self.jitter = jitter
    }

    /// For the real service; its documentation advises a look every 2 to 5 s. Source: contract §6.
    public static let remote = Pollpace(
        first: .milliseconds(2500), factor: 1.01, longest: .seconds(5), longestInTrouble: .seconds(60),
        jitter: 0.03)
    /// For the service on this machine.
    public static let local = Pollpace(
        first: .milliseconds(20), longest: .milliseconds(500), longestInTrouble: .seconds(2))

    /// The pause before look number `look`, counted from 0, after `troubles` looks in a row that failed.
    /// - Parameter random: from -1 to 1; where in the jitter this pause lies.
    func pause(before look: Int, troubles: Int = 0, random: Double = .random(in: -1...1)) -> Duration {
        var pause = first
        for _ in 0..<look where pause < longest { pause = pause * factor }
        pause = min(pause, longest)
        for _ in 0..<troubles where pause < longestInTrouble { pause = pause * 1.5 }
        return varied(min(pause, troubles == 0 ? longest : longestInTrouble), random: random)
    }

    /// A pause with its jitter.
    func varied(_ pause: Duration, random: Double = .random(in: -1...1)) -> Duration {
        pause * (1 + jitter * random)
    }
}
