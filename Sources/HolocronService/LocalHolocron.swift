import Glibc
import HolocronAPI
import NIOCore
import ServiceLifecycle
import Synchronization

/// The Holocron API on this machine: routes, ledger, workers and the demo web, on one data file.
package final class LocalHolocron: Sendable {
    /// `http://127.0.0.1:8787/v1`
    package let baseURL: String
    /// What clients send in `X-API-Key`.
    package let key: String

    private let parts: ServiceParts
    private let group: ServiceGroup
    private let serving: Task<Void, any Error>
    private let ending = Mutex<Task<Void, Never>?>(nil)

    /// Starts a service; it is bound and answers when this returns.
    package static func start(_ options: ServiceOptions) async throws(ServiceError) -> LocalHolocron {
        let parts = try await ServiceParts(options)
        do {
            return try await LocalHolocron(parts, options)
        } catch {
            await parts.close()
            throw error
        }
    }

    /// The service that is running on a data file, if one is; one that is just starting is waited for.
    package static func join(dataFile: String) async -> ServiceAddress? {
        await ServiceLock.runningService(dataFile: DataFolder.resolved(dataFile))
    }

    private init(_ parts: ServiceParts, _ options: ServiceOptions) async throws(ServiceError) {
        let (ports, bound) = AsyncStream<Int>.makeStream()
        let group = parts.serviceGroup { port in bound.yield(port) }
        // It serves on after the call that started it; `stop` ends it.
        let serving = Task {
            defer { bound.finish() }
            try await group.run()
        }
        guard let port = await ports.first(where: { _ in true }) else {
            // It ended, or the task that waits for it was cancelled.
            serving.cancel()
            throw ServiceError(await serving.result, options)
        }
        self.parts = parts
        self.group = group
        self.serving = serving
        key = parts.key
        baseURL = "http://\(options.hostInURL):\(port)/v1"
        parts.announce(ServiceAddress(baseURL: baseURL, key: key))
    }

    /// Credits left in the data file.
    package func balance() async throws -> Int {
        try await parts.store.balance()
    }

    /// The status of a job as clients see it; empty for one that is not there.
    package func status(of id: String) async throws -> String {
        try await parts.store.job(id)?.publicStatus ?? ""
    }

    /// The result of an action without a job; what it writes on the demo web is nobody's.
    func result(of action: SiteAction, _ params: JSON) async -> Result<JSON, JobFailure> {
        do {
            return .success(try await parts.performer.result(of: action, params, job: ""))
        } catch {
            return .failure(error)
        }
    }

    /// Waits until the service ends: by ``stop()``, also when the task is cancelled.
    package func run() async throws(ServiceError) {
        let result = await withTaskCancellationHandler {
            await serving.result
        } onCancel: {
            _ = beginStop()
        }
        let isOrderly = ending.withLock { $0 != nil }
        await stop()
        if !isOrderly, case .failure(let error) = result { throw .stopped("\(error)") }
    }

    /// Stops in two seconds at most: answers that are being written are finished, running jobs wait for the next start.
    package func stop() async { await beginStop().value }

    private func beginStop() -> Task<Void, Never> {
        ending.withLock { ending in
            let task = ending ?? Task { await end() }
            ending = task
            return task
        }
    }

    private func end() async {
        await group.triggerGracefulShutdown()
        _ = await serving.result
        await parts.close()
    }
}

extension ServiceError {
    fileprivate init(_ result: Result<Void, any Error>, _ options: ServiceOptions) {
        switch result {
        case .success: self = .stopped("it ended while it was starting")
        case .failure(let error as IOError) where error.errnoCode == EADDRINUSE:
            self = .portInUse(options.port)
        case .failure(let error): self = .cannotListen(host: options.host, reason: "\(error)")
        }
    }
}
