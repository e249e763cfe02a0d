import HolocronAPI
import HolocronJobs

extension Value {
    /// The value inside text: strings as they are, lists and records as one line of JSON, null as nothing.
    package var text: String {
        switch self {
        case .null: ""
        case .unknown: "?"
        case .bool(let value): value ? "true" : "false"
        case .integer(let number): String(number)
        case .decimal(let text): text
        case .string(let text): text
        case .list, .record: encoded()
        case .duration(let milliseconds): Value.durationText(milliseconds)
        case .credits(let count): "\(count)cr"
        case .rate(let count, let seconds): "\(count)/\(Value.rateUnits[seconds] ?? "\(seconds)s")"
        case .job(let job): job.id?.text ?? "job #\(job.number)"
        }
    }

    private static let rateUnits = [1: "s", 60: "m", 3600: "h"]

    /// The largest unit that says it exactly: 90000 is `90s`, 120000 is `2m`.
    static func durationText(_ milliseconds: Int) -> String {
        for (unit, size) in [("h", 3_600_000), ("m", 60_000), ("s", 1000)]
        where milliseconds % size == 0 && (milliseconds != 0 || unit == "s") {
            return "\(milliseconds / size)\(unit)"
        }
        return "\(milliseconds)ms"
    }
}
