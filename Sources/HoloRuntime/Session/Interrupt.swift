import Glibc
import Synchronization

/// A Ctrl-C that the program has not acted on yet. A signal handler raises it.
package final class Interrupt: Sendable {
    private let pending = Atomic<Bool>(false)
    private let descriptors: (read: Int32, write: Int32)?

    package init() {
        var pair: [Int32] = [-1, -1]
        guard unsafe pipe(&pair) == 0 else {
            descriptors = nil
            return
        }
        for descriptor in pair {
            _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        }
        descriptors = (pair[0], pair[1])
    }

    /// Safe to call from a signal handler.
    package func raise() {
        pending.store(true, ordering: .relaxed)
        wake()
    }

    package func clear() { pending.store(false, ordering: .relaxed) }

    /// - Throws: ``Stop/interrupted`` once for each Ctrl-C.
    func check() throws(Stop) {
        guard pending.load(ordering: .relaxed) else { return }
        clear()
        throw .interrupted
    }

    var isPending: Bool { pending.load(ordering: .relaxed) }

    /// Ends one `sleep`, from any thread.
    func wake() {
        guard let descriptors else { return }
        var byte: UInt8 = 0
        _ = unsafe write(descriptors.write, &byte, 1)
    }

    /// Blocks this thread until `wake` or `raise`.
    func sleep() {
        guard let descriptors else { return }
        var waiting = pollfd(fd: descriptors.read, events: Int16(POLLIN), revents: 0)
        _ = unsafe poll(&waiting, 1, -1)
        var drained = [UInt8](repeating: 0, count: 64)
        while unsafe read(descriptors.read, &drained, drained.count) > 0 {}
    }
}
