import HolocronAPI
import HolocronClient
import Synchronization

/// The jobs that one call waits for.
///
/// One task takes the turns of all of them, so that very many cost little: a task of its own would be 30 KB for each.
final class Crowd: Sendable {
    private struct State {
        var results: [Result<Job, JobsError>?]
        var waits: [WaitBox?]
        var ended = 0
    }

    /// Keeps the list of all waits small where there are very many.
    private final class WaitBox: Sendable {
        let wait: Wait
        init(_ wait: Wait) { self.wait = wait }
    }

    private let store: JobStore
    private let waiter: Limiter.Waiter
    private let deadline: Duration?
    private let progress: @Sendable (Job) -> Void
    private let ended: @Sendable (Int) -> Void
    private let over: @Sendable (Result<Job, JobsError>) -> Void
    private let state: Mutex<State>

    /// So many rows of the journal are read together.
    private static let block = 256

    init(
        _ store: JobStore, _ waiter: Limiter.Waiter, count: Int, deadline: Duration?,
        progress: @escaping @Sendable (Job) -> Void, ended: @escaping @Sendable (Int) -> Void,
        over: @escaping @Sendable (Result<Job, JobsError>) -> Void
    ) {
        self.store = store
        self.waiter = waiter
        self.deadline = deadline
        self.progress = progress
        self.ended = ended
        self.over = over
        state = Mutex(
            State(results: Array(repeating: nil, count: count), waits: Array(repeating: nil, count: count)))
    }

    /// Waits for all; each finished, or why the wait for it ended.
    func outcomes(of jobs: [Job]) async -> [Result<Job, JobsError>] {
        store.limiter.countWaits(jobs.count)
        await withDiscardingTaskGroup { group in
            await begin(jobs)
            while isOpen {
                for (index, turn) in await store.limiter.turns(of: waiter) {
                    await take(turn, index, &group)
                }
            }
        }
        return state.withLock { $0.results.compactMap { $0 } }
    }

    private var isOpen: Bool { state.withLock { $0.ended < $0.results.count } }

    private func begin(_ jobs: [Job]) async {
        for start in stride(from: 0, to: jobs.count, by: Crowd.block) {
            let end = min(start + Crowd.block, jobs.count)
            await begin(Array(jobs[start..<end]), from: start)
        }
    }

    private func begin(_ block: [Job], from start: Int) async {
        do throws(JobsError) {
            let known = try store.current(block)
            try await store.markSeen(known.filter { $0.isFinished && $0.isUnseen })
            for (index, job) in known.enumerated() { await begin(job, start + index) }
        } catch {
            for index in block.indices { end(start + index, .failure(error)) }
        }
    }

    private func begin(_ job: Job, _ index: Int) async {
        if job.isFinished {
            var seen = job
            seen.isUnseen = false
            return end(index, .success(seen))
        }
        let earliest = store.earliestEnd(of: job)
        let wait = Wait(
            job: job, pace: store.pace, clock: store.clock, earliest: earliest, deadline: deadline)
        await goOn(with: wait, index)
    }

    private func take(
        _ turn: Schedule.Turn, _ index: Int, _ group: inout DiscardingTaskGroup
    ) async {
        guard let wait = state.withLock({ $0.waits[index]?.wait }) else { return }
        switch turn {
        case .go(let pass): group.addTask { await self.look(wait, index, pass) }
        case .sweep(let jobs): group.addTask { await self.sweep(jobs, for: wait, index) }
        case .running: await learn(.running(wait.job, told: nil), wait, index)
        case .expired: end(index, .failure(.timedOut(wait.job)))
        case .cancelled: end(index, .failure(.stopped(wait.job)))
        }
    }

    private func look(_ wait: Wait, _ index: Int, _ pass: Schedule.Pass) async {
        let left = wait.left.map { max($0, .seconds(1)) }
        do throws(JobsError) {
            await learn(try await store.look(at: wait.job, pass, within: left, seen: true), wait, index)
        } catch {
            end(index, .failure(error))
        }
    }

    /// Reads the list of jobs that run, for all these; then waits for the turn of its own job, if it is not among them.
    private func sweep(_ jobs: Set<JobID>, for wait: Wait, _ index: Int) async {
        let reading = await store.running(among: jobs)
        store.limiter.endSweep(reading)
        if case .complete(let running) = reading, let id = wait.job.id, running.contains(id) {
            await learn(.running(wait.job, told: nil), wait, index)
        } else {
            let now = store.clock.elapsed()
            store.limiter.add(
                .init(kind: .look, due: now, deadline: wait.deadline), for: waiter, tag: index)
        }
    }

    private func learn(_ look: Look, _ wait: Wait, _ index: Int) async {
        var wait = wait
        do throws(JobsError) {
            try wait.learn(look)
        } catch {
            return end(index, .failure(error))
        }
        if !wait.job.isFinished { progress(wait.job) }
        await goOn(with: wait, index)
    }

    /// The job has ended, or is looked at again.
    private func goOn(with wait: Wait, _ index: Int) async {
        do throws(JobsError) {
            if wait.job.isFinished { return end(index, .success(try await store.seen(wait.job))) }
            try wait.checkState()
            let entry = try wait.entry(spread: store.limiter.spread)
            state.withLock { $0.waits[index] = WaitBox(wait) }
            store.limiter.add(entry, for: waiter, tag: index)
        } catch {
            end(index, .failure(error))
        }
    }

    private func end(_ index: Int, _ result: Result<Job, JobsError>) {
        store.limiter.countWaits(-1)
        let count = state.withLock { state in
            state.results[index] = result
            state.waits[index] = nil
            state.ended += 1
            return state.ended
        }
        over(result)
        ended(count)
        if !isOpen { store.limiter.wake(waiter) }
    }
}
