import FoundationEssentials
import HolocronJobs

/// Waits for jobs, and shows how far they are.
struct Waiting: Sendable {
    let context: Context
    let timeout: Duration?
    /// That of the batch of which this is one row, whose rows show their progress together.
    let outer: ProgressBoard?
    let started = ContinuousClock.now
    private let own = ProgressBoard()

    init(context: Context, timeout: Duration?, outer: ProgressBoard?) {
        self.context = context
        self.timeout = timeout
        self.outer = outer
    }

    var isQuiet: Bool { outer != nil }
    private var board: ProgressBoard { outer ?? own }

    func wait(for job: Job) async throws(Stop) -> Job {
        guard !job.isFinished else { return job }
        let typical = await begin([job])
        let (host, board) = (context.host, board)
        if !isQuiet {
            let since = started
            host.progress(
                Progress(since: since) { _ in
                    let line = board.lines().jobs.first ?? job.progressLine(at: .now, typical: typical)
                    return Progress.View(line, fraction: job.fraction(at: .now, typical: typical))
                })
        }
        defer {
            board.end(job)
            if !isQuiet { host.progress(nil) }
        }
        let finished = try await finished(job)
        board.end(finished)
        if !isQuiet {
            host.progress(nil)
            if finished.state == .completed { host.note(finished.completionLine) }
        }
        return finished
    }

    /// All of them at once; in the order in which they were asked for.
    func waitForAll(_ jobs: [Job]) async throws(Stop) -> [Job] {
        let store = try context.connection().jobs
        await begin(jobs.filter { !$0.isFinished })
        showTogether(jobs.count)
        let board = board
        let outcomes = await store.wait(
            forAll: jobs, timeout: timeout, progress: { board.update($0) },
            over: { if case .success(let job) = $0 { board.end(job) } })
        for job in jobs { board.end(job) }
        if !isQuiet { context.host.progress(nil) }
        var finished: [Job] = []
        for (job, outcome) in zip(jobs, outcomes) {
            do throws(JobsError) {
                finished.append(try outcome.get())
            } catch {
                throw Stop(error)
            }
            if !job.isFinished { take(finished[finished.count - 1]) }
        }
        if !isQuiet, let line = finished.completionLine(started.duration(to: .now)) {
            context.host.note(line)
        }
        return finished
    }

    /// - Returns: the usual time of the first one's action.
    @discardableResult
    private func begin(_ jobs: [Job]) async -> Duration? {
        let store = try? context.connection().jobs
        for job in jobs { board.begin(job, typical: store?.typicalDuration(of: job.action)) }
        return jobs.first.flatMap { store?.typicalDuration(of: $0.action) }
    }

    private func showTogether(_ total: Int) {
        guard !isQuiet else { return }
        let (board, started) = (board, started)
        context.host.progress(
            Progress(since: started) { _ in board.view(total: total, since: started, rate: nil) })
    }

    private func take(_ finished: Job) {
        context.remember(finished, asLast: false)
        context.settle(finished)
    }

    private func finished(_ job: Job) async throws(Stop) -> Job {
        let jobs = try context.connection().jobs
        let board = board
        do throws(JobsError) {
            let left = timeout.map { $0 - started.duration(to: .now) }
            let finished = try await jobs.wait(for: job, timeout: left, progress: { board.update($0) })
            take(finished)
            return finished
        } catch {
            throw Stop(error)
        }
    }
}

extension ProgressBoard {
    /// A line about all of so many jobs, and a line for each of the first.
    func view(total: Int, since started: ContinuousClock.Instant, rate: Rate?) -> Progress.View {
        let tally = tally(total: total)
        return view(of: tally, left: tally.timeLeft(since: started), rate: rate)
    }

    func view(of tally: BatchTally, left: Duration?, rate: Rate?) -> Progress.View {
        let (jobs, more) = lines()
        let fraction = tally.total == 0 ? nil : Double(tally.done + tally.failed) / Double(tally.total)
        return Progress.View(tally.line(rate: rate, left: left), jobs: jobs, more: more, fraction: fraction)
    }
}
