import NIOCore
import Synchronization

/// Holds a new connection back until the journal knows that it will be used.
///
/// AsyncHTTPClient writes nothing on a connection before its initializer's future is complete. That is the proof,
/// when something fails before ``isOpen``, that no byte of the request left.
final class SubmitGate: Sendable {
    private enum State { case closed, open, abandoned }

    let eventLoop: any EventLoop
    private let arrived: EventLoopPromise<Void>
    private let verdict: EventLoopPromise<Void>
    private let state = Mutex(State.closed)

    init(on eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
        arrived = eventLoop.makePromise()
        verdict = eventLoop.makePromise()
    }

    /// Bytes of the request may have left.
    var isOpen: Bool { state.withLock { $0 == .open } }

    /// The connection is there; it may be written to when the future that comes back is complete.
    func arrive(_ channel: any Channel) -> EventLoopFuture<Void> {
        arrived.succeed()
        return verdict.futureResult.flatMap {
            // On the event loop: what is alive here is still alive when the request is written to it.
            if channel.isActive, self.isOpen { return channel.eventLoop.makeSucceededVoidFuture() }
            self.state.withLock { $0 = .abandoned }
            // Closed first: the pool forgets a connection that fails to start, and would leave it open.
            return channel.close().recover { _ in }.flatMapThrowing { throw ChannelError.ioOnClosedChannel }
        }
    }

    /// Waits for the connection.
    func connection() async throws { try await arrived.futureResult.get() }

    /// Lets the request be written, unless the submit has been abandoned.
    func open() {
        state.withLock { if $0 == .closed { $0 = .open } }
        verdict.succeed()
    }

    /// Makes sure that the request is never written; false when it may have been already.
    func abandon() -> Bool {
        let isAbandoned = state.withLock { state in
            if state == .closed { state = .abandoned }
            return state == .abandoned
        }
        if isAbandoned { verdict.succeed() }
        return isAbandoned
    }

    /// The request is over: nobody waits for the connection any more.
    func end(_ error: any Error) {
        _ = abandon()
        arrived.fail(error)
    }
}
