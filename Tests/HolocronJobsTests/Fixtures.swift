import FoundationEssentials
import GRDB
import Glibc
import HolocronAPI
import HolocronClient
import Synchronization
import TestFolders

@testable import HolocronJobs

/// A folder that goes away with the test.
final class Scratch: Sendable {
    let folder: String

    init() {
        folder = TestFolder.make("jobs")
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    var path: String { folder + "/data/journal.sqlite" }
}

/// Time that passes only when someone sleeps.
final class FakeTime: Sendable {
    private let now = Mutex(Duration.zero)
    private let naps = Mutex<[Duration]>([])

    /// Every sleep so far.
    var slept: [Duration] { naps.withLock { $0 } }

    var clock: JobClock {
        JobClock(
            date: {
                Date(
                    timeIntervalSince1970: 1_700_000_000 + Double(self.now.withLock { $0 }.components.seconds)
                )
            },
            elapsed: { self.now.withLock { $0 } },
            sleep: { nap in
                try Task.checkCancellation()
                self.naps.withLock { $0.append(nap) }
                self.now.withLock { $0 += nap }
                await Task.yield()
            })
    }
}

let testPace = Pollpace(first: .seconds(2), longest: .seconds(5), longestInTrouble: .seconds(60))

extension JobStore {
    convenience init(
        _ server: RawServer, _ journal: Journal, time: FakeTime = FakeTime(), timeouts: Timeouts = .standard
    ) {
        self.init(
            journal: { () throws(JournalError) in journal }, client: .to(server, timeouts), server: "test",
            pace: testPace, clock: time.clock)
    }
}

extension Journal {
    /// Runs SQL on the journal's own connection.
    func run(_ sql: String) async throws { try await write { try $0.execute(sql: sql) } }

    /// One value of the newest row.
    func value<Value: DatabaseValueConvertible & StatementColumnConvertible>(_ column: String) throws
        -> Value?
    {
        try read { try Value.fetchOne($0, sql: "SELECT \(column) FROM job ORDER BY number DESC LIMIT 1") }
    }

    func begin(_ request: TaskRequest = .sample, price: Int? = 2) async throws(JournalError) -> Job {
        try await begin(request, server: "test", price: price, at: Date(timeIntervalSince1970: 1_700_000_000))
    }

    func accepted(_ id: String) async throws -> Job {
        let job = try await begin()
        let now = Date(timeIntervalSince1970: 1_700_000_000)
        _ = try await record(.sending, of: job.number, at: now)
        return try await record(.accepted(JobID(id)!, pollURL: nil), of: job.number, at: now)
    }
}

final class Counter: Sendable {
    private let value = Mutex(0)

    var count: Int { value.withLock { $0 } }

    func next() -> Int {
        value.withLock { value in
            value += 1
            return value
        }
    }
}

/// What tasks have noted, in order.
final class Notes<Note: Sendable>: Sendable {
    private let notes = Mutex<[Note]>([])

    var all: [Note] { notes.withLock { $0 } }

    func add(_ note: Note) { notes.withLock { $0.append(note) } }
}
