import HolocronJobs

extension Context {
    /// `budget 100cr` in a program.
    func programBudget(_ limit: Int) throws(Stop) -> Budget {
        Budget(limit: limit, label: "the script's budget", spentInRun: run?.spentBefore ?? 0)
    }

    /// The budget clause of a loop. A run that is taken up again counts in it what its rows have cost already: all that
    /// the run had paid for and was not given back before the loop, because a row that comes late may be paid for too.
    /// Inside of other loops a job counts when it is given back, as those still to come may belong to another row.
    func loopBudget(_ limit: Int, _ scope: CallScope) throws(Stop) -> Budget {
        let label = "the loop's budget"
        guard scope.keys.isEmpty, let run else {
            return Budget(limit: limit, label: label, countsResumed: true)
        }
        return Budget(limit: limit, label: label, spentInRun: run.meter.unrecalled)
    }

    /// All that a submit has to fit in.
    func budgets(_ scope: CallScope) -> [Budget] {
        scope.budgets + [budget, run?.meter, meter].compactMap(\.self)
    }
}
