import Hummingbird
import NIOCore
import ServiceLifecycle

/// Runs tasks on an event loop, so that a request goes from its socket to its answer and back on one thread.
final class LoopExecutor: TaskExecutor {
    private let loop: any EventLoop

    init(_ loop: any EventLoop) { self.loop = loop }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loop.execute { unsafe job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}

/// A service whose tasks are on an event loop, but for those that go elsewhere.
struct LoopService: Service {
    let service: any Service
    let executor: LoopExecutor

    func run() async throws {
        try await withTaskExecutorPreference(executor) { try await service.run() }
    }
}

/// Does what may take a while where it holds up no other request.
func offLoop<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
    try await withTaskExecutorPreference(globalConcurrentExecutor) { try await body() }
}

/// Takes the requests of a group off the event loop.
struct OffLoop: RouterMiddleware {
    typealias Context = Visit

    func handle(
        _ request: Request, context: Visit, next: @concurrent (Request, Visit) async throws -> Response
    ) async throws -> Response {
        try await offLoop { try await next(request, context) }
    }
}
