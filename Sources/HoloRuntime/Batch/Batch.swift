import Dispatch
import HoloLang
import HolocronJobs
import OrderedCollections
import Synchronization

/// The rows of one loop with clauses, some of them at a time. Results are in the order of the input.
final class Batch: Sendable {
    static let mostAtOnce = 256

    private struct Row: Sendable {
        let key: Value
        let value: Value
    }

    private struct Failed: Sendable {
        let row: Int
        let stop: Stop
    }

    private struct State {
        var next = 0
        var running = 0
        var results: [Value?]
        var failures: [Failed] = []
        /// No further row begins.
        var isEnding = false
    }

    private let rows: [Row]
    private let row: LoopRow
    private let plan: BatchPlan
    private let context: Context
    private let meter = Budget(limit: .max, label: "loop")
    private let board = ProgressBoard()
    private let started = ContinuousClock.now
    private let state: Mutex<State>

    init(rows: [(Value, Value)], row: LoopRow, plan: BatchPlan, context: Context) {
        self.rows = rows.map { Row(key: $0, value: $1) }
        self.row = row
        self.plan = plan
        self.context = context
        state = Mutex(State(results: Array(repeating: nil, count: rows.count)))
    }

    /// Runs all rows, and gives their values.
    /// - Throws: one error for all rows that failed, when those that were running have ended.
    func run(_ frame: Frame) throws(Stop) -> Value {
        showProgress()
        defer { context.host.progress(nil) }
        var scope = frame.scope
        scope.budgets += [meter] + (plan.budget.map { [$0] } ?? [])
        scope.board = board
        if plan.atOnce == 1 {
            let outer = frame.scope
            frame.scope = scope
            defer { frame.scope = outer }
            work(frame)
        } else {
            runBeside(frame, scope)
        }
        return try conclude()
    }

    /// Threads of their own: a row that waits blocks its thread.
    private func runBeside(_ frame: Frame, _ scope: CallScope) {
        let group = DispatchGroup()
        for _ in 0..<min(plan.atOnce, rows.count) {
            group.enter()
            let own = Handed(frame: Frame(copying: frame, scope: scope))
            Worker.start { [self] in
                work(own.frame)
                group.leave()
            }
        }
        group.wait()
    }

    private func work(_ frame: Frame) {
        while let index = take() {
            var result = Result<Value, Stop>.success(.null)
            do throws(Stop) {
                result = .success(try row.run((rows[index].key, rows[index].value), frame))
                _ = frame.leavesLoop()
            } catch {
                result = .failure(error)
            }
            end(index, result)
        }
    }

    /// The next row, when it may begin; nil when none is to begin any more.
    private func take() -> Int? {
        while true {
            if context.interrupt.isPending { state.withLock { $0.isEnding = true } }
            guard state.withLock({ !$0.isEnding && $0.next < rows.count }) else { return nil }
            if let wait = plan.pacer?.take() {
                Worker.sleep(min(wait, .milliseconds(50)))
                continue
            }
            let index = state.withLock { state -> Int? in
                guard !state.isEnding, state.next < rows.count else { return nil }
                state.next += 1
                state.running += 1
                return state.next - 1
            }
            return index
        }
    }

    private func end(_ index: Int, _ result: Result<Value, Stop>) {
        state.withLock { state in
            state.running -= 1
            switch result {
            case .success(let value): state.results[index] = value
            case .failure(let stop):
                state.failures.append(Failed(row: index, stop: stop))
                if stop.endsBatch || plan.onError == .stop { state.isEnding = true }
            }
        }
    }

    private func showProgress() {
        context.host.progress(
            Progress(since: started) { [self] _ in
                let tally = state.withLock { self.tally(of: $0) }
                return board.view(of: tally, left: tally.timeLeft(since: started), rate: plan.pacer?.rate)
            })
    }

    private func tally(of state: borrowing State) -> BatchTally {
        BatchTally(
            total: rows.count, done: state.next - state.running - state.failures.count,
            failed: state.failures.count, running: state.running, spent: meter.spent)
    }

    private func conclude() throws(Stop) -> Value {
        let tally = state.withLock { self.tally(of: $0) }
        let results = state.withLock { $0.results }
        let sorted = state.withLock { $0.failures }.sorted { $0.row < $1.row }
        context.host.progress(nil)
        let isReplay = context.connector.tape.player != nil
        context.host.note(tally.summary(time: isReplay ? nil : started.duration(to: .now)))
        let first = plan.onError == .stop ? sorted.first : nil
        if let fatal = sorted.first(where: \.stop.endsBatch) ?? first {
            context.lastValue = .list(results.map { $0 ?? .null })
            throw fatal.stop.ending(tally, row: fatal.row, run: context.run?.startedID).at(
                plan.place.source, plan.place.range)
        }
        try context.interrupt.check()
        var values = results.map { $0 ?? .null }
        if plan.onError == .collect {
            for failure in sorted { values[failure.row] = .record(["error": failure.stop.record]) }
        }
        return .list(values)
    }
}
