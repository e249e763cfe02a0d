import FoundationEssentials

/// Reads `Retry-After`: whole seconds or an HTTP date. Source: contract §2 (429).
enum RetryAfter {
    /// No answer makes anyone wait longer than a day, and none makes time run backwards.
    static let longest = Duration.seconds(86_400)

    /// Nil when the text is neither.
    static func read(_ text: String, now: Date) -> Duration? {
        let text = text.split(whereSeparator: { $0 == " " || $0 == "\t" }).joined(separator: " ")
        if text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), !text.isEmpty {
            return min(Int64(text).map { .seconds($0) } ?? longest, longest)
        }
        guard let seconds = date(text).map({ $0 - now.timeIntervalSince1970 }) else { return nil }
        return min(max(.milliseconds(Int64((min(seconds, 86_400) * 1000).rounded(.up))), .zero), longest)
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// Seconds since 1970 of `Wed, 21 Oct 2015 07:28:00 GMT`, the one form that senders may write (RFC 9110 §5.6.7).
    static func date(_ text: String) -> Double? {
        let parts = text.split(separator: " ")
        guard parts.count == 6, parts[0].hasSuffix(","), parts[5] == "GMT",
            let day = Int(parts[1]), (1...31).contains(day),
            let month = months.firstIndex(of: String(parts[2])),
            let year = Int(parts[3]), (1970...9999).contains(year)
        else { return nil }
        let clock = parts[4].split(separator: ":").compactMap { Int($0) }
        guard clock.count == 3, (0..<24).contains(clock[0]), (0..<60).contains(clock[1]),
            (0...60).contains(clock[2])
        else { return nil }
        return Double(days(year, month + 1, day) * 86_400 + clock[0] * 3600 + clock[1] * 60 + clock[2])
    }

    /// Days from 1970-01-01 in the Gregorian calendar, the year taken to begin in March.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return year * 365 + year / 4 - year / 100 + year / 400 + dayOfYear - 719_468
    }
}
