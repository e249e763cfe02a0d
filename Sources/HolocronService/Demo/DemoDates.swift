extension Int {
    /// Seconds since 1970 as a day: `2026-03-09`.
    var day: String { String((Milliseconds(self) * 1000).iso8601.prefix(10)) }

    /// `Mon, 09 Mar 2026 12:00:00 GMT`, as feeds write it.
    var feedDate: String {
        let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
        let text = (Milliseconds(self) * 1000).iso8601
        let date = text.prefix(10).split(separator: "-")
        let month = Int(date[1]).map { Day.months[$0 - 1] } ?? ""
        return
            "\(days[self / Day.length % 7]), \(date[2]) \(month) \(date[0]) \(text.dropFirst(11).prefix(8)) GMT"
    }
}

/// Days as the sites write them in addresses: `2026-03-09`.
struct Day: Sendable {
    static let length = 86_400
    static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// Seconds since 1970, at midnight in UTC.
    let seconds: Int

    /// The first day of a month; nil for a month that is none.
    init?(year: Int, month: Int) {
        guard (1970...9998).contains(year), (1...12).contains(month) else { return nil }
        // Days before a month of the proleptic Gregorian calendar that begins in March.
        let (year, month) = month > 2 ? (year, month - 3) : (year - 1, month + 9)
        let days = 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5
        seconds = (days - 719_468) * Day.length
    }
}
