import HoloLang

extension FunctionRow {
    /// What reads the clock.
    static func clock(_ now: @escaping @Sendable () -> Instant) -> [FunctionRow] {
        [
            FunctionRow(
                "now", .time, "Gives the time, as text in UTC.",
                examples: ["now() > '2020-01-01' # true", "now | date | len # 10"]
            ) { _ in
                { (given) throws(Stop) in .string((given.clock ?? now)().text) }
            },
            FunctionRow(
                "date", .time, "Gives the day of a time, or today.",
                examples: ["date '2026-11-24T23:30:00-05:00' # 2026-11-25", "len(date()) # 10"]
            ) { parameters in
                let time = parameters.optional("TIME", .time)
                return { (given) throws(Stop) in
                    .string((try given[time] ?? (given.clock ?? now)()).formatted("%F"))
                }
            },
            FunctionRow(
                "age", .time, "Gives how long ago a time was.",
                examples: ["age('2020-01-01') > 1h # true", "age(now()) < 1h # true"]
            ) { parameters in
                let time = parameters.required("TIME", .time)
                return { (given) throws(Stop) in
                    let now = (given.clock ?? now)()
                    return .duration(milliseconds: now.milliseconds - (try given[time]).milliseconds)
                }
            },
        ]
    }

    static let dates: [FunctionRow] = [
        .formatDate, .parseDate, .dateAdd, .dateDiff, .unix, .fromUnix, .duration, .seconds,
    ]

    static let formatDate = FunctionRow(
        "format_date", .time, "Writes a time by a pattern: %Y %m %d %H %M %S %b %a and the others of date.",
        examples: [
            "format_date '2026-11-24T09:05:00Z' '%d.%m.%Y %H:%M' # 24.11.2026 09:05",
            "format_date '2026-11-24' '%a %e %B' # Tue 24 November",
        ]
    ) { parameters in
        let time = parameters.required("TIME", .time)
        let pattern = parameters.required("PATTERN", .text)
        return { (given) throws(Stop) in .string(try given[time].formatted(try given[pattern])) }
    }

    static let parseDate = FunctionRow(
        "parse_date", .time, "Reads a time from text, in ISO 8601 or by a pattern, and gives it in UTC.",
        examples: [
            "parse_date '2026-11-24 10:30+01:00' # 2026-11-24T09:30:00Z",
            "parse_date '24/11/26' '%d/%m/%y' # 2026-11-24T00:00:00Z",
        ]
    ) { parameters in
        let text = parameters.required("TEXT", .text)
        let pattern = parameters.optional("PATTERN", .text)
        return { (given) throws(Stop) in
            let (text, pattern) = (try given[text], try given[pattern])
            let time = pattern.map { Instant(text, pattern: $0) } ?? Instant(text)
            guard let time else {
                let how = pattern.map { "written as \($0)" } ?? "a time such as 2026-11-24T09:30:00Z"
                throw .failed(
                    "DATE", "parse_date: \(Value.string(text).described) is not \(how)",
                    next: pattern == nil ? "say how it is written: parse_date($text, '%d.%m.%Y')" : nil)
            }
            return .string(time.text)
        }
    }

    static let dateAdd = FunctionRow(
        "date_add", .time, "Gives the time that is so much later.",
        examples: [
            "date_add '2026-02-28' 24h # 2026-03-01T00:00:00Z",
            "date_add('2026-01-01T00:00:00Z', -1s) # 2025-12-31T23:59:59Z",
        ]
    ) { parameters in
        let time = parameters.required("TIME", .time)
        let length = parameters.required("DURATION", .duration)
        return { (given) throws(Stop) in
            guard let sum = try given[time].adding(try given[length]) else {
                throw .failed("OVERFLOW", "date_add: the year is not between 1 and 9999")
            }
            return .string(sum.text)
        }
    }

