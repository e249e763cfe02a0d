import HoloRuntime
import Synchronization

/// Takes the `test` blocks of a script, one after the other, and how each ended.
final class BlockCollector: TestRunner {
    private struct State {
        var outcomes: [TestOutcome] = []
        var count = 0
        var requests: RequestLog?
        var shown: CapturedText?
    }

    private let file: String
    private let filter: String?
    private let state = Mutex(State())

    init(file: String, filter: String?) {
        self.file = file
        self.filter = filter
    }

    var outcomes: [TestOutcome] { state.withLock { $0.outcomes } }

    /// The script has no tests, whichever are left out.
    var isEmpty: Bool { state.withLock { $0.count == 0 } }

    /// What the script's session sends and shows.
    func watch(_ session: TestSession) {
        state.withLock { state in
            state.requests = session.session.context.connector.requests
            state.shown = session.capture
        }
    }

    func run(_ name: String, _ body: () throws(Stop) -> Void) throws(Stop) {
        let (requests, shown) = state.withLock { state in
            state.count += 1
            return (state.requests, state.shown)
        }
        guard filter.map({ name.contains($0) }) ?? true else { return }
        let start = ContinuousClock.now
        let before = requests?.count ?? 0
        _ = shown?.take()
        var failure: TestOutcome.Failure?
        do throws(Stop) {
            try body()
        } catch {
            guard case .failure(let why) = error, why.exit != .interrupted else { throw error }
            failure = TestOutcome.Failure(
                error, file: file, requests: requests?.lines(after: before) ?? [], shown: shown?.take() ?? "")
        }
        let outcome = TestOutcome(file: file, name: name, failure: failure, took: .now - start)
        state.withLock { $0.outcomes.append(outcome) }
    }
}
