import GRDB
import HolocronAPI
import Synchronization

/// What a run that is taken up again has paid for, read from the journal once and then answered from memory.
///
/// It knows only submits that nobody will ever send again, whoever shares the journal: accepted, completed or failed.
/// For everything else the journal is asked.
final class HeldSlots: Sendable {
    struct Place: Hashable, Sendable {
        let keys: String
        let identity: String
        let occurrence: Int
    }

    fileprivate struct State {
        /// The rows that nobody has asked for yet, by their place; nil until the journal was read.
        var numbers: [Place: Int64]?
        /// Those whose rows are not read yet, in order.
        var unread: [Int64] = []
        var jobs: [Int64: Job] = [:]
    }

    let run: String
    private let state = Mutex(State())

    /// A row is read together with so many that come after it, because they are asked for next.
    fileprivate static let block = 256

    init(run: String) { self.run = run }

    /// The row of a place, once: whoever asks again is sent to the journal.
    func take(_ place: Place, from journal: Journal) throws(JournalError) -> Job? {
        if state.withLock({ $0.numbers == nil }) { try readPlaces(from: journal) }
        guard let number = state.withLock({ $0.numbers?.removeValue(forKey: place) }) else { return nil }
        let job = try job(number, from: journal)
        // Whoever comes by the middle reads the next ones, while the others go on with the rest.
        if state.withLock({ $0.jobs.count == HeldSlots.block / 2 }) { try read(from: number, of: journal) }
        return job
    }

    private func readPlaces(from journal: Journal) throws(JournalError) {
        try journal.read { db in
            guard state.withLock({ $0.numbers == nil }) else { return }
            let numbers = try Journal.heldPlaces(db, of: run)
            state.withLock { state in
                state.unread = numbers.values.sorted()
                state.numbers = numbers
            }
        }
    }

    private func job(_ number: Int64, from journal: Journal) throws(JournalError) -> Job? {
        if let job = state.withLock({ $0.jobs.removeValue(forKey: number) }) { return job }
        try read(from: number, of: journal)
        return state.withLock { $0.jobs.removeValue(forKey: number) }
    }

    /// Reads the rows from this number on that are not read yet. One at a time: the journal's queue sees to that.
    private func read(from number: Int64, of journal: Journal) throws(JournalError) {
        try journal.read { db in
            let block = state.withLock { $0.takeBlock(from: number) }
            let jobs = try block.map { try Job.one(db, JournalSQL.numbered, [$0]) }
            state.withLock { state in
                for job in jobs { state.jobs[job.number] = job }
            }
        }
    }
}

extension HeldSlots.State {
    fileprivate mutating func takeBlock(from number: Int64) -> [Int64] {
        let start = unread.firstIndex { $0 >= number } ?? unread.endIndex
        let end = min(start + HeldSlots.block, unread.endIndex)
        defer { unread.removeSubrange(start..<end) }
        return Array(unread[start..<end])
    }
}
