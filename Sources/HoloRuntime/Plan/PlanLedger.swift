import HolocronJobs
import OrderedCollections

/// What the submits of a plan take out of one budget.
struct PlanLedger: Sendable {
    /// Kept, so that no other takes its identity.
    let budget: Budget
    /// Those that happen whatever the results are, as if no other budget was there.
    var certain = Tally()
    /// Those and all that may happen, but for loops of a length that is not known.
    var possible = Tally()
    /// Credits that are taken out of it where the other budgets are there too.
    var certainWithOthers = 0
    var possibleWithOthers = 0
    /// The prices of submits in loops of a length that is not known.
    var openPrices: Set<Int> = []

    struct Tally: Sendable {
        var rows = 0
        /// So many of them fit.
        var fitting = 0
        /// Credits.
        var spent = 0

        fileprivate mutating func take(_ price: Int, within limit: Int) {
            rows += 1
            guard price == 0 || spent + price <= limit else { return }
            fitting += 1
            spent += price
        }

        fileprivate static func + (one: Tally, other: Tally) -> Tally {
            Tally(
                rows: one.rows + other.rows, fitting: one.fitting + other.fitting,
                spent: one.spent + other.spent)
        }
    }

    init(_ budget: Budget) { self.budget = budget }

    var limit: Int { budget.limit }
    var label: String { budget.label }
    /// What loops of a length that is not known may still take, in credits.
    var rest: Int { max(0, limit - possibleWithOthers) }

    mutating func take(_ price: Int, _ certainty: PlanCertainty) {
        if certainty == .repeated { openPrices.insert(price) }
        guard certainty != .repeated else { return }
        possible.take(price, within: limit)
        if certainty == .certain { certain.take(price, within: limit) }
    }

    /// The same budget of a loop that is gone through more than once.
    func joined(with other: PlanLedger) -> PlanLedger {
        var joined = self
        joined.certain = certain + other.certain
        joined.possible = possible + other.possible
        joined.openPrices.formUnion(other.openPrices)
        return joined
    }
}

extension PlanLedger {
    /// What it allows, as a sentence for a person.
    /// - Parameter exit: what a run ends with that goes over it.
    func text(exit: ExitCode) -> String {
        let name = "\(label) of \(limit) cr"
        if certain.fitting < certain.rows {
            return "\(name) does not pay for it: it is enough for \(certain.fitting) of \(certain.rows), "
                + "and there the run ends with \(exit.rawValue)"
        }
        if possible.fitting < possible.rows {
            return "\(name) may not pay for all of it: "
                + "it is enough for \(possible.fitting) of up to \(possible.rows)"
        }
        let prices = openPrices.filter { $0 > 0 }
        guard let price = prices.first, exit == .budget else { return "\(label) is \(limit) cr" }
        return prices.count == 1
            ? "\(name) is enough for \(limit / price)" : "\(name) may not pay for all of it"
    }

    /// The same for a program.
    var record: Record {
        [
            "name": .string(label), "limit": .integer(limit), "least_rows": .integer(certain.rows),
            "most_rows": openPrices.isEmpty ? .integer(possible.rows) : .null,
            "pays_for": .integer(certain.fitting < certain.rows ? certain.fitting : possible.fitting),
            "suffices": .bool(possible.fitting == possible.rows && openPrices.isEmpty),
        ]
    }
}
