import HolocronAPI
import ServiceLifecycle

/// Runs the queued jobs, many at a time, until the service stops.
struct Workers: Service {
    static let limit = 64
    /// How many run while submits pour in: to take them goes first.
    private static let busyLimit = 8
    /// How often leases and ages are looked at when nothing else happens.
    private static let round = Duration.seconds(5)

    let store: Store
    let catalog: Catalog
    let performer: Performer
    let bell: Bell
    let ends: JobEnds
    let faults: FaultSource?
    let webhooks: Webhooks

    func run() async {
        await cancelWhenGracefulShutdown { await dispatch() }
    }

    private func dispatch() async {
        await withDiscardingTaskGroup { group in
            group.addTask { await ringEachRound() }
            var last = ContinuousClock.Instant.now - Workers.round
            for await _ in bell.rings {
                let isThorough = ContinuousClock.now - last >= Workers.round
                if isThorough { last = .now }
                for job in await leased(isThorough) {
                    group.addTask {
                        await perform(job)
                        bell.ring()
                    }
                }
            }
            group.cancelAll()
        }
    }

    private func ringEachRound() async {
        while (try? await Task.sleep(for: Workers.round)) != nil { bell.ring() }
    }

    /// The queue cannot be read while the disk is full, say: look again after a second.
    private func leased(_ isThorough: Bool) async -> [JobRecord] {
        do {
            return try await store.lease(
                upTo: store.isBusy ? Workers.busyLimit : Workers.limit, isThorough: isThorough)
        } catch {
            try? await Task.sleep(for: .seconds(1))
            bell.ring()
            return []
        }
    }

    /// A job whose end cannot be written, because the service stops or the disk is full, runs again: at the next start,
    /// or when its lease ends.
    private func perform(_ job: JobRecord) async {
        do {
            let result = try await result(of: job)
            try? await store.complete(job, result: result.encoded())
        } catch {
            if !Task.isCancelled { try? await store.fail(job, error) }
        }
        ends.tell(job.id)
        if job.webhook != nil { await webhooks.tell(of: job.id) }
    }

    private func result(of job: JobRecord) async throws(JobFailure) -> JSON {
        if faults?.next({ $0 == .failJob }) != nil { throw .scraper("a fault on demand") }
        guard let action = catalog.action(job.action)?.action, let params = try? JSON(parsing: job.params)
        else {
            throw JobFailure(message: "The action \(job.action) is not available any more.")
        }
        return try await performer.result(of: action, params, job: job.id)
    }
}
