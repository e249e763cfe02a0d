import Dispatch
import GRDB
import Testing

@testable import HolocronJobs

struct CommitGroupTests {
    @Test func `what is written at one moment is one commit`() async throws {
        let commits = Counter()
        var configuration = Configuration()
        configuration.prepareDatabase { db in
            db.trace { if "\($0)".hasPrefix("COMMIT") { _ = commits.next() } }
        }
        let queue = try DatabaseQueue(configuration: configuration)
        try await queue.write { try $0.execute(sql: "CREATE TABLE t (x)") }
        let before = commits.count
        let group = CommitGroup(queue)
        let mayWrite = DispatchSemaphore(value: 0)
        queue.asyncWriteWithoutTransaction { _ in mayWrite.wait() }
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            for count in 0..<10 {
                tasks.addTask {
                    try await group.write { try $0.execute(sql: "INSERT INTO t VALUES (\(count))") }
                }
            }
            while group.waitingCount < 10 { await Task.yield() }
            mayWrite.signal()
            try await tasks.waitForAll()
        }
        #expect(commits.count - before == 1)
        #expect(try await queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM t") } == 10)
    }

    @Test func `when nothing can be committed every wait ends with the reason`() async throws {
        let scratch = Scratch()
        let path = scratch.folder + "/db"
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let other = try DatabaseQueue(path: path, configuration: configuration)
        try await other.writeWithoutTransaction { try $0.execute(sql: "CREATE TABLE t (x); BEGIN IMMEDIATE") }
        let group = CommitGroup(try DatabaseQueue(path: path))
        await #expect(throws: DatabaseError.self) {
            try await group.write { try $0.execute(sql: "INSERT INTO t VALUES (1)") }
        }
        try await other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
    }

    @Test func `a disk that fails under one write is named to all`() async throws {
        let queue = try DatabaseQueue()
        let function = DatabaseFunction("fail", argumentCount: 0) { _ in
            throw DatabaseError(resultCode: .SQLITE_IOERR)
        }
        try await queue.write { db in
            db.add(function: function)
            try db.execute(
                sql: """
                    CREATE TABLE t (x);
                    CREATE TEMP TRIGGER broken BEFORE INSERT ON t WHEN NEW.x = 7 BEGIN SELECT fail(); END
                    """)
        }
        let group = CommitGroup(queue)
        let mayWrite = DispatchSemaphore(value: 0)
        queue.asyncWriteWithoutTransaction { _ in mayWrite.wait() }
        let codes = await withTaskGroup(of: ResultCode?.self) { tasks in
            for count in 0..<10 {
                tasks.addTask {
                    do {
                        try await group.write { try $0.execute(sql: "INSERT INTO t VALUES (\(count))") }
                        return nil
                    } catch {
                        return (error as? DatabaseError)?.resultCode
                    }
                }
            }
            while group.waitingCount < 10 { await Task.yield() }
            mayWrite.signal()
            return await tasks.reduce(into: []) { $0.append($1) }
        }
        #expect(codes.allSatisfy { $0 == .SQLITE_IOERR })
        #expect(try await queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM t") } == 0)
    }
}
