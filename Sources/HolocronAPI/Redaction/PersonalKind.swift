/// What a personal value is, which decides what takes its place: something that programs read alike.
package enum PersonalKind: Sendable, Hashable {
    case email, phone, date, text
    /// Opens a door. Only text: `tokens: 512` is a count.
    case secret

    /// `redacted-1@example.invalid`, `+10000000001`, `1900-01-01`, `redacted-1`.
    func standIn(_ number: Int) -> String {
        switch self {
        case .email: "redacted-\(number)@example.invalid"
        case .phone: "+\(PersonalKind.digits(number))"
        case .date: "1900-01-01"
        case .text, .secret: "redacted-\(number)"
        }
    }

    /// The number that takes the place of a personal number.
    static func number(_ number: Int) -> Int64 { 10_000_000_000 + Int64(number) }

    private static func digits(_ number: Int) -> String { String(PersonalKind.number(number)) }

    /// What a redactor put there: it is left as it is.
    static func isStandIn(_ text: String) -> Bool {
        if text == "1900-01-01" || text == "redacted" { return true }
        if text.hasPrefix("redacted-") {
            let rest = text.dropFirst(9)
            let digits = rest.hasSuffix("@example.invalid") ? rest.dropLast(16) : rest
            return !digits.isEmpty && digits.allSatisfy { $0.isASCII && $0.isNumber }
        }
        return text.hasPrefix("+100000") && isStandIn(Int64(text.dropFirst()) ?? 0)
    }

    static func isStandIn(_ number: Int64) -> Bool { (10_000_000_001..<10_001_000_000).contains(number) }
}
