import FoundationEssentials
import HolocronAPI
package import HolocronJobs

extension Job {
    /// What is said of a job that ended while nobody waited: `✓ 7c3f1a2b hn_stories completed in 3.2 s · 2 cr`
    package var endLine: String {
        let elapsed = finished.map { Duration.seconds($0.timeIntervalSince(submitted)).inSeconds }
        if state == .completed {
            return "✓ \(label) \(action) completed\(elapsed.map { " in \($0)" } ?? "")\(price)"
        }
        let why = error.map { ": \($0.message)" } ?? ""
        return "✗ \(label) \(action) failed\(elapsed.map { " after \($0)" } ?? "")\(price)\(why)"
    }

    private var price: String { cost.map { " · \($0) cr" } ?? "" }
}
