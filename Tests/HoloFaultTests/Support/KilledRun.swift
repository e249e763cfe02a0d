import Foundation
import HolocronAPI

/// One run of a script in a home of its own, from its first start over kills to its end.
final class KilledRun: Sendable {
    let victim: Victim
    let tag = String(UInt32.random(in: 0...UInt32.max), radix: 36)
    let proxy: FaultProxy
    private let serve: ServeProcess
    private let scratch = Scratch()
    private let script: String
    /// Where holo keeps its files.
    private let home: String

    init(
        _ victim: Victim, _ serve: ServeProcess, _ faults: [Fault] = [], hasList: Bool = true,
        home: String? = nil
    ) throws {
        self.victim = victim
        self.serve = serve
        proxy = try FaultProxy(to: serve.port, faults, hasList: hasList)
        script = scratch.folder + "/batch.holo"
        self.home = home ?? scratch.folder
        try Data(victim.script(tag).utf8).write(to: URL(filePath: script))
    }

    private var environment: [String: String] {
        [
            "HOLO_HOME": home, "HOME": scratch.folder, "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8",
            "ANAKIN_API_URL": proxy.url, "ANAKIN_API_KEY": ServeProcess.key, "HOLO_POST_RATE": "100000/s",
            "HOLO_POLL_RATE": "100000/s",
        ]
    }

    func start(under strace: [String] = [], with more: [String: String] = [:]) throws -> Child {
        try Child(
            strace + [Built.holo, script], environment.merging(more) { $1 }, in: scratch.folder)
    }

    /// Runs the script again from where it stood.
    func resume(_ run: String, resendUnknown: Bool = false) throws -> Child {
        let words = [Built.holo, "resume", run] + (resendUnknown ? ["--resend-unknown"] : [])
        return try Child(words, environment, in: scratch.folder)
    }

    func peek() throws -> JournalPeek { try JournalPeek(home + "/journal.sqlite") }

    /// What is wrong right after a kill: something the server took and the journal does not know.
    func problemsAfterKill(_ peek: JournalPeek) async throws -> [String] {
        try await proxy.settled()
        let truth = try await serve.truth(tag)
        var problems: [String] = []
        for row in 1...victim.rows {
            let request = victim.request(row, tag)
            let ids = truth.ids(of: request).map(\.text)
            if ids.count > 1 { problems.append("row \(row) was paid \(ids.count) times") }
            let known = peek.rows.filter { $0.params == request.params.encoded() }
            let isKept = known.contains { $0.state == "sending" || $0.state == "unknown" || ids == [$0.id] }
            if !ids.isEmpty, !isKept {
                problems.append("row \(row) was paid for and is \(known.map(\.state))")
            }
        }
        let open = peek.count("sending")
        if open > victim.atOnce { problems.append("\(open) submits without an outcome") }
        return problems
    }

    /// Resumes it to its end, and says what is wrong then.
    /// - Parameter twice: whether it is resumed once more, which is to send nothing.
    func finish(twice: Bool = true) async throws -> [String] {
        guard let run = try peek().runs.first else {
            return proxy.submits.isEmpty ? [] : ["submits without a run"]
        }
        var problems: [String] = []
        let first = try resume(run)
        var ending = try await first.ending()
        if ending == .exit(9) {
            let left = try peek().rows.count { $0.state == "unknown" && !$0.isGivenUp }
            if !(1...victim.atOnce).contains(left) {
                problems.append("\(left) unknown after a resume that ended with 9")
            }
            ending = try await resume(run, resendUnknown: true).ending()
        }
        if ending != .exit(0) { problems.append("resume: \(ending) \(first.text(first.errors))") }
        guard twice else { return try await problems + problemsAtEnd() }
        let before = proxy.submits.count
        let second = try await resume(run).ending()
        if second != .exit(0) { problems.append("second resume: \(second)") }
        if proxy.submits.count != before {
            problems.append("a second resume sent \(proxy.submits.count - before)")
        }
        return try await problems + problemsAtEnd()
    }

    private func problemsAtEnd() async throws -> [String] {
        let truth = try await serve.truth(tag)
        var problems: [String] = []
        for row in 1...victim.rows {
            let count = truth.ids(of: victim.request(row, tag)).count
            if count != 1 { problems.append("row \(row) was paid \(count) times") }
        }
        let posted = Dictionary(grouping: proxy.forwarded) { $0 }.filter { $1.count > 1 }
        return problems + posted.map { "posted \($1.count) times: \($0)" }
    }
}
