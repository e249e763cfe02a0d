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

    fileprivate struct Row {
        let number: Int64
        /// Nil where it is not read yet.
        let job: Job?
        let isMiddle: Bool
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
        var (row, isRead) = state.withLock { $0.take(place) }
        if !isRead {
            try readPlaces(from: journal)
            row = state.withLock { $0.take(place) }.row
        }
        guard let row else { return nil }
        // Whoever comes by the middle reads the next ones, while the others go on with the rest.
        if row.job == nil || row.isMiddle { try read(from: row.number, of: journal) }
        return row.job ?? state.withLock { $0.jobs.removeValue(forKey: row.number) }
    }

    private func readPlaces(from journal: Journal) throws(JournalError) {
        try journal.read { db in
            guard state.withLock({ $0.numbers == nil }) else { return }
            let numbers = try Journal.heldPlaces(db, of: run)
            let unread = numbers.values.sorted()
            state.withLock { state in
                state.unread = unread
                state.numbers = numbers
            }
        }
    }

    /// Reads the rows from this number on that are not read yet. One at a time: the journal's queue sees to that.
    private func read(from number: Int64, of journal: Journal) throws(JournalError) {
        try journal.read { db in
            let block = state.withLock { $0.takeBlock(from: number) }
            let numbers = JSON.array(block.map { .integer($0) }).encoded()
            let jobs = try Job.all(db, JournalSQL.listed, [numbers])
            state.withLock { state in
                for job in jobs { state.jobs[job.number] = job }
            }
        }
    }
}

extension HeldSlots.State {
    /// - Returns: the row where there is one, with what is read of it; and whether the places are read.
    fileprivate mutating func take(_ place: HeldSlots.Place) -> (row: HeldSlots.Row?, isRead: Bool) {
        guard numbers != nil else { return (nil, false) }
        guard let number = numbers?.removeValue(forKey: place) else { return (nil, true) }
        let job = jobs.removeValue(forKey: number)
        return (HeldSlots.Row(number: number, job: job, isMiddle: jobs.count == HeldSlots.block / 2), true)
    }

    fileprivate mutating func takeBlock(from number: Int64) -> [Int64] {
        let start = unread.firstIndex { $0 >= number } ?? unread.endIndex
        let end = min(start + HeldSlots.block, unread.endIndex)
        defer { unread.removeSubrange(start..<end) }
        return Array(unread[start..<end])
    }
}
