import FoundationEssentials
import NIOCore
import Synchronization

/// The `Date` header, written twice a second at most.
final class HTTPDate: Sendable {
    private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private let last = Mutex((text: "", until: NIODeadline.uptimeNanoseconds(0)))

    /// `Tue, 24 Nov 2026 12:15:10 GMT`
    var text: String {
        last.withLock { last in
            let now = NIODeadline.now()
            if now >= last.until { last = (HTTPDate.text(of: .now), now + .milliseconds(500)) }
            return last.text
        }
    }

    static func text(of moment: Date) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let fields: Set<Calendar.Component> = [.weekday, .day, .month, .year]
        let parts = calendar.dateComponents(fields, from: moment)
        guard let weekday = parts.weekday, let day = parts.day, let month = parts.month, let year = parts.year
        else { return "" }
        let clock = moment.formatted(Date.ISO8601FormatStyle().time(includingFractionalSeconds: false))
        return "\(days[weekday - 1]), \(day < 10 ? "0" : "")\(day) \(months[month - 1]) \(year) \(clock) GMT"
    }
}
