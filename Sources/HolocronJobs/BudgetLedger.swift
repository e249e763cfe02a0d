import Synchronization

/// Which budgets the open jobs of this process count in.
final class BudgetLedger: Sendable {
    private let budgets = Mutex<[Int64: [Budget]]>([:])

    /// Holds a price in all of them or in none.
    static func hold(_ price: Int?, in budgets: [Budget]) throws(JobsError) {
        for (index, budget) in budgets.enumerated() {
            do {
                try budget.hold(price)
            } catch {
                release(price, in: budgets.prefix(index))
                throw error
            }
        }
    }

    static func release(_ price: Int?, in budgets: some Sequence<Budget>) {
        for budget in budgets { budget.release(price) }
    }

    /// From now on this job counts in these budgets, instead of what was held for it.
    func add(_ job: Job, to new: [Budget], releasing price: Int?) {
        guard !new.isEmpty else { return }
        if !job.isFinished { budgets.withLock { $0[job.number, default: []] += new } }
        for budget in new { budget.note(job, releasing: price) }
    }

    /// A job that an earlier process submitted counts in those budgets that began with what that process spent.
    func recall(_ job: Job, in candidates: [Budget]) {
        add(job, to: candidates.filter(\.countsResumed), releasing: nil)
        guard !job.isFinished else {
            let cost = job.state == .failed ? 0 : job.cost ?? 0
            for budget in candidates { budget.account(cost) }
            return
        }
        let counting = candidates.filter { $0.recall(job.number, cost: job.cost ?? 0) }
        guard !counting.isEmpty else { return }
        budgets.withLock { $0[job.number, default: []] += counting }
    }

    /// Takes in how a job stands now.
    func note(_ job: Job) {
        let counting = budgets.withLock { budgets in
            job.isFinished ? budgets.removeValue(forKey: job.number) : budgets[job.number]
        }
        for budget in counting ?? [] { budget.note(job) }
    }
}

extension Budget {
    fileprivate func note(_ job: Job, releasing price: Int? = nil) {
        let cost = job.state == .failed ? 0 : job.cost ?? 0
        note(job.number, cost: cost, isFinal: job.isFinished, releasing: price)
    }
}
