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
