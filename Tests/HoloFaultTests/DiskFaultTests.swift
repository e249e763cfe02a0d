import Glibc
import Testing

/// A journal that cannot be written stops the batch before the next submit, and loses nothing.
@Suite(.serialized)
struct DiskFaultTests {
    struct Trouble: Sendable, CustomTestStringConvertible {
        let victim: Victim
        let calls: String
        let error: String
        /// Which calls of each thread fail: `30+` are all from the thirtieth on.
        let steps: [String]

        var testDescription: String { "\(victim), \(error) from \(calls)" }
    }

    @Test(arguments: [
        Trouble(
            victim: .serial, calls: "pwrite64", error: "ENOSPC",
            steps: ["1+", "25+", "60+", "110+", "200+", "330+", "90"]),
        Trouble(
            victim: .parallel, calls: "pwrite64", error: "ENOSPC", steps: ["40+", "75+", "150+", "240+"]),
        Trouble(victim: .serial, calls: "pwrite64", error: "EIO", steps: ["50+", "130+", "131"]),
        Trouble(
            victim: .serial, calls: "fdatasync,fsync", error: "EIO",
            steps: ["1+", "6+", "15+", "31+", "32+", "33+", "14"]),
        Trouble(victim: .parallel, calls: "fdatasync,fsync", error: "EIO", steps: ["4+", "9+", "16+", "10"]),
    ])
    func `A disk that fails stops the batch, and what was paid for is not lost`(_ trouble: Trouble)
        async throws
    {
        guard try await Strace.isPermitted() else {
            print("skipped: nothing can be traced here (apt package strace, ptrace permitted)")
            return
        }
        let serve = try await ServeProcess()
        let hits = try await concurrently(trouble.steps, atOnce: 3) { step in
            let run = try KilledRun(trouble.victim, serve)
            let child = try run.start(
                under: Strace.inject(trouble.calls, "error=\(trouble.error)", from: step))
            let ending = try await child.ending()
            let message = child.text(child.errors)
            var problems = try await run.problemsAfterKill(try run.peek())
            let sent = run.proxy.submits.count
            if ending != .exit(0), !message.contains("journal.sqlite") {
                problems.append("\(ending): \(message)")
            }
            problems += try await run.finish()
            for problem in problems { Issue.record("\(trouble.testDescription) \(step): \(problem)") }
            return ending != .exit(0) && sent < trouble.victim.rows
        }
        print("\(trouble.testDescription): \(hits.count { $0 }) of \(hits.count) stopped the batch")
        #expect(hits.count { $0 } * 10 >= hits.count * 6)
    }

    /// 64 KiB do not hold the journal; the others fill up while the batch runs.
    @Test(arguments: [("64k", 0...0), ("352k", 1...199), ("480k", 1...199)])
    func `A full disk stops the batch before the next submit`(_ size: String, _ expected: ClosedRange<Int>)
        async throws
    {
        guard let disk = try await SmallDisk.make(size) else {
            print("skipped: nothing can be mounted here")
            return
        }
        let run = try KilledRun(Victim(rows: 200, atOnce: 4), try await ServeProcess(), home: disk.folder)
        let child = try run.start()
        let ending = try await child.ending()
        let message = child.text(child.errors)
        #expect(ending != .exit(0))
        #expect(message.contains("journal.sqlite"), "\(message)")
        #expect(expected.contains(run.proxy.submits.count), "\(run.proxy.submits.count)")
        print("\(size): \(run.proxy.submits.count) rows were sent")
        try await disk.remount("size=64m")
        let problems = try await run.problemsAfterKill(try run.peek()) + run.finish()
        #expect(problems == [])
    }

    @Test func `In a home that cannot be written nothing is submitted`() async throws {
        guard let disk = try await SmallDisk.make("8m") else {
            print("skipped: nothing can be mounted here")
            return
        }
        try await disk.remount("ro")
        let run = try KilledRun(.serial, try await ServeProcess(), home: disk.folder)
        let child = try run.start()
        #expect(try await child.ending() != .exit(0))
        #expect(child.text(child.errors).contains(disk.folder), "\(child.text(child.errors))")
        #expect(run.proxy.submits.isEmpty)
    }
}
