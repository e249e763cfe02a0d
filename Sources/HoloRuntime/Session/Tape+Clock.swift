import FoundationEssentials
import HolocronJobs

extension Tape {
    /// What `now()` reads in a replay: the time of the recording, and what was waited for since. Nil elsewhere.
    var functionClock: FunctionRow.OwnClock? {
        guard player != nil else { return nil }
        let date = clock.date
        return { Instant(milliseconds: Int(date().timeIntervalSince1970) * 1000) }
    }
}
