import HoloLang

/// What an argument is decoded to, and how.
package struct ArgumentType<T: Sendable>: Sendable {
    /// In usage lines: `DURATION`.
    package let name: String
    /// In messages: `a duration such as 30s or 5m`.
    package let expected: String
    /// The values that are allowed; empty when they cannot be listed.
    package var choices: [String] = []
    /// A word of this type in the place of one that is not, where there is one that is as good.
    var corrected: @Sendable (String) -> String? = { _ in nil }
    /// Nil when the value is not of this type.
    package let decode: @Sendable (Value) -> T?

    package init(
        name: String, expected: String, choices: [String] = [],
        corrected: @escaping @Sendable (String) -> String? = { _ in nil },
        decode: @escaping @Sendable (Value) -> T?
    ) {
        self.corrected = corrected
        self.name = name
        self.expected = expected
        self.choices = choices
        self.decode = decode
    }
}

extension ArgumentType where T == Value {
    package static var value: ArgumentType {
        ArgumentType(name: "VALUE", expected: "a value") { $0 }
    }
}

extension ArgumentType where T == String {
    package static var text: ArgumentType {
        ArgumentType(name: "TEXT", expected: "text") { value in
            switch value {
            case .null, .list, .record, .job: nil
            default: value.text
            }
        }
    }

    package static var file: ArgumentType { named("FILE", "a file name") }
    package static var action: ArgumentType { named("ACTION", "an action such as li_profile_scrape") }
    package static var profile: ArgumentType { named("PROFILE", "a profile's name") }
    package static var command: ArgumentType { named("COMMAND", "a command's name") }

    private static func named(_ name: String, _ expected: String) -> ArgumentType {
        ArgumentType(name: name, expected: expected) { value in
            guard case .string(let text) = value, !text.isEmpty else { return nil }
            return text
        }
    }

    package static func choice(_ choices: [String]) -> ArgumentType {
        ArgumentType(
            name: choices.joined(separator: "|"), expected: "one of " + choices.joined(separator: ", "),
            choices: choices
        ) {
            choices.contains($0.text) ? $0.text : nil
        }
    }
}

extension ArgumentType where T == Int {
    private static func corrected(_ range: ClosedRange<Int>) -> @Sendable (String) -> String? {
        { String(min(range.upperBound, max(range.lowerBound, Int($0) ?? 10))) }
    }

    package static func integer(_ range: ClosedRange<Int>) -> ArgumentType {
        ArgumentType(
            name: "N", expected: "an integer from \(range.lowerBound) to \(range.upperBound)",
            corrected: corrected(range)
        ) { value in
            let number: Int? = if case .integer(let number) = value { number } else { Int(value.text) }
            return number.flatMap { range.contains($0) ? $0 : nil }
        }
    }
}

extension ArgumentType where T == Duration {
    @Sendable private static func withUnit(_ text: String) -> String? {
        Int(text) == nil ? "30s" : "\(text)s"
    }

    package static var duration: ArgumentType {
        ArgumentType(
            name: "DURATION", expected: "a duration such as 30s or 5m",
            corrected: withUnit
        ) { value in
            switch value {
            case .duration(let milliseconds): .milliseconds(milliseconds)
            case .string(let text): milliseconds(text).map { .milliseconds($0) }
            default: nil
            }
        }
    }

    static func milliseconds(_ text: String) -> Int? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let units = ["ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000]
        guard let count = Int(digits), count < 1_000_000_000,
            let unit = units[String(text.dropFirst(digits.count))]
        else { return nil }
        return count * unit
    }
}

extension ArgumentType where T == JobReference {
    package static var job: ArgumentType {
        ArgumentType(name: "JOB", expected: "a job or its id") { value in
            switch value {
            case .job(let job): .job(job)
            case .string(let text) where !text.isEmpty: .named(text)
            case .integer(let number): .named(String(number))
            default: nil
            }
        }
    }
}
