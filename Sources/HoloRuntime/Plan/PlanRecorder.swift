import HolocronAPI
import HolocronJobs
import OrderedCollections
import Synchronization

/// What a program would submit, by action, and what of it its budgets allow.
package final class PlanRecorder: Sendable {
    struct Line: Sendable {
        /// Credits; nil where nobody has told it here.
        var price: Int?
        /// Submits that happen whatever the results are, and those that may.
        var least = 0
        var most = 0
        /// In a loop of a length that is not known.
        var isOpen = false
        /// How many of those that are known were paid for within a day and would be paid for again.
        var paidAgain = 0
        /// How many are not submitted because `--reuse` takes the job of within a day.
        var reused = 0
    }

    struct State: Sendable {
        var lines: OrderedDictionary<String, Line> = [:]
        var ledgers: OrderedDictionary<ObjectIdentifier, PlanLedger> = [:]
        /// What the account is known to have.
        var balance: PlanLedger?
        /// Credits, as far as the budgets let them go.
        var least = 0
        var most = 0
        /// The budgets around each submit in a loop of a length that is not known.
        var open: OrderedSet<[ObjectIdentifier]> = []
        /// What was paid for within a day and would be paid for again, by the run that paid for it.
        var paid: [String: (rows: Int, credits: Int)] = [:]
        /// Credits of the jobs that `--reuse` takes.
        var saved = 0
    }
    private let state = Mutex(State())

    init() {}

    var all: OrderedDictionary<String, Line> { state.withLock { $0.lines } }
    var result: State { state.withLock { $0 } }

    /// Credits that the account is known to have.
    func setBalance(_ credits: Int) {
        state.withLock { $0.balance = PlanLedger(Budget(limit: credits, label: "the balance")) }
    }

    /// Takes down a submit, with what is known of its action here; asks nobody.
    func note(_ order: PlannedOrder, _ scope: CallScope, _ context: Context) throws(Stop) {
        let known = context.connector.actions.index(within: .seconds(2))[order.action]
        let jobs = context.connector.journalOnly
        let paid = try order.paid(known, jobs)
        // Where nobody has told the price, what it has cost so far is the best that is known.
        let usual = known?.credits == nil ? (try? jobs?.usualCost(of: order.action)) ?? nil : nil
        let budgets = (scope.budgets + [context.budget].compactMap(\.self)).filter { $0.limit < .max }
        state.withLock { state in
            var line = state.lines[order.action] ?? Line(price: known?.credits ?? usual)
            defer { state.lines[order.action] = line }
            if let paid, order.reuses {
                line.reused += 1
                state.saved += paid.cost ?? 0
                return
            }
            line.add(scope.certainty, isPaid: paid != nil)
            if let paid { state.notePaid(paid, price: line.price) }
            state.spend(line.price, scope.certainty, budgets)
        }
    }
}

extension PlanRecorder.Line {
    fileprivate mutating func add(_ certainty: PlanCertainty, isPaid: Bool) {
        if certainty == .certain { least += 1 }
        most += 1
        if certainty == .repeated { isOpen = true }
        if isPaid { paidAgain += 1 }
    }
}

extension PlanRecorder.State {
    fileprivate mutating func notePaid(_ job: Job, price: Int?) {
        let before = paid[job.run ?? ""] ?? (0, 0)
        paid[job.run ?? ""] = (before.rows + 1, before.credits + (job.cost ?? price ?? 0))
    }

    /// Takes a price out of all budgets around it, as far as it fits.
    fileprivate mutating func spend(_ price: Int?, _ certainty: PlanCertainty, _ budgets: [Budget]) {
        let around = budgets.map(ObjectIdentifier.init)
        for (id, budget) in zip(around, budgets) where ledgers[id] == nil { ledgers[id] = PlanLedger(budget) }
        guard let price else { return }
        for id in around { ledgers[id]?.take(price, certainty) }
        balance?.take(price, certainty)
        guard certainty != .repeated else {
            if price > 0 { open.append(around) }
            return
        }
        if fits(price, around, \.possibleWithOthers) {
            most += price
            for id in around { ledgers[id]?.possibleWithOthers += price }
        }
        if certainty == .certain, fits(price, around, \.certainWithOthers) {
            least += price
            for id in around { ledgers[id]?.certainWithOthers += price }
        }
    }

    private func fits(_ price: Int, _ around: [ObjectIdentifier], _ spent: KeyPath<PlanLedger, Int>) -> Bool {
        around.allSatisfy { id in
            ledgers[id].map { price == 0 || $0[keyPath: spent] + price <= $0.limit } ?? true
        }
    }

    /// The most credits that the budgets let go; nil where a loop of a length that is not known has none around it.
    var ceiling: Int? {
        var rests: [ObjectIdentifier: Int] = [:]
        for around in open {
            let tightest = around.compactMap { id in ledgers[id].map { (id, $0.rest) } }.min { $0.1 < $1.1 }
            guard let tightest else { return nil }
            rests[tightest.0] = tightest.1
        }
        return most + rests.values.reduce(0, +)
    }

    /// One for each budget that stands in the program, however often its loop is gone through.
    var budgets: [PlanLedger] {
        var joined: OrderedDictionary<String, PlanLedger> = [:]
        for ledger in ledgers.values {
            joined[ledger.label] = joined[ledger.label]?.joined(with: ledger) ?? ledger
        }
        return Array(joined.values)
    }
}
