import HoloLang
import HolocronJobs

/// How often a plan expects a part of the program to run.
enum PlanCertainty: Sendable {
    case certain
    /// Behind a condition that only a run would know.
    case maybe
    /// In a loop over something that only a run would know: any number of times.
    case repeated
}

extension Frame {
    /// Plans a part of the program that is reached less surely than what is around it.
    func planning(_ certainty: PlanCertainty, _ code: Code) throws(Stop) -> Value {
        let outer = scope.certainty
        if outer != .repeated { scope.certainty = certainty }
        defer { scope.certainty = outer }
        _ = try code(self)
        return .unknown
    }
}

/// The budget clause of a loop, for a plan.
struct PlanBudget: Sendable {
    let limit: @Sendable (Frame) throws(Stop) -> Int
    /// The loop in the text.
    let place: Failure.Place
}

extension Frame {
    /// Plans the rows of a loop within its budget, where it has one.
    func planning(within budget: PlanBudget?, _ rows: () throws(Stop) -> Value) throws(Stop) -> Value {
        guard let budget else { return try rows() }
        let outer = scope.budgets
        let label = "the loop's budget in line \(budget.place.line)"
        scope.budgets.append(Budget(limit: try budget.limit(self), label: label))
        defer { scope.budgets = outer }
        return try rows()
    }
}

extension Failure.Place {
    /// Counted from 1.
    package var line: Int { source.position(of: range.start).line }
}
