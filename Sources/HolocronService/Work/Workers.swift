import HolocronAPI
import ServiceLifecycle

/// Runs the queued jobs, a few at a time, until the service stops.
struct Workers: Service {
    private static let limit = 8

    let store: Store
    let catalog: Catalog
    let fetcher: PageFetcher
    let bell: Bell

    func run() async {
        await cancelWhenGracefulShutdown { await dispatch() }
    }

    private func dispatch() async {
        await withDiscardingTaskGroup { group in
            for await _ in bell.rings {
                for job in await leased() {
                    group.addTask {
                        await perform(job)
                        bell.ring()
                    }
                }
            }
            group.cancelAll()
        }
    }

    /// The queue cannot be read while the disk is full, say: look again after a second.
    private func leased() async -> [JobRecord] {
        do {
            return try await store.lease(upTo: Workers.limit)
        } catch {
            try? await Task.sleep(for: .seconds(1))
            bell.ring()
            return []
        }
    }

    /// A job whose end cannot be written, because the service stops or the disk is full, runs again at the next start.
    private func perform(_ job: JobRecord) async {
        do {
            let result = try await result(of: job)
            try? await store.complete(job.id, result: result.encoded())
        } catch {
            if !Task.isCancelled { try? await store.fail(job.id, error) }
        }
    }

    private func result(of job: JobRecord) async throws(JobFailure) -> JSON {
        guard let action = catalog.action(job.action)?.action, let params = try? JSON(parsing: job.params)
        else {
            throw JobFailure(message: "The action \(job.action) is not available any more.")
        }
        let html = try await fetcher.page(at: action.address.filled(with: action.completed(params)))
        guard let page = HTMLDocument(html) else { throw .scraper("the page is empty") }
        do {
            return try Extractor(page: page).record(action.result)
        } catch {
            throw .scraper(error.message)
        }
    }
}
