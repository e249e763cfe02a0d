import HoloRuntime
import Synchronization

/// Takes the `test` blocks of a script, one after the other, and how each ended.
final class BlockCollector: TestRunner {
    private struct State {
        var outcomes: [TestOutcome] = []
        var names: [String] = []
        var context: Context?
        var shown: CapturedText?
        /// The test that was running when everything was ended.
        var hasEnded = false
    }

    private let file: String
    private let filter: String?
    private let deadline: Deadline
    private let state = Mutex(State())

    init(file: String, filter: String?, deadline: Deadline) {
        self.file = file
        self.filter = filter
        self.deadline = deadline
    }

    var outcomes: [TestOutcome] { state.withLock { $0.outcomes } }
    var names: [String] { state.withLock { $0.names } }
    /// One of the tests was running when Ctrl-C or the deadline ended the file.
    var hasEnded: Bool { state.withLock { $0.hasEnded } }

    /// The script has no tests, whichever are left out.
    var isEmpty: Bool { names.isEmpty }

    func takes(_ name: String) -> Bool { filter.map { name.contains($0) } ?? true }

    /// What the script's session sends and shows.
    func watch(_ session: TestSession) {
        state.withLock { ($0.context, $0.shown) = (session.session.context, session.capture) }
    }

    func run(_ name: String, _ body: () throws(Stop) -> Void) throws(Stop) {
        let (context, shown) = state.withLock { state in
            state.names.append(name)
            return (state.context, state.shown)
        }
        guard takes(name) else { return }
        let start = ContinuousClock.now
        let before = context?.connector.requests.count ?? 0
        _ = shown?.take()
        _ = context?.takeLeft()
        var (ending, why): (Stop?, Stop?)
        do throws(Stop) {
            try body()
        } catch {
            ending = error
            why = reason(error, context?.takeLeft())
        }
        let isEnd = why != nil && deadline.interrupt.isPending
        var failure = why.map {
            TestOutcome.Failure(
                $0, file: file, requests: context?.connector.requests.lines(after: before) ?? [],
                shown: shown?.take() ?? "", secrets: context?.anonymizer())
        }
        if isEnd, !deadline.hasPassed { failure?.kind = .interrupted }
        let outcome = TestOutcome(file: file, name: name, failure: failure, took: .now - start)
        state.withLock { state in
            state.outcomes.append(outcome)
            state.hasEnded = isEnd
        }
        if isEnd, let ending { throw ending }
    }

    /// What is said of a test that did not get to its end.
    private func reason(_ error: Stop, _ place: Failure.Place?) -> Stop {
        if deadline.interrupt.isPending { return deadline.stop(at: place ?? error.place) }
        guard case .exit(let code) = error else { return error }
        return .exited(code, "the test", at: place)
    }
}

extension Stop {
    /// `exit N` where nobody expects it, with its place.
    static func exited(_ code: Int32, _ what: String, at place: Failure.Place?) -> Stop {
        let stop = Stop.failed("EXIT", "exit \(code) ended \(what)")
        return place.map { stop.at($0.source, $0.range) } ?? stop
    }

    var place: Failure.Place? {
        if case .failure(let failure) = self { failure.place } else { nil }
    }
}
