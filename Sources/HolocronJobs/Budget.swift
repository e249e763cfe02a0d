import Synchronization

/// An upper limit on what is spent: a session's, a script's or a loop's.
///
/// The price is held before anything is written down or sent, and is spent once the server has accepted. It comes back
/// when nothing was charged and when the job fails. A submit whose outcome is not known counts as spent. One whose
/// price nobody knows is refused, because a budget that cannot hold it could be gone over.
public final class Budget: Sendable {
    private struct State {
        /// Spent in earlier processes, and by jobs that have ended.
        var base: Int
        /// Spent by jobs that may still fail, by their number.
        var open: [Int64: Int] = [:]
        var held = 0
        /// The part of `base` that is not yet known job by job.
        var primed: Int
        /// The sum of `open`.
        var openSum = 0

        var spent: Int { base + openSum }
    }

    /// Credits.
    public let limit: Int
    /// What messages call it: `the budget of the script`.
    public let label: String
    let countsResumed: Bool
    private let state: Mutex<State>

    /// - Parameter spentInRun: what the run has cost before it was resumed, see ``Run/spent`` and
    ///   ``JobStore/spent(inRun:keys:)``; a job of it that fails now gives its credits back to this budget.
    /// - Parameter countsResumed: whether a job that the journal gives back, see ``RunSlot``, counts as if it had been
    ///   submitted now.
    public init(limit: Int, label: String, spentInRun: Int = 0, countsResumed: Bool = false) {
        self.limit = limit
        self.label = label
        self.countsResumed = countsResumed
        state = Mutex(State(base: spentInRun, primed: spentInRun))
    }

    /// It limits anything, and does not only add up.
    var isLimited: Bool { limit < .max }

    /// Credits that are gone, or may be.
    public var spent: Int { state.withLock { $0.spent } }
    /// Credits that submits on their way will take.
    public var held: Int { state.withLock { $0.held } }
    /// Credits that may still be held; never below 0.
    public var remaining: Int { state.withLock { max(0, limit - $0.spent - $0.held) } }

    /// Credits of earlier processes for which no job has been given back yet.
    public var unrecalled: Int { state.withLock { $0.primed } }

    /// A job of an earlier process that has ended was given back.
    func account(_ cost: Int) { state.withLock { $0.primed = max(0, $0.primed - cost) } }

    /// Sets a price aside.
    func hold(_ price: Int?) throws(JobsError) {
        try state.withLock { (state) throws(JobsError) in
            let used = state.spent + state.held
            guard let price else {
                guard isLimited else { return }
                throw .budget(label: label, limit: limit, spent: used, price: nil)
            }
            guard price == 0 || used + price <= limit else {
                throw .budget(label: label, limit: limit, spent: used, price: price)
            }
            state.held += price
        }
    }

    /// Gives a held price back.
    func release(_ price: Int?) { state.withLock { $0.held -= price ?? 0 } }

    /// Takes in what a job has cost as far as is known; `isFinal` when that will not change any more.
    /// - Parameter price: what was held for it, which is given back in the same moment.
    func note(_ number: Int64, cost: Int, isFinal: Bool, releasing price: Int? = nil) {
        state.withLock { state in
            state.held -= price ?? 0
            state.openSum -= state.open.removeValue(forKey: number) ?? 0
            if isFinal {
                state.base += cost
            } else {
                state.open[number] = cost
                state.openSum += cost
            }
        }
    }

    /// A job of an earlier process goes on; false where this budget has not counted it.
    func recall(_ number: Int64, cost: Int) -> Bool {
        state.withLock { state in
            guard cost > 0, state.primed >= cost, state.open[number] == nil else { return false }
            state.primed -= cost
            state.base -= cost
            state.open[number] = cost
            state.openSum += cost
            return true
        }
    }
}
