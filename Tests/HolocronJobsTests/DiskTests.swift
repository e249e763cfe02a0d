import FoundationEssentials
import GRDB
import Glibc
import HolocronAPI
import HolocronClient
import Testing

@testable import HolocronJobs

/// A disk that is full or fails: nothing is sent that it cannot take down.
struct DiskTests {
    let scratch = Scratch()

    /// Runs with a small disk, where the system lets one be mounted.
    func withDisk(_ size: String, _ body: (String) async throws -> Void) async throws {
        let folder = scratch.folder + "/small"
        mkdir(folder, 0o700)
        guard mount("tmpfs", folder, "tmpfs", 0, "size=" + size) == 0 else { return }
        let detach: CInt = 2
        defer { umount2(folder, detach) }
        try await body(folder)
    }

    @Test(.enabled(if: geteuid() == 0, "only root may mount a small disk"))
    func `on a disk that is too small for a journal nothing is sent`() async throws {
        try await withDisk("64k") { folder in
            try await RunSlotTests.accepting { server in
                let store = JobStore(
                    journal: { () throws(JournalError) in try Journal(path: folder + "/journal.sqlite") },
                    client: .to(server), server: "test")
                let result = await Result.of { () async throws(JobsError) in
                    try await store.submit(.sample, price: 1)
                }
                #expect(result.failure == .journal(.full(path: folder + "/journal.sqlite")))
                #expect(server.posts == 0)
            }
        }
    }

    @Test(.enabled(if: geteuid() == 0, "only root may mount a small disk"))
    func `submits stop when the disk is full, and go on when there is room`() async throws {
        try await withDisk("512k") { try await fill($0) }
    }

    func fill(_ folder: String) async throws {
        try Data(repeating: 0, count: 64 << 10).write(to: URL(filePath: folder + "/ballast"))
        let journal = try Journal(path: folder + "/journal.sqlite")
        try await RunSlotTests.accepting { server in
            let store = JobStore(server, journal)
            var failure: JobsError?
            var accepted = 0
            while failure == nil, accepted < 1000 {
                let result = await Result.of { () async throws(JobsError) in
                    try await store.submit(DiskTests.large(accepted), price: 1)
                }
                failure = result.failure
                if failure == nil { accepted += 1 }
            }
            #expect(failure?.code == "JOURNAL" || failure?.code == "UNRECORDED")
            #expect(failure?.message.contains("is full") == true)
            #expect(failure?.stopsBatch == true)
            let posts = server.posts
            #expect(posts - accepted <= 1)
            let known = try store.jobs(limit: 1000)
            #expect(known.count { $0.id != nil } == accepted)
            unlink(folder + "/ballast")
            _ = try await store.submit(.sample, price: 1)
            #expect(server.posts == posts + 1)
            let all = try store.jobs(limit: 1000)
            #expect(all.count { $0.id != nil } == server.posts)
            await store.client.shutdown()
        }
    }

    @Test func `what the journal could not take down it is given later`() async throws {
        let journal = try Journal()
        try await journal.run(
            "CREATE TEMP TRIGGER broken BEFORE UPDATE OF id ON job BEGIN SELECT RAISE(ABORT, 'broken'); END")
        try await RunSlotTests.accepting { server in
            let store = JobStore(server, journal)
            let run = try await store.beginRun(script: "/s")
            let slot = RunSlot(run: run.id, keys: "", occurrence: 0)
            let result = await Result.of { () async throws(JobsError) in
                try await store.submit(.sample, price: 2, in: slot)
            }
            #expect(result.failure?.code == "UNRECORDED")
            try await journal.run("DROP TRIGGER broken")
            let job = try await store.submit(.sample, price: 2, in: slot)
            #expect(job.id?.text == "job-1")
            #expect(server.posts == 1)
            await store.client.shutdown()
        }
    }

    static func large(_ number: Int) -> TaskRequest {
        TaskRequest(
            action: "a",
            params: ["n": .integer(Int64(number)), "x": .string(String(repeating: "x", count: 2000))])
    }

    @Test func `after a flush that failed nothing is sent, and the journal is opened anew`() async throws {
        let journal = try Journal(path: scratch.path)
        try await journal.run("CREATE TEMP TABLE opened (x)")
        try await journal.write { db in
            db.add(
                function: DatabaseFunction("flush", argumentCount: 0) { _ in
                    throw DatabaseError(resultCode: .SQLITE_IOERR_FSYNC, message: "disk I/O error")
                })
            try db.execute(
                sql: "CREATE TEMP TRIGGER broken BEFORE INSERT ON job BEGIN SELECT flush(); END")
        }
        try await RunSlotTests.accepting { server in
            let store = JobStore(server, journal)
            let result = await Result.of { () async throws(JobsError) in
                try await store.submit(.sample, price: 2)
            }
            #expect(result.failure == .journal(.unwritable(path: scratch.path, why: "disk I/O error")))
            #expect(result.failure?.stopsBatch == true)
            #expect(server.posts == 0)
            // What belonged to the connection is gone with it.
            await #expect(throws: JournalError.self) { try await journal.run("SELECT * FROM opened") }
            _ = try await store.submit(.sample, price: 2)
            #expect(server.posts == 1)
            await store.client.shutdown()
        }
    }

    @Test func `while the journal cannot be opened again every use says so`() async throws {
        let journal = try Journal(path: scratch.path)
        await #expect(throws: JournalError.self) {
            try await journal.write { _ in throw DatabaseError(resultCode: .SQLITE_IOERR) }
        }
        try FileManager.default.removeItem(atPath: scratch.folder + "/data")
        let store = RunTests.store(journal)
        #expect(throws: JobsError.self) { try store.jobs(limit: 1) }
    }
}
