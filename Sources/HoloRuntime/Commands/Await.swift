import FoundationEssentials
import HolocronAPI
import HolocronJobs
import OrderedCollections

extension CommandRow {
    static let await = CommandRow(
        "await", .jobs, "Waits until jobs are finished and gives their results.",
        examples: ["await $last", "await 7c3f1a2b --timeout 5m"], need: .server, takesInput: true
    ) { parameters in
        let jobs = parameters.rest("JOB", .job, "which ones; the last job when none is named")
        let timeout = parameters.option("timeout", .duration, "stop waiting after this; the jobs go on")
        return .waiting { (call) async throws(Stop) in
            var references = call[jobs]
            if let input = call.input { references += try input.jobReferences() }
            if references.isEmpty { references = [.job(try call.context.lastJob())] }
            return try await results(of: references, timeout: call[timeout], call)
        }
    }
}

/// One result for one job, a list for several. All are waited for before a failed one is an error.
func results(of references: [JobReference], timeout: Duration?, _ call: Call) async throws(Stop) -> Value {
    let waiting = Waiting(context: call.context, timeout: timeout, outer: call.scope.board)
    defer { if !waiting.isQuiet { call.context.host.progress(nil) } }
    var asked: [Job] = []
    for reference in references { asked.append(try await call.context.job(reference)) }
    let jobs =
        asked.count == 1 ? [try await waiting.wait(for: asked[0])] : try await waiting.waitForAll(asked)
    if let failed = jobs.first(where: { $0.state != .completed }) { throw Stop(failed: failed) }
    let results = jobs.map { $0.payload.map { Value($0.data) } ?? .null }
    return results.count == 1 ? results[0] : .list(results)
}

extension Value {
    /// The jobs that are piped into a command.
    func jobReferences() throws(Stop) -> [JobReference] {
        switch self {
        case .job(let job): return [.job(job)]
        case .string(let text): return [.named(text)]
        case .list(let items):
            var all: [JobReference] = []
            for item in items { all += try item.jobReferences() }
            return all
        case .record(let fields):
            guard case .string(let id) = fields["id"] else { fallthrough }
            return [.named(id)]
        default: throw .failed("TYPE", "\(kind) is not a job", next: "jobs | await")
        }
    }
}

extension Job {
    /// `✓ 7c3f1a2b completed in 3.2 s · 2 cr`
    var completionLine: String {
        let elapsed = finished.map { Duration.seconds($0.timeIntervalSince(submitted)) }
        let time = elapsed.map { " in \($0.inSeconds)" } ?? ""
        return "✓ \(label) completed\(time)\(cost.map { " · \($0) cr" } ?? "")"
    }
}

extension [Job] {
    /// `✓ 5 jobs completed in 3.2 s · 10 cr`; nil where one of them is not.
    func completionLine(_ elapsed: Duration) -> String? {
        guard count > 1, allSatisfy({ $0.state == .completed }) else { return nil }
        let costs = compactMap(\.cost)
        let cost = costs.isEmpty ? "" : " · \(costs.reduce(0, +)) cr"
        return "✓ \(count) jobs completed in \(elapsed.inSeconds)\(cost)"
    }
}

extension Duration {
    /// `80 ms`, `3.2 s`, `45 s`, `2 min 5 s`
    package var inSeconds: String {
        if self < .seconds(1) { return "\(Int((self / .milliseconds(1)).rounded())) ms" }
        let tenths = Int((self / .milliseconds(100)).rounded())
        if tenths < 100 { return "\(tenths / 10).\(tenths % 10) s" }
        let seconds = tenths / 10
        return seconds < 120 ? "\(seconds) s" : "\(seconds / 60) min \(seconds % 60) s"
    }
}
