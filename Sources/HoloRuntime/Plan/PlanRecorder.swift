import HolocronAPI
import HolocronJobs
import OrderedCollections
import Synchronization

/// What a program would submit, by action.
package final class PlanRecorder: Sendable {
    struct Line: Sendable {
        var price: Int?
        /// Submits that happen whatever the results are, and those that may.
        var least = 0
        var most = 0
        /// In a loop of a length that is not known.
        var isOpen = false
        /// Of those that are known, how many have been paid for within a day.
        var paid = 0
    }

    private struct State {
        var lines: OrderedDictionary<String, Line> = [:]
        /// What the program says it may cost, by the budget's name.
        var budgets: OrderedDictionary<String, Int> = [:]
        /// Actions of which nothing is known here.
        var strangers: [String] = []
    }
    private let state = Mutex(State())

    init() {}

    var all: OrderedDictionary<String, Line> { state.withLock { $0.lines } }
    var budgets: OrderedDictionary<String, Int> { state.withLock { $0.budgets } }
    var strangers: [String] { state.withLock { $0.strangers } }

    /// Takes down a submit, with what is known of its action here; asks nobody.
    func note(_ order: PlannedOrder, _ scope: CallScope, _ connector: Connector) throws(Stop) {
        let known = connector.actions.index(within: .seconds(2))[order.action]
        let jobs = connector.journalOnly
        let isPaid = try order.isPaid(known, jobs)
        // Where nobody has told the price, what it has cost so far is the best that is known.
        let usual = known?.credits == nil ? (try? jobs?.usualCost(of: order.action)) ?? nil : nil
        state.withLock { state in
            if known == nil, order.action != "?", !state.strangers.contains(order.action) {
                state.strangers.append(order.action)
            }
            for budget in scope.budgets {
                state.budgets[budget.label] = min(budget.limit, state.budgets[budget.label] ?? .max)
            }
            var line = state.lines[order.action] ?? Line(price: known?.credits ?? usual)
            line.add(scope.certainty, isPaid: isPaid, reuses: order.reuses)
            state.lines[order.action] = line
        }
    }
}

extension PlanRecorder.Line {
    fileprivate mutating func add(_ certainty: PlanCertainty, isPaid: Bool, reuses: Bool) {
        if certainty == .certain, !(isPaid && reuses) { least += 1 }
        most += isPaid && reuses ? 0 : 1
        if certainty == .repeated { isOpen = true }
        if isPaid { paid += 1 }
    }
}

/// A submit that a plan came by.
struct PlannedOrder: Sendable {
    /// `?` where only a run would know.
    var action: String
    /// Nil where a value depends on results.
    var assignments: [Assignment]?
    var reuses: Bool

    /// The record is checked as it would be before it is sent.
    func isPaid(_ known: Action?, _ jobs: JobStore?) throws(Stop) -> Bool {
        guard let assignments else { return false }
        let params = try Params.record(assignments, for: known)
        if let known { try ParameterCheck(action: known).check(params) }
        guard let jobs else { return false }
        do throws(JobsError) {
            return try jobs.alreadyPaid(TaskRequest(action: action, params: Value.record(params).json)) != nil
        } catch {
            throw Stop(error)
        }
    }
}

extension Frame {
    /// Whether a plan runs the command: it only computes, and everything it works on is known. A submit is noted.
    func plans(_ row: CommandRow, _ binding: Binding, _ input: Value?) throws(Stop) -> Bool {
        let given = try binding.values(self)
        if row.need == .action {
            try context.plan?.note(binding.order(given), scope, context.connector)
        }
        guard row.isPure, input?.holdsUnknown != true else { return false }
        return !given.words.joined().contains(where: \.holdsUnknown)
    }
}

extension Binding {
    /// All values, decoded or not, and the assignments: what stands in them runs, too.
    func values(_ frame: Frame) throws(Stop) -> (words: [[Value]], assignments: [Assignment]) {
        var words: [[Value]] = []
        for sources in values {
            var given: [Value] = []
            for source in sources { given.append(try source.code(frame)) }
            words.append(given)
        }
        var all: [Assignment] = []
        for assignment in assignments { all += try assignment(frame) }
        return (words, all)
    }

    /// What a submit of these values would ask for.
    func order(_ given: (words: [[Value]], assignments: [Assignment])) -> PlannedOrder {
        func value(_ name: String) -> Value? {
            signature.parameters.firstIndex { $0.name == name }.flatMap { given.words[$0].last }
        }
        let isKnown = given.assignments.allSatisfy { !$0.value.holdsUnknown }
        return PlannedOrder(
            action: value("ACTION")?.text ?? "?", assignments: isKnown ? given.assignments : nil,
            reuses: value("reuse") != nil)
    }
}

extension Value {
    fileprivate var holdsUnknown: Bool {
        switch self {
        case .unknown: true
        case .list(let items): items.contains(where: \.holdsUnknown)
        case .record(let fields): fields.values.contains(where: \.holdsUnknown)
        default: false
        }
    }
}
