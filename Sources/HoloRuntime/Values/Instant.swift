import Glibc

/// A point in time, in milliseconds since 1970 in UTC. As a value it is text: `2026-11-24T09:30:00Z`.
struct Instant: Sendable, Equatable {
    var milliseconds: Int

    /// Years 1 to 9999, which four digits can say.
    static let range = -62_135_596_800_000...253_402_300_799_999

    static var now: Instant {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Instant(milliseconds: time.tv_sec * 1000)
    }

    var text: String {
        let fraction = milliseconds % 1000 == 0 ? "" : ".\(zeroFilled(parts.millisecond, 3))"
        return formatted("%Y-%m-%dT%H:%M:%S") + fraction + "Z"
    }

    /// Nil outside of the years 1 to 9999.
    func adding(_ more: Int) -> Instant? {
        let (sum, overflow) = milliseconds.addingReportingOverflow(more)
        return overflow || !Instant.range.contains(sum) ? nil : Instant(milliseconds: sum)
    }
}

extension Instant {
    /// The calendar and the clock in UTC.
    struct Parts {
        var year = 1970
        var month = 1
        var day = 1
        var hour = 0
        var minute = 0
        var second = 0
        var millisecond = 0
    }

    /// Nil when there is no such day or time.
    init?(_ parts: Parts, offsetMinutes: Int = 0) {
        guard (1...9999).contains(parts.year), (1...12).contains(parts.month), (0...23).contains(parts.hour),
            (0...59).contains(parts.minute), (0...59).contains(parts.second),
            (1...Instant.length(ofMonth: parts.month, parts.year)).contains(parts.day)
        else { return nil }
        let days = Instant.days(parts.year, parts.month, parts.day)
        let minutes = (days * 24 + parts.hour) * 60 + parts.minute - offsetMinutes
        milliseconds = (minutes * 60 + parts.second) * 1000 + parts.millisecond
        if !Instant.range.contains(milliseconds) { return nil }
    }

    /// Days since 1970-01-01.
    var day: Int { Instant.floored(milliseconds, by: 86_400_000) }

    var parts: Parts {
        let rest = milliseconds - day * 86_400_000
        var parts = Instant.calendar(day)
        parts.hour = rest / 3_600_000
        parts.minute = rest / 60_000 % 60
        parts.second = rest / 1000 % 60
        parts.millisecond = rest % 1000
        return parts
    }

    /// Days from 1970-01-01 in the Gregorian calendar, the year taken to begin in March.
    static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return year * 365 + floored(year, by: 4) - floored(year, by: 100) + floored(year, by: 400)
            + dayOfYear - 719_468
    }

    /// The other way round: years of 400 that are all alike, then the year in them, then the month from March on.
    private static func calendar(_ days: Int) -> Parts {
        let shifted = days + 719_468
        let era = floored(shifted, by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        var parts = Parts()
        parts.day = dayOfYear - (153 * month + 2) / 5 + 1
        parts.month = month < 10 ? month + 3 : month - 9
        parts.year = yearOfEra + era * 400 + (parts.month <= 2 ? 1 : 0)
        return parts
    }

    static func length(ofMonth month: Int, _ year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func floored(_ number: Int, by divisor: Int) -> Int {
        number >= 0 ? number / divisor : -((divisor - 1 - number) / divisor)
    }
}

func zeroFilled(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
