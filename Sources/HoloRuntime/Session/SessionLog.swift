import HoloLang
package import HolocronAPI
import HolocronJobs
import Synchronization

/// What was typed at a prompt so far and what came of it, for `export` and `edit`; it takes a few megabytes at most.
package final class SessionLog: Sendable {
    /// One statement that ran.
    package struct Entry: Sendable {
        package let source: String
        package var profile: Profile
        /// What it showed, laid out for a person; cut where it was long.
        package var output: [String] = []
        package var submits: [Submit] = []
        /// It ran to its end.
        package var isComplete = false
        fileprivate var size = 0
    }

    /// A job that a statement submitted.
    package struct Submit: Sendable {
        package let id: String?
        package let action: String
        package let params: JSON
        package let cost: Int?
    }

    private struct State {
        var keeps = false
        /// Knows what was personal in what was sent, answered and shown.
        var anonymizer: Anonymizer?
        var entries: [Entry] = []
        /// The statement that runs now.
        var current: Entry?
        var size = 0
        var dropped = 0
    }

    private let state = Mutex(State())

    static let mostEntries = 2000
    /// Bytes of all statements, outputs and parameters together.
    static let mostBytes = 4 << 20
    /// Lines of one statement's output.
    static let mostLines = 30

    /// Whether statements are kept: at a prompt, where somebody may ask for them.
    package var keeps: Bool { state.withLock { $0.keeps } }

    /// What takes personal values out of what is kept; nil where nothing is.
    var anonymizer: Anonymizer? { state.withLock { $0.anonymizer } }

    func keep(through anonymizer: Anonymizer) {
        state.withLock { state in
            state.keeps = true
            state.anonymizer = anonymizer
        }
    }

    /// Oldest first.
    package var entries: [Entry] { state.withLock { $0.entries } }

    /// How many older ones are known no more.
    package var droppedCount: Int { state.withLock { $0.dropped } }

    func begin(_ source: String, _ profile: Profile) {
        state.withLock { $0.current = Entry(source: source, profile: profile, size: source.utf8.count) }
    }

    func end(isComplete: Bool) {
        state.withLock { state in
            guard var entry = state.current else { return }
            entry.isComplete = isComplete
            state.current = nil
            state.entries.append(entry)
            state.size += entry.size
            while state.entries.count > SessionLog.mostEntries || state.size > SessionLog.mostBytes,
                state.entries.count > 1
            {
                state.size -= state.entries.removeFirst().size
                state.dropped += 1
            }
        }
    }

    /// Takes down the lines of a value that the statement shows, without what is personal: a text that is cut to fit
    /// would not be known again.
    /// - Returns: the value as it is.
    package func note(_ value: Value, lines: (Value) -> [String]) -> Value {
        note(lines(anonymizer?.value(value) ?? value))
        return value
    }

    private func note(_ lines: [String]) {
        state.withLock { state in
            guard state.keeps, let count = state.current?.output.count, count <= SessionLog.mostLines else {
                return
            }
            let room = SessionLog.mostLines - count
            var kept = lines.prefix(room).map { String($0.prefix(400)) }
            if lines.count > room { kept.append("…") }
            state.current?.output += kept
            state.current?.size += kept.reduce(0) { $0 + $1.utf8.count }
        }
    }

    func note(_ job: Job) {
        state.withLock { state in
            guard state.keeps, state.current != nil else { return }
            state.current?.submits.append(
                Submit(id: job.id?.text, action: job.action, params: job.params, cost: job.cost))
            state.current?.size += job.params.encoded().utf8.count
        }
    }
}
