import HolocronJobs

extension Context {
    /// `budget 100cr` in a program.
    func programBudget(_ limit: Int) throws(Stop) -> Budget {
        Budget(limit: limit, label: "the script's budget", spentInRun: run?.spentBefore ?? 0)
    }

    /// The budget clause of a loop. A run that is taken up again counts in it what its rows have cost already.
    func loopBudget(_ limit: Int, _ scope: CallScope) throws(Stop) -> Budget {
        Budget(limit: limit, label: "the loop's budget", countsResumed: true)
    }

    /// All that a submit has to fit in.
    func budgets(_ scope: CallScope) -> [Budget] { scope.budgets + (budget.map { [$0] } ?? []) }
}
