import FoundationEssentials
import HoloRuntime
import HoloTerm
import HolocronJobs
import Synchronization

/// Looks at the jobs of this session that nobody waits for, while a line is typed, and tells of each that ends.
///
/// It only ever asks; its looks share the limits with everything else. What it tells of counts as seen.
final class JobWatch: Sendable {
    private struct State {
        /// By their numbers.
        var jobs: [Int64: Job] = [:]
        var looking: Task<Void, Never>?
    }

    /// So many jobs are looked at before one prompt.
    private static let mostLooks = 20

    private let context: Context
    private let takesEscapes: Bool
    private let columns: @Sendable () -> Int
    private let colour: Bool
    private let post: @Sendable (VisibleText) -> Void
    private let state = Mutex(State())

    /// - Parameter post: shows a line, apart from the one being typed.
    init(
        context: Context, takesEscapes: Bool, colour: Bool, columns: @escaping @Sendable () -> Int,
        post: @escaping @Sendable (VisibleText) -> Void
    ) {
        self.colour = colour
        self.context = context
        self.takesEscapes = takesEscapes
        self.columns = columns
        self.post = post
    }

    /// A job that was just paid for.
    func add(_ job: Job) { state.withLock { $0.jobs[job.number] = job } }

    /// How many jobs of the server in use have not ended, as far as this knows.
    var running: Int {
        guard let server = context.connector.connected?.jobs.server else { return 0 }
        return state.withLock { state in state.jobs.values.count { $0.server == server } }
    }

    /// A line is about to be typed.
    func begin() {
        guard let store = context.connector.connected?.jobs else { return }
        let open = forgetEnded(store)
        guard !open.isEmpty else { return }
        let task = Task { await self.look(at: open, store) }
        state.withLock { $0.looking = task }
    }

    /// A line was typed. What this was about to tell is posted when it returns.
    func end() {
        let task = state.withLock { state in
            defer { state.looking = nil }
            return state.looking
        }
        guard let task else { return }
        task.cancel()
        _ = try? Interrupt().waiting { () async throws(Stop) in await task.value }
    }

    /// Tells of the jobs that have ended by now; a look that takes longer than a prompt may is left for the next one.
    func lookOnce() {
        guard let store = context.connector.connected?.jobs else { return }
        let open = forgetEnded(store).prefix(JobWatch.mostLooks)
        guard !open.isEmpty else { return }
        _ = try? Interrupt().waiting { () async throws(Stop) in
            await withTaskGroup { group in
                for job in open { group.addTask { await self.lookOnce(at: job, store) } }
                group.addTask { await JobWatch.isLate() }
                var looks = open.count
                for await isLook in group {
                    looks -= 1
                    if !isLook || looks == 0 { group.cancelAll() }
                }
            }
        }
    }

    /// Takes as long as a prompt may be late for a look.
    private static func isLate() async -> Bool {
        try? await Task.sleep(for: .milliseconds(500))
        return false
    }

    private func lookOnce(at job: Job, _ store: JobStore) async -> Bool {
        if let ended = try? await store.refresh(job), ended.isFinished, ended.isUnseen {
            try? await store.markSeen([ended])
            tell(ended)
        }
        return true
    }

    /// Jobs whose end was told by the command that waited for them are not told of again.
    private func forgetEnded(_ store: JobStore) -> [Job] {
        let mine = state.withLock { state in state.jobs.values.filter { $0.server == store.server } }
        let known = mine.map { (try? store.current($0)) ?? $0 }
        let open = known.filter { !$0.isFinished }
        let unseen = known.filter { $0.isFinished && $0.isUnseen }
        state.withLock { state in
            for job in known where job.isFinished { state.jobs[job.number] = nil }
        }
        return open + unseen
    }

    private func look(at jobs: [Job], _ store: JobStore) async {
        await withTaskGroup { group in
            for job in jobs { group.addTask { try? await store.wait(for: job) } }
            for await ended in group {
                if let ended { tell(ended) }
            }
        }
    }

    private func tell(_ job: Job) {
        state.withLock { $0.jobs[job.number] = nil }
        context.remember(job, asLast: false)
        context.settle(job)
        context.updateLocalBalance()
        // A server's reason may be long; what it takes of the screen is three rows.
        let line = VisibleText(job.endLine, .shown).truncated(to: 3 * columns() - 1)
            .marked(colour: colour)
        post(isLong(job) ? alert(job) + line : line)
    }

    private func isLong(_ job: Job) -> Bool {
        guard let least = context.connector.config.notifyAfter, let finished = job.finished else {
            return false
        }
        return .seconds(finished.timeIntervalSince(job.submitted)) > least
    }

    /// OSC 9 shows a notice of the desktop where a terminal knows it; the bell is for all others.
    private func alert(_ job: Job) -> VisibleText {
        takesEscapes ? "\u{1b}]9;holo: \(job.action) \(job.status)\u{7}\u{7}" : "\u{7}"
    }
}