    static let dateDiff = FunctionRow(
        "date_diff", .time, "Gives how much later the first time is than the second.",
        examples: [
            "date_diff '2026-11-24T09:00:00Z' '2026-11-24T08:30:00Z' # 30m",
            "date_diff('2026-01-01', '2026-01-02') # -24h",
        ]
    ) { parameters in
        let later = parameters.required("LATER", .time)
        let earlier = parameters.required("EARLIER", .time)
        return { (given) throws(Stop) in
            .duration(milliseconds: try given[later].milliseconds - (try given[earlier]).milliseconds)
        }
    }

    static let unix = FunctionRow(
        "unix", .time, "Gives the whole seconds from 1970 to a time.",
        examples: ["unix '1970-01-02' # 86400", "unix('2026-11-24T09:30:00Z') # 1795512600"]
    ) { parameters in
        let time = parameters.required("TIME", .time)
        return { (given) throws(Stop) in .integer(try given[time].seconds) }
    }

    static let fromUnix = FunctionRow(
        "from_unix", .time, "Gives the time that is so many seconds after 1970.",
        examples: ["from_unix 86400 # 1970-01-02T00:00:00Z", "from_unix(0) # 1970-01-01T00:00:00Z"]
    ) { parameters in
        let seconds = parameters.required("SECONDS", .integer(-62_135_596_800...253_402_300_799))
        return { (given) throws(Stop) in .string(Instant(milliseconds: try given[seconds] * 1000).text) }
    }

    static let duration = FunctionRow(
        "duration", .time, "Reads a duration from text: a number and ms, s, m or h, or several of them.",
        examples: ["duration '1h30m' # 90m", "duration('250ms') # 250ms"]
    ) { parameters in
        let text = parameters.required("TEXT", .text)
        return { (given) throws(Stop) in
            let text = try given[text]
            guard let length = Value(duration: text) else {
                throw .failed(
                    "DURATION",
                    "duration: \(Value.string(text).described) is not a duration such as 90s or 1h30m")
            }
            return length
        }
    }

    static let seconds = FunctionRow(
        "seconds", .time, "Gives a duration as a number of seconds.",
        examples: ["seconds 2m # 120", "seconds(1500ms) # 1.5"]
    ) { parameters in
        let length = parameters.required("DURATION", .duration)
        return { (given) throws(Stop) in
            try Value.calculate(.divide, .integer(try given[length]), .integer(1000))
        }
    }
}

extension FunctionType where T == Instant {
    static var time: FunctionType {
        FunctionType(name: "TIME", expected: "a time such as 2026-11-24T09:30:00Z") {
            (value) throws(NotOfType) in
            guard case .string(let text) = value, let time = Instant(text) else { throw NotOfType() }
            return time
        }
    }
}

extension FunctionType where T == Int {
    /// In milliseconds.
    static var duration: FunctionType {
        FunctionType(
            name: "DURATION", expected: "a duration such as 30s",
            decode: { (value) throws(NotOfType) in
                guard case .duration(let milliseconds) = value else { throw NotOfType() }
                return milliseconds
            }, fromWord: durationFromWord)
    }
}

@Sendable private func durationFromWord(_ value: Value) -> Value {
    guard case .string(let text) = value else { return value }
    return Value(duration: text) ?? value
}

extension Value {
    /// `90s` or `1h30m`, a minus before it or not; nil for anything else.
    fileprivate init?(duration text: String) {
        var rest = text[...]
        let isNegative = rest.first == "-"
        if isNegative { rest.removeFirst() }
        var total = 0
        guard !rest.isEmpty else { return nil }
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            let unit = rest.dropFirst(digits.count).prefix { $0.isLetter }
            let units = ["ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000]
            guard let count = Int(digits), let size = units[String(unit)] else { return nil }
            let (length, high) = count.multipliedReportingOverflow(by: size)
            let (sum, low) = total.addingReportingOverflow(length)
            guard !high, !low else { return nil }
            total = sum
            rest = rest.dropFirst(digits.count + unit.count)
        }
        self = .duration(milliseconds: isNegative ? -total : total)
    }
}
