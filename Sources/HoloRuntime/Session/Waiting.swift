import Dispatch
import Synchronization

extension Interrupt {
    /// Blocks this thread until the work is done. The first Ctrl-C cancels the work and lets it end in its own
    /// way; the next one leaves it.
    package func waiting<T: Sendable>(_ work: @escaping @Sendable () async throws(Stop) -> T) throws(Stop)
        -> T
    {
        let outcome = Outcome<T>()
        var seen = count - (isPending ? 1 : 0)
        // What has to wait for nothing, such as a submit that the journal answers, ends here without another thread.
        let task = Task.immediate {
            do throws(Stop) {
                outcome.set(.success(try await work()))
            } catch {
                outcome.set(.failure(error))
            }
        }
        while true {
            if let result = outcome.wait(for: .milliseconds(50)) { return try result.get() }
            guard count != seen else { continue }
            seen = count
            if task.isCancelled { throw .interrupted }
            task.cancel()
        }
    }

    /// Blocks this thread until work is done that nobody can tell to end: Ctrl-C leaves it behind on its own thread,
    /// which goes on until it is done or holo ends.
    func leaving<T: Sendable>(_ work: @escaping @Sendable () throws(Stop) -> T) throws(Stop) -> T {
        let outcome = Outcome<T>()
        Worker.start {
            do throws(Stop) {
                outcome.set(.success(try work()))
            } catch {
                outcome.set(.failure(error))
            }
        }
        while true {
            if let result = outcome.wait(for: .milliseconds(50)) { return try result.get() }
            try check()
        }
    }
}

private final class Outcome<T: Sendable>: Sendable {
    private let result = Mutex<Result<T, Stop>?>(nil)
    private let isThere = DispatchSemaphore(value: 0)

    func set(_ value: Result<T, Stop>) {
        result.withLock { $0 = value }
        isThere.signal()
    }

    func wait(for time: DispatchTimeInterval) -> Result<T, Stop>? {
        _ = isThere.wait(timeout: .now() + time)
        return result.withLock { $0 }
    }
}
