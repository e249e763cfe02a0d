import FoundationEssentials
import HolocronJobs
import Synchronization

/// The jobs that are waited for together, for those who look at the progress.
final class ProgressBoard: Sendable {
    /// So many jobs have a line of their own.
    static let mostLines = 5

    private struct Entry {
        var job: Job
        var typical: Duration?
    }

    private struct State {
        /// By their number in the journal.
        var running: [Int64: Entry] = [:]
        /// The numbers in the order in which they began; those before `first` have ended.
        var order: [Int64] = []
        var first = 0
        var done = 0
        var failed = 0
        var spent = 0
        /// What those that run cost as far as is known.
        var held = 0
    }

    private let state = Mutex(State())

    func begin(_ job: Job, typical: Duration?) {
        state.withLock { state in
            if state.running.updateValue(Entry(job: job, typical: typical), forKey: job.number) == nil {
                state.order.append(job.number)
                state.held += job.cost ?? 0
            }
        }
    }

    /// What a look at a job brought.
    func update(_ job: Job) {
        state.withLock { state in
            guard let before = state.running[job.number]?.job else { return }
            state.held += (job.cost ?? 0) - (before.cost ?? 0)
            state.running[job.number]?.job = job
        }
    }

    /// The wait for a job is over.
    func end(_ job: Job) {
        state.withLock { state in
            guard let before = state.running.removeValue(forKey: job.number) else { return }
            state.held -= before.job.cost ?? 0
            if job.state == .completed { state.done += 1 } else { state.failed += 1 }
            state.spent += job.cost ?? 0
        }
    }

    /// Those that run, the first of them with a line of their own.
    func lines(at date: Date = .now) -> (jobs: [Progress.Line], more: Int) {
        state.withLock { state in
            while state.first < state.order.count, state.running[state.order[state.first]] == nil {
                state.first += 1
            }
            var jobs: [Progress.Line] = []
            for number in state.order[state.first...] where jobs.count < ProgressBoard.mostLines {
                guard let entry = state.running[number] else { continue }
                jobs.append(entry.job.progressLine(at: date, typical: entry.typical))
            }
            return (jobs, state.running.count - jobs.count)
        }
    }

    func tally(total: Int) -> BatchTally {
        state.withLock { state in
            BatchTally(
                total: total, done: state.done, failed: state.failed, running: state.running.count,
                spent: state.spent + state.held)
        }
    }
}

extension Job {
    /// `7c3f1a2b li_profile_scrape processing · 3.2 s · usually 5 s · 2 cr`
    func progressLine(at date: Date, typical: Duration?) -> Progress.Line {
        let elapsed = Duration.seconds(max(0, date.timeIntervalSince(submitted)))
        return Progress.Line([
            Progress.Part(label),
            action.isEmpty ? nil : Progress.Part(action, rank: 3),
            Progress.Part(status, rank: 2),
            Progress.Part(elapsed.inWholeSeconds),
            typical.map { Progress.Part("usually \($0.inSeconds)", rank: 1) },
            cost.map { Progress.Part("\($0) cr", rank: 4) },
        ])
    }

    /// How much of the usual time is over; nil where that is not known.
    func fraction(at date: Date, typical: Duration?) -> Double? {
        guard let typical, typical > .zero else { return nil }
        return min(0.95, max(0, date.timeIntervalSince(submitted)) / (typical / .seconds(1)))
    }
}
