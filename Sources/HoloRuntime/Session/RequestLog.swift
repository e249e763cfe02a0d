package import HolocronAPI
package import HolocronClient
import Synchronization

/// The requests of a session, for `requests()` and for what a test that failed shows.
package final class RequestLog: RequestWitness {
    package struct Line: Sendable, Hashable {
        package let method: String
        /// The path with its query.
        package let target: String
        /// The status, or why there is none; nil while it is not answered.
        package var result: String?
        /// What the next witness calls it.
        fileprivate let next: Int?

        package var text: String { "\(method) \(target) \(result ?? "…")" }
    }

    private struct State {
        var lines: [Line] = []
        /// How many came before the lines that are kept.
        var dropped = 0
    }

    private static let mostKept = 20_000
    private let next: (any RequestWitness)?
    private let state = Mutex(State())
    private let reader = Mutex<(@Sendable (JSON) -> Void)?>(nil)

    /// - Parameter next: sees the same requests.
    package init(next: (any RequestWitness)? = nil) { self.next = next }

    /// How many there were.
    package var count: Int { state.withLock { $0.dropped + $0.lines.count } }

    /// Those that came after the first so many.
    package func lines(after count: Int = 0) -> [Line] {
        state.withLock { Array($0.lines.dropFirst(max(0, count - $0.dropped))) }
    }

    /// From now on `body` is given what is sent and what is answered.
    package func read(_ body: @escaping @Sendable (JSON) -> Void) { reader.withLock { $0 = body } }

    package func began(_ request: OutgoingRequest, at endpoint: Endpoint) -> Int {
        let number = next?.began(request, at: endpoint)
        if let body = request.body { reader.withLock { $0 }?(body) }
        return state.withLock { state in
            if state.lines.count == RequestLog.mostKept {
                state.lines.removeFirst(RequestLog.mostKept / 2)
                state.dropped += RequestLog.mostKept / 2
            }
            state.lines.append(Line(method: request.method, target: request.target, next: number))
            return state.dropped + state.lines.count - 1
        }
    }

    package func ended(_ number: Int, _ end: RequestEnd) {
        let next = state.withLock { state -> Int? in
            let index = number - state.dropped
            guard state.lines.indices.contains(index) else { return nil }
            state.lines[index].result = end.result
            return state.lines[index].next
        }
        if let next { self.next?.ended(next, end) }
        guard let reader = reader.withLock({ $0 }), case .answered(let answer) = end else { return }
        if let body = try? JSON(parsing: answer.body) { reader(body) }
    }
}

extension RequestEnd {
    fileprivate var result: String {
        switch self {
        case .answered(let answer): String(answer.status)
        case .failed(let error, _): error.message
        }
    }
}
