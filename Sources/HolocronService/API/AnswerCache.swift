import Hummingbird
import NIOCore
import Synchronization

/// The answers to polls of jobs that ended: they do not change, and clients that wait for many jobs ask often.
final class AnswerCache: Sendable {
    private static let limit = 16 << 20

    private struct State {
        var answers: [String: ByteBuffer] = [:]
        var size = 0
    }

    private let state = Mutex(State())

    subscript(id: String) -> ByteBuffer? { state.withLock { $0.answers[id] } }

    /// Keeps an answer; when there is no more room all others go.
    func keep(_ answer: ByteBuffer, of id: String) {
        guard answer.readableBytes <= AnswerCache.limit / 16 else { return }
        state.withLock { state in
            if state.size + answer.readableBytes > AnswerCache.limit { state = State() }
            if state.answers.updateValue(answer, forKey: id) == nil { state.size += answer.readableBytes }
        }
    }
}
