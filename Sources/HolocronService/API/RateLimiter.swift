import Synchronization

/// The documented limits: so many requests of a kind in any 60 seconds.
final class RateLimiter: Sendable {
    enum Kind: CaseIterable {
        case task, poll, list, download, catalog, search

        /// In 60 seconds.
        var limit: Int {
            switch self {
            case .task: 20
            case .download, .search: 30
            case .poll, .list, .catalog: 60
            }
        }
    }

    private static let window = Duration.seconds(60)
    private let times = Mutex<[Kind: [ContinuousClock.Instant]]>([:])

    /// Refuses a request that is one too many, and says when there is room again.
    func check(_ kind: Kind, at now: ContinuousClock.Instant = .now) throws(Problem) {
        let wait = times.withLock { times -> Duration? in
            let recent = (times[kind] ?? []).drop { now - $0 >= RateLimiter.window }
            guard recent.count >= kind.limit, let first = recent.first else {
                times[kind] = recent + [now]
                return nil
            }
            times[kind] = Array(recent)
            return RateLimiter.window - (now - first)
        }
        if let wait { throw .tooManyRequests(after: Int(wait.components.seconds) + 1) }
    }
}
