import AsyncHTTPClient
import HolocronAPI
import NIOCore
import NIOHTTP1
import Synchronization

/// Follows one request through AsyncHTTPClient: how far it is, and its answer piece by piece.
///
/// Futures rather than async calls because waiting for them is not cut short by cancellation: a submit that is on
/// its way has to be followed to its end.
final class Exchange: HTTPClientResponseDelegate {
    typealias Response = Void

    let eventLoop: any EventLoop
    private let timeouts: Timeouts
    /// Some servers repeat the API key: it goes no further than here.
    private let redactor: Redactor
    private let head: EventLoopPromise<HTTPResponseHead>
    private let mayReadBody: EventLoopPromise<Void>
    private let end: EventLoopPromise<Void>
    private let state = Mutex(State())

    private struct State {
        var progress = SubmitProgress.sending
        var body = ByteBuffer()
    }

    init(on eventLoop: any EventLoop, _ timeouts: Timeouts, _ redactor: Redactor) {
        self.eventLoop = eventLoop
        self.timeouts = timeouts
        self.redactor = redactor
        head = eventLoop.makePromise()
        mayReadBody = eventLoop.makePromise()
        end = eventLoop.makePromise()
    }

    /// How far the request is, once its connection may be used.
    var progress: SubmitProgress { state.withLock { $0.progress } }

    /// The status of the answer, once its head is there.
    var status: Int? {
        if case .answering(let status) = progress { status } else { nil }
    }

    /// Waits for the head of the answer.
    func answerHead() async throws -> HTTPResponseHead { try await head.futureResult.get() }

    /// Calls this when the request fails before the head of an answer is there.
    func whenFailed(_ action: @escaping @Sendable (any Error) -> Void) {
        head.futureResult.whenFailure(action)
    }

    /// Lets the body come; until then it is held back.
    func readBody() { mayReadBody.succeed() }

    /// Waits for all of the answer.
    func answer() async throws -> Answer {
        let head = try await answerHead()
        try await end.futureResult.get()
        let body = state.withLock { Array(buffer: $0.body) }
        return Answer(head: AnswerHead(head), body: redactor.bytes(body))
    }

    /// Ends every wait with this error; after the end of the answer it does nothing.
    func fail(_ error: any Error) {
        head.fail(error)
        mayReadBody.fail(error)
        end.fail(error)
    }

    func didSendRequest(task: HTTPClient.Task<Void>) {
        state.withLock { if $0.progress == .sending { $0.progress = .sent } }
    }

    func didReceiveHead(task: HTTPClient.Task<Void>, _ head: HTTPResponseHead) -> EventLoopFuture<Void> {
        state.withLock { $0.progress = .answering(status: Int(head.status.code)) }
        let size = head.headers.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count }
        guard size <= timeouts.largestHead else { return eventLoop.makeFailedFuture(Unreadable.tooLarge) }
        self.head.succeed(head)
        return mayReadBody.futureResult
    }

    func didReceiveBodyPart(task: HTTPClient.Task<Void>, _ part: ByteBuffer) -> EventLoopFuture<Void> {
        let size = state.withLock { state in
            state.body.writeImmutableBuffer(part)
            return state.body.readableBytes
        }
        guard size <= timeouts.largestBody else { return eventLoop.makeFailedFuture(Unreadable.tooLarge) }
        return eventLoop.makeSucceededVoidFuture()
    }

    func didFinishRequest(task: HTTPClient.Task<Void>) { end.succeed() }

    func didReceiveError(task: HTTPClient.Task<Void>, _ error: any Error) { fail(error) }
}
