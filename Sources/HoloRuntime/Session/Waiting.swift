import Synchronization

extension Interrupt {
    /// Blocks this thread until the work is done. The first Ctrl-C cancels the work and lets it end in its own
    /// way; the next one leaves it.
    package func waiting<T: Sendable>(_ work: @escaping @Sendable () async throws(Stop) -> T) throws(Stop) -> T {
        let outcome = Outcome<T>()
        let task = Task {
            do throws(Stop) {
                outcome.set(.success(try await work()))
            } catch {
                outcome.set(.failure(error))
            }
            wake()
        }
        while true {
            if let result = outcome.get() { return try result.get() }
            if isPending {
                clear()
                if task.isCancelled { throw .interrupted }
                task.cancel()
            }
            sleep()
        }
    }
}

private final class Outcome<T: Sendable>: Sendable {
    private let result = Mutex<Result<T, Stop>?>(nil)

    func set(_ value: Result<T, Stop>) { result.withLock { $0 = value } }
    func get() -> Result<T, Stop>? { result.withLock { $0 } }
}
