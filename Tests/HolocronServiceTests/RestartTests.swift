import GRDB
import HolocronAPI
import HolocronService
import Testing

/// What becomes of jobs when the service goes away and comes back.
struct RestartTests {
    /// The data file as a kill would leave it at this moment, changed by `sql`, in a new place.
    private static func image(of file: String, to copy: String, _ sql: String = "") async throws {
        let database = try DatabaseQueue(path: file)
        try await database.writeWithoutTransaction { db in
            try db.execute(sql: "VACUUM INTO ?", arguments: [copy])
        }
        guard !sql.isEmpty else { return }
        try await DatabaseQueue(path: copy).write { db in try db.execute(sql: sql) }
    }

    private static func waitUntilRunning(_ file: String) async throws {
        let database = try DatabaseQueue(path: file)
        let running = "SELECT count(*) FROM job WHERE status = 'running'"
        while try await database.read({ db in try Int.fetchOne(db, sql: running) }) != 1 {
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    /// Submits a slow job, takes the image of a kill while it runs, starts on the image and waits for the job's end.
    private static func end(afterKill sql: String = "") async throws -> (body: String, balance: Int) {
        try await withFolder { folder in
            let (file, copy) = (folder + "/first.sqlite", folder + "/second.sqlite")
            let path = try await withService(ServiceOptions(dataFile: file)) { service in
                let accepted = try await service.submitProfile("slow-1")
                try await waitUntilRunning(file)
                try await image(of: file, to: copy, sql)
                return try accepted.json["poll_url"]?.text ?? ""
            }
            return try await withService(ServiceOptions(dataFile: copy)) { service in
                let end = try await service.end(at: path)
                return (end.masked, try await service.service.balance())
            }
        }
    }

    @Test func `a job that ran during a kill is run again`() async throws {
        let end = try await Self.end()
        #expect(end.body.hasPrefix(#"{"status":"completed","data":{"name":"#))
        #expect(end.balance == 498)
    }

    @Test func `a job that was interrupted too often fails and is refunded`() async throws {
        let end = try await Self.end(afterKill: "UPDATE job SET attempts = 3")
        #expect(end.body.hasPrefix(#"{"status":"failed","error":{"code":"EXECUTION_FAILED","#))
        #expect(end.balance == 500)
    }

    @Test func `a job that was not done within an hour fails and is refunded`() async throws {
        let end = try await Self.end(afterKill: "UPDATE job SET created = created - 3600001")
        #expect(end.body.contains("The job was still not done after one hour."))
        #expect(end.balance == 500)
    }

    @Test func `a job that runs during an orderly stop goes on at the next start`() async throws {
        try await withFolder { folder in
            let file = folder + "/holocron.sqlite"
            let clock = ContinuousClock()
            let path = try await withService(ServiceOptions(dataFile: file)) { service in
                let accepted = try await service.submitProfile("slow-1")
                try await Self.waitUntilRunning(file)
                let took = await clock.measure { await service.service.stop() }
                #expect(took < .seconds(2))
                return try accepted.json["poll_url"]?.text ?? ""
            }
            try await withService(ServiceOptions(dataFile: file)) { service in
                let end = try await service.end(at: path)
                #expect(try end.json["status"]?.text == "completed")
                #expect(try await service.service.balance() == 498)
            }
        }
    }

    @Test func `jobs wait for a free worker and all end`() async throws {
        try await withService { service in
            try await withThrowingTaskGroup(of: String?.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        try await service.end(of: try await service.submitProfile("slow-1")).json["status"]?
                            .text
                    }
                }
                for try await status in group { #expect(status == "completed") }
            }
        }
    }
}
