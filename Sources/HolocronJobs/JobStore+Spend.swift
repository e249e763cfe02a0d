public import FoundationEssentials
public import HolocronAPI

/// What a group of jobs cost, in credits.
public struct SpendRow: Sendable, Hashable {
    /// The action's id, the day as `2026-03-01` in local time, or the run's id; empty for jobs without a run.
    public var name: String
    /// Jobs that were charged or may have been.
    public var jobs: Int
    /// Taken and not given back.
    public var spent: Int
    /// Taken and given back, because the job failed.
    public var refunded: Int
    /// What submits whose outcome is not known have cost at the worst; not part of ``spent``.
    public var unknown: Int
}

/// What a spend is summed up by.
public enum SpendGroup: String, Sendable, CaseIterable {
    case action
    case day
    case run
}

/// The balance of the account, as a 402 showed it.
public struct SeenBalance: Sendable, Hashable {
    /// Credits at that moment.
    public var amount: Int
    public var seen: Date
    /// Credits that jobs of this journal have taken since, or may have.
    public var chargedSince: Int
}

extension JobStore {
    /// What the jobs of this server cost, by the journal alone; the greatest first, days in order.
    /// - Parameter date: leaves out what was submitted before it.
    public func spend(by group: SpendGroup, since date: Date? = nil) throws(JobsError) -> [SpendRow] {
        let journal = try journal()
        return try reading { () throws(JournalError) in
            try journal.spend(by: group, server: server, since: date ?? .distantPast)
        }
    }

    /// The account's balance as the server last said it, which it does only in a 402; nil where it never has.
    public func lastBalance() throws(JobsError) -> SeenBalance? {
        let journal = try journal()
        return try reading { () throws(JournalError) in try journal.balance(of: server) }
    }

    /// What jobs of an action have cost at the most, by the journal alone; nil where there were none.
    public func usualCost(of action: String) throws(JobsError) -> Int? {
        let journal = try journal()
        return try reading { () throws(JournalError) in try journal.usualCost(of: action, server: server) }
    }

    /// The newest job that was asked for the same within this time, and that has a result or still runs.
    ///
    /// To be offered instead of paying again; nil where there is none. A failed one gave its credits back and does not
    /// count.
    public func alreadyPaid(
        _ request: TaskRequest, within time: Duration = .seconds(86_400)
    ) throws(JobsError) -> Job? {
        let journal = try journal()
        let since = clock.date().addingTimeInterval(-Double(time.components.seconds))
        return try reading { () throws(JournalError) in
            try journal.same(request, server: server, since: since)
        }
    }
}
