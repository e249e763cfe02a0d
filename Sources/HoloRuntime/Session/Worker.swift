import CDispatch
import Dispatch
import Glibc
import Synchronization

/// Threads that may block.
package enum Worker {
    package static let stackSize = 4 << 20

    package static func start(stack: Int = stackSize, _ work: @escaping @Sendable () -> Void) {
        var attributes = pthread_attr_t()
        unsafe pthread_attr_init(&attributes)
        defer { unsafe pthread_attr_destroy(&attributes) }
        unsafe pthread_attr_setstacksize(&attributes, stack)
        unsafe pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        var thread = pthread_t()
        let box = unsafe Unmanaged.passRetained(Work(work)).toOpaque()
        if unsafe pthread_create(&thread, &attributes, runWork, box) != 0 {
            unsafe Unmanaged<Work>.fromOpaque(box).release()
            work()
        }
    }

    /// Does the work in a thread of its own, and waits for it.
    static func wait<Result: Sendable>(stack: Int, _ work: @escaping @Sendable () -> Result) -> Result {
        let result = Mutex<Result?>(nil)
        let done = DispatchSemaphore(value: 0)
        start(stack: stack) {
            let value = work()
            result.withLock { $0 = value }
            done.signal()
        }
        done.wait()
        guard let value = result.withLock({ $0 }) else {
            preconditionFailure("the work ended without a result")
        }
        return value
    }

    static func sleep(_ time: Duration) {
        let (seconds, attoseconds) = time.components
        var rest = timespec(tv_sec: Int(seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
        unsafe nanosleep(&rest, nil)
    }
}

private final class Work: Sendable {
    let run: @Sendable () -> Void

    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}

private func runWork(_ box: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let box = unsafe box { unsafe Unmanaged<Work>.fromOpaque(box).takeRetainedValue().run() }
    return nil
}
