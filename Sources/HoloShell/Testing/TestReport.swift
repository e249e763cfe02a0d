import HoloRuntime
import HoloTerm
import Synchronization

/// Says how the tests ended: to a person at a terminal as soon as a file has, elsewhere in the order of the files; to
/// programs in TAP, JUnit or JSON.
final class TestReport: Sendable {
    private struct State {
        var files: [Int: FileOutcome] = [:]
        /// Told in the order of the files up to here.
        var told = 0
        var tap = TAPReport()
    }

    /// What the progress line shows. It has a lock of its own, as it is read while a line is painted.
    private struct Course {
        var running: [Int: (file: String, since: ContinuousClock.Instant)] = [:]
        var ended = 0
    }

    private let request: TestRequest
    private let host: any Host
    private let fileCount: Int
    private let start = ContinuousClock.now
    private let state = Mutex(State())
    private let course = Mutex(Course())
    /// A person looks on, who need not wait for a slow file to see the others.
    private let isWatched: Bool

    init(_ request: TestRequest, host: any Host, fileCount: Int) {
        self.request = request
        self.host = host
        self.fileCount = fileCount
        isWatched = host.isWatched
        if request.writesTAP { host.show(.string(TAPReport.head), isVerbatim: true) }
        showProgress()
    }

    func begin(_ file: String, _ index: Int) {
        course.withLock { $0.running[index] = (file, .now) }
    }

    func take(_ outcome: FileOutcome, _ index: Int) {
        let goesOn = course.withLock { course in
            course.running[index] = nil
            course.ended += 1
            return course.ended < fileCount
        }
        state.withLock { state in
            state.files[index] = outcome
            if isWatched {
                tell(outcome, &state)
            } else {
                while let next = state.files[state.told] {
                    tell(next, &state)
                    state.told += 1
                }
            }
        }
        if !goesOn { host.progress(nil) }
    }

    /// All files were tried.
    /// - Throws: the exit of the process where not all is well.
    func end(isInterrupted: Bool) throws(Stop) -> Value {
        host.progress(nil)
        let files = state.withLock { state in state.files.sorted { $0.key < $1.key }.map(\.value) }
        let outcomes = files.flatMap(\.outcomes)
        if request.writesTAP { host.show(.string(TAPReport.plan(outcomes.count)), isVerbatim: true) }
        if let junit = request.junit {
            try write(JUnitReport(files.map(\.hidden), took: .now - start).text, to: junit)
        }
        if request.wantsJSON { host.show(.list(outcomes.map(\.value)), isVerbatim: false) }
        host.note(TestSummary(files: files).text)
        if isInterrupted || files.contains(where: \.isInterrupted) { throw .interrupted }
        if outcomes.isEmpty { throw TestSummary(files: files).nothing(request.filter) }
        let failures = outcomes.compactMap(\.failure)
        guard failures.isEmpty else {
            let code: ExitCode = failures.contains { $0.kind == .usage } ? .usage : .assertion
            throw .exit(code.rawValue)
        }
        return .null
    }

    private func showProgress() {
        let count = fileCount
        host.progress(
            Progress(since: start) { [weak self] elapsed in
                let (ended, slowest) = self?.glance ?? (0, nil)
                return Progress.View(
                    Progress.Line([
                        Progress.Part("\(ended) of \(count) files"),
                        slowest.map { Progress.Part($0, rank: 1) },
                        Progress.Part("\(elapsed.inSeconds)", rank: 2),
                    ]), fraction: Double(ended) / Double(max(1, count)))
            })
    }

    /// How many have ended, and which has run longest, where it is slow.
    private var glance: (ended: Int, slowest: String?) {
        course.withLock { course in
            let first = course.running.values.min { $0.since < $1.since }
            let isSlow = first.map { ContinuousClock.now - $0.since > .seconds(2) } ?? false
            return (course.ended, isSlow ? first?.file : nil)
        }
    }

    private func write(_ text: String, to file: String) throws(Stop) {
        if file == "-" {
            host.show(.string(text), isVerbatim: true)
        } else {
            try Files().write(text + "\n", to: file)
        }
    }
}

extension TestReport {
    private func tell(_ file: FileOutcome, _ state: inout State) {
        if request.writesTAP {
            for outcome in file.hidden.outcomes {
                host.show(.string(state.tap.next(outcome)), isVerbatim: true)
            }
        }
        // With JSON, what a person reads is left out but for the summary.
        guard !request.wantsJSON else { return }
        let isFine = file.outcomes.allSatisfy { $0.failure == nil && $0.notRun == nil }
        if file.isTranscript, !file.outcomes.isEmpty, isFine {
            host.note("✓ \(file.file): \(counted(file.outcomes.count, "input"))")
        }
        if file.updated > 0 { host.note("updated \(file.file): \(counted(file.updated, "input"))") }
        for outcome in file.outcomes where !file.isTranscript || outcome.failure != nil { tell(outcome) }
        let notRun = file.outcomes.filter { $0.notRun != nil && $0.name != FileTest.wholeFile }
        if !notRun.isEmpty {
            host.note("  not run: \(notRun.map(\.name).joined(separator: ", "))")
        }
    }

    private func tell(_ outcome: TestOutcome) {
        guard outcome.notRun == nil else { return }
        let isWhole = outcome.name == FileTest.wholeFile
        let name = isWhole ? outcome.file : outcome.name
        guard let failure = outcome.failure else {
            return host.note("✓ \(fileCount > 1 && !isWhole ? "\(outcome.file): " : "")\(name)")
        }
        let line = outcome.line.map { "\(outcome.file):\($0)" }
        if isWhole {
            host.note("✗ \(line ?? name)")
        } else {
            host.note("✗ \(line.map { "\($0): " } ?? (fileCount > 1 ? "\(outcome.file): " : ""))\(name)")
        }
        for line in failure.details { host.note(line) }
    }
}

func counted(_ count: Int, _ name: String) -> String { "\(count) \(name)\(count == 1 ? "" : "s")" }
