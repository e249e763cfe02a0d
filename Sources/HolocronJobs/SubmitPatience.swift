import HolocronAPI
import HolocronClient

/// How often, and after what, one submit is sent again by itself.
struct SubmitPatience {
    private var connections = 0
    private var failures = 0
    private var limits = 0

    /// A wait that is longer than this is left to the user.
    static let longest = Duration.seconds(600)

    /// The wait before the next attempt; nil when there is none.
    mutating func wait(after outcome: SubmitOutcome) -> Duration? {
        let wait: Duration
        switch outcome {
        case .notSent(.cannotConnect) where connections < 2:
            connections += 1
            wait = .milliseconds(500) * connections
        case .rejected(let error, let told) where error.status == 429 && limits < 30:
            limits += 1
            // The limits are counted over 60 s (contract §6): after that long a try is worth it again.
            wait = max(told ?? min(.seconds(5) * limits, .seconds(60)), .seconds(1))
        case .rejected(let error, let told) where error.status == 500 && failures < 2:
            failures += 1
            wait = told ?? .seconds(failures)
        default: return nil
        }
        return wait <= SubmitPatience.longest ? wait : nil
    }
}
