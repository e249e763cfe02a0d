import HoloLang
import OrderedCollections
import Synchronization

extension CommandRow {
    static let test = CommandRow(
        "test", .process, "Runs scripts with their test blocks, and says which of those fail.",
        examples: ["test checks.holo", "test checks.holo --filter price"]
    ) { parameters in
        let files = parameters.rest("FILE", .file, "the scripts")
        let filter = parameters.option("filter", .text, "only tests with this in their name")
        return .session { (call, _) throws(Stop) in
            let report = TestReport(host: call.context.host, filter: call[filter], isQuiet: call.wantsJSON)
            for name in try call.scripts(files) { try call.context.test(name, report) }
            let outcomes = report.outcomes
            if call.wantsJSON { call.context.host.show(.list(outcomes.map(\.value)), isVerbatim: false) }
            let failed = outcomes.count { $0.failure != nil }
            call.context.host.note("\(counted(outcomes.count, "test")), \(failed) failed")
            if failed > 0 { throw .exit(ExitCode.assertion.rawValue) }
            return .null
        }
    }
}

extension Context {
    fileprivate func test(_ name: String, _ report: TestReport) throws(Stop) {
        let session = Session(context: with(run: nil, tests: report))
        report.begin(name)
        try session.run(try session.prepare(try Source(file: name, files)))
    }
}

/// The tests that ran, and how each ended.
final class TestReport: TestRunner {
    struct Outcome: Sendable {
        let file: String
        let name: String
        let failure: Stop?
    }

    private let host: any Host
    private let filter: String?
    private let isQuiet: Bool
    private let state = Mutex<(file: String, outcomes: [Outcome])>(("", []))

    init(host: any Host, filter: String?, isQuiet: Bool) {
        self.host = host
        self.filter = filter
        self.isQuiet = isQuiet
    }

    var outcomes: [Outcome] { state.withLock { $0.outcomes } }

    func begin(_ file: String) { state.withLock { $0.file = file } }

    func run(_ name: String, _ body: () throws(Stop) -> Void) throws(Stop) {
        guard filter.map({ name.contains($0) }) ?? true else { return }
        var failure: Stop?
        do throws(Stop) {
            try body()
        } catch {
            if case .failure = error { failure = error } else { throw error }
        }
        let stop = failure
        state.withLock { $0.outcomes.append(Outcome(file: $0.file, name: name, failure: stop)) }
        guard !isQuiet else { return }
        host.note("\(stop == nil ? "✓" : "✗") \(name)")
        if let stop { host.report(stop) }
    }
}

extension TestReport.Outcome {
    fileprivate var value: Value {
        let line: Int? =
            if case .failure(let failure) = failure {
                failure.place.map { $0.source.position(of: $0.range.start).line }
            } else {
                nil
            }
        return .record([
            "file": .string(file), "test": .string(name), "ok": .bool(failure == nil),
            "message": failure.map { .string($0.message) } ?? .null,
            "line": line.map { .integer($0) } ?? .null,
        ])
    }
}
