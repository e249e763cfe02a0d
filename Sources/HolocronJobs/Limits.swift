/// So many requests in any window of this length.
public struct Rate: Sendable, Hashable {
    /// At least 1.
    public var count: Int
    public var period: Duration

    public init(count: Int, per period: Duration = .seconds(60)) {
        self.count = max(1, count)
        self.period = period
    }
}

/// What a server limits apart from each other. Source: contract §6.
public enum RequestKind: Sendable, Hashable, CaseIterable {
    /// `POST task`
    case submit
    /// `GET jobs/{id}`, all jobs together
    case look
    /// `GET jobs`
    case list
    /// `GET catalog` and `GET catalog/{slug}`
    case catalog
    /// `GET search`
    case search
}

/// How often a server may be asked; a kind without a rate is not limited.
public struct Limits: Sendable, Hashable {
    public var rates: [RequestKind: Rate]

    public init(_ rates: [RequestKind: Rate]) { self.rates = rates }

    /// What the documentation of the real service says. Source: contract §6.
    public static let documented = Limits([
        .submit: Rate(count: 20), .look: Rate(count: 60), .list: Rate(count: 60), .catalog: Rate(count: 60),
        .search: Rate(count: 30),
    ])
    /// For the service on this machine.
    public static let none = Limits([:])

    /// Reads `20/m`: a count of 1 or more and `s`, `m` or `h`; nil when the text is something else.
    public static func rate(_ text: String) -> Rate? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let count = Int(parts[0]), count > 0
        else { return nil }
        switch parts[1] {
        case "s": return Rate(count: count, per: .seconds(1))
        case "m": return Rate(count: count, per: .seconds(60))
        case "h": return Rate(count: count, per: .seconds(3600))
        default: return nil
        }
    }
}
