import FoundationEssentials
import GRDB
import Glibc
import HolocronAPI
import Testing

@testable import HolocronJobs

/// Files that cannot be a journal: each is a clear error and stays as it is.
struct JournalFileTests {
    let scratch = Scratch()
    var path: String { scratch.folder + "/journal.sqlite" }

    func open(_ path: String) -> JournalError? {
        do throws(JournalError) {
            _ = try Journal(path: path)
            return nil
        } catch {
            return error
        }
    }

    @Test func `a journal of a newer holo is refused and not touched`() throws {
        do {
            let queue = try DatabaseQueue(path: path)
            var migrator = JournalSchema.migrator
            migrator.registerMigration("999 later") { try $0.execute(sql: "CREATE TABLE later (x)") }
            try migrator.migrate(queue)
            try queue.close()
        }
        let before = FileManager.default.contents(atPath: path)
        #expect(open(path) == .newer(path: path))
        #expect(FileManager.default.contents(atPath: path) == before)
    }

    @Test func `a file that is no journal is refused and not touched`() throws {
        let text = Data(String(repeating: "this is a diary, not a database. ", count: 100).utf8)
        try text.write(to: URL(filePath: path))
        #expect(open(path) == .corrupt(path: path))
        #expect(FileManager.default.contents(atPath: path) == text)
    }

    @Test func `a damaged journal is refused`() throws {
        _ = try Journal(path: path)
        var bytes = try #require(FileManager.default.contents(atPath: path))
        bytes.replaceSubrange(100..<bytes.count, with: Data(repeating: 0xAB, count: bytes.count - 100))
        try bytes.write(to: URL(filePath: path))
        #expect(open(path) == .corrupt(path: path))
    }

    @Test func `a folder is no journal`() {
        #expect(open(scratch.folder) == .notAFile(path: scratch.folder))
    }

    @Test func `a device is no journal`() {
        #expect(open("/dev/null") == .notAFile(path: "/dev/null"))
    }

    @Test func `a folder that is a file is named`() throws {
        try Data().write(to: URL(filePath: scratch.folder + "/file"))
        #expect(
            open(scratch.folder + "/file/journal.sqlite")
                == .folder(path: scratch.folder + "/file", why: "it is not a folder"))
        #expect(
            open(scratch.folder + "/file/deep/journal.sqlite")
                == .folder(path: scratch.folder + "/file/deep", why: "not a directory"))
    }

    @Test func `a folder that cannot be made is named`() {
        guard case .folder("/proc/holo", _) = open("/proc/holo/journal.sqlite") else {
            return #expect(Bool(false))
        }
    }

    @Test func `a full disk is named`() async throws {
        let journal = try Journal(path: path)
        try await journal.run("PRAGMA max_page_count = 1")
        let huge = TaskRequest(action: "a", params: .string(String(repeating: "x", count: 1 << 20)))
        await #expect(throws: JournalError.full(path: path)) { try await journal.begin(huge) }
    }

    @Test(arguments: [
        JournalError.folder(path: "p", why: "w"), .notAFile(path: "p"), .unwritable(path: "p", why: "w"),
        .newer(path: "p"), .corrupt(path: "p"), .full(path: "p"), .busy(path: "p"),
        .failed(path: "p", why: "w"),
    ])
    func `each error names the file and says what to do`(error: JournalError) {
        #expect(error.message.contains(" p"))
        #expect(!error.next.isEmpty)
    }
}
