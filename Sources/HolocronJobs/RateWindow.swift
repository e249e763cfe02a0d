/// How many requests of one kind may go now, by a sliding window and by what a server has refused.
///
/// A request counts from when it goes until one period after its answer: wherever in between it reaches the server, no
/// window there ever holds more than the rate.
struct RateWindow: Sendable {
    let rate: Rate?
    /// What the rate has been learned to be; never above it.
    private(set) var allowed: Int
    private var running = 0
    /// When answers came, oldest first.
    private var ends: [Duration] = []
    private var notBefore = Duration.zero
    private var changed: Duration?
    private var lowered: Duration?

    /// A kind without a rate is held to so many requests at one moment.
    static let unlimited = 64
    /// The server's clock may count a window a little longer.
    static let margin = Duration.milliseconds(100)
    /// After a refusal that does not say how long.
    static let unsaid = Duration.seconds(5)

    init(_ rate: Rate?) {
        self.rate = rate
        allowed = rate?.count ?? RateWindow.unlimited
    }

    /// How many may go now.
    mutating func free(at now: Duration) -> Int {
        raise(at: now)
        guard now >= notBefore else { return 0 }
        if let rate, let first = ends.firstIndex(where: { $0 + rate.period + RateWindow.margin > now }) {
            ends.removeFirst(first)
        } else {
            ends = []
        }
        return max(0, allowed - running - ends.count)
    }

    /// When the next may go if none may now; nil when only an answer can tell.
    func nextFree(at now: Duration) -> Duration? {
        if now < notBefore { return notBefore }
        let excess = running + ends.count - allowed
        guard let rate, running < allowed, excess >= 0, excess < ends.count else { return nil }
        return ends[excess] + rate.period + RateWindow.margin
    }

    mutating func begin() { running += 1 }

    /// - Parameter wasUsed: a request may have reached the server.
    mutating func end(at now: Duration, wasUsed: Bool) {
        running -= 1
        if rate != nil, wasUsed { ends.append(now) }
    }

    /// The server refused a request that went at `started` and asked to be left alone for `told`.
    mutating func refuse(at now: Duration, started: Duration, told: Duration?) {
        notBefore = max(notBefore, now + (told ?? RateWindow.unsaid))
        // Requests that were on their way together are refused together: that is one lesson.
        guard rate != nil, lowered.map({ started >= $0 }) ?? true else { return }
        allowed = max(1, allowed / 2)
        lowered = now
        changed = now
    }

    /// Time that the machine slept through is no time: nothing that it would have freed goes at once.
    mutating func skip(_ slept: Duration) { ends = ends.map { $0 + slept } }

    /// A tenth more for every period without a refusal.
    private mutating func raise(at now: Duration) {
        guard let rate, allowed < rate.count else { return }
        while allowed < rate.count, let last = changed, now >= last + rate.period {
            allowed = min(rate.count, allowed + max(1, rate.count / 10))
            changed = last + rate.period
        }
    }
}
