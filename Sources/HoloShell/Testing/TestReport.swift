import HoloRuntime
import HoloTerm
import Synchronization

/// Says how the tests ended: to a person as soon as the files before have been told of, to programs in TAP, JUnit or
/// JSON.
final class TestReport: Sendable {
    private struct State {
        var files: [Int: FileOutcome] = [:]
        var told = 0
        var ended = 0
        var tap = TAPReport()
    }

    private let request: TestRequest
    private let host: any Host
    private let fileCount: Int
    private let start = ContinuousClock.now
    private let state = Mutex(State())

    init(_ request: TestRequest, host: any Host, fileCount: Int) {
        self.request = request
        self.host = host
        self.fileCount = fileCount
        if request.writesTAP { host.show(.string(TAPReport.head), isVerbatim: true) }
        showProgress()
    }

    func take(_ outcome: FileOutcome, _ index: Int) {
        let isNext = state.withLock { state in
            state.files[index] = outcome
            state.ended += 1
            while let next = state.files[state.told] {
                tell(next, &state)
                state.told += 1
            }
            return state.ended < fileCount
        }
        isNext ? showProgress() : host.progress(nil)
    }

    /// All files were tried.
    /// - Throws: the exit of the process where not all is well.
    func end(isInterrupted: Bool) throws(Stop) -> Value {
        host.progress(nil)
        let files = state.withLock { state in state.files.sorted { $0.key < $1.key }.map(\.value) }
        let outcomes = files.flatMap(\.outcomes)
        if request.writesTAP { host.show(.string(TAPReport.plan(outcomes.count)), isVerbatim: true) }
        if let junit = request.junit { try write(JUnitReport(files.map(\.hidden)).text, to: junit) }
        if request.wantsJSON { host.show(.list(outcomes.map(\.value)), isVerbatim: false) }
        note(summary(files))
        if isInterrupted || files.contains(where: \.isInterrupted) { throw .interrupted }
        let failures = outcomes.compactMap(\.failure)
        guard failures.isEmpty else {
            let code: ExitCode = failures.contains(where: \.isUsage) ? .usage : .assertion
            throw .exit(code.rawValue)
        }
        return .null
    }

    private func summary(_ files: [FileOutcome]) -> String {
        let outcomes = files.flatMap(\.outcomes)
        let failed = outcomes.count(where: \.isFailed)
        let updated = files.reduce(0) { $0 + $1.updated }
        return "\(counted(outcomes.count, "test"))" + (fileCount > 1 ? " in \(fileCount) files" : "")
            + ", \(failed) failed" + (updated > 0 ? ", \(updated) updated" : "")
    }

    private func tell(_ file: FileOutcome, _ state: inout State) {
        if request.writesTAP {
            for outcome in file.hidden.outcomes {
                host.show(.string(state.tap.next(outcome)), isVerbatim: true)
            }
        }
        let prefix = fileCount > 1 && !file.isTranscript ? "\(file.file): " : ""
        if file.isTranscript, !file.outcomes.isEmpty, !file.outcomes.contains(where: \.isFailed) {
            note("✓ \(file.file): \(counted(file.outcomes.count, "input"))")
        }
        if file.updated > 0 { note("updated \(file.file): \(counted(file.updated, "input"))") }
        for outcome in file.outcomes where !file.isTranscript || outcome.isFailed { tell(outcome, prefix) }
    }

    private func tell(_ outcome: TestOutcome, _ prefix: String) {
        guard let failure = outcome.failure else {
            note("✓ \(prefix)\(outcome.name == FileTest.wholeFile ? outcome.file : outcome.name)")
            return
        }
        let place = outcome.line.map { "\(outcome.file):\($0): " } ?? prefix
        note("✗ \(place)\(outcome.name == FileTest.wholeFile ? outcome.file : outcome.name)")
        for line in failure.details { note(line) }
    }

    /// With JSON, what a person reads is left out but for the summary.
    private func note(_ line: String) {
        if !request.wantsJSON || line.hasSuffix("failed") { host.note(line) }
    }

    private func showProgress() {
        let ended = state.withLock { $0.ended }
        let count = fileCount
        host.progress(Progress(since: start) { "\(ended) of \(count) files" })
    }

    private func write(_ text: String, to file: String) throws(Stop) {
        if file == "-" {
            host.show(.string(text), isVerbatim: true)
        } else {
            try Files().write(text + "\n", to: file)
        }
    }
}

func counted(_ count: Int, _ name: String) -> String { "\(count) \(name)\(count == 1 ? "" : "s")" }
