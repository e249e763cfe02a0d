import HoloLang
import HoloRuntime

/// Runs one file of tests.
struct FileTest {
    let file: TestFile
    let request: TestRequest
    let setting: TestSetting
    let deadline: Deadline

    init(file: TestFile, request: TestRequest, setting: TestSetting) {
        self.file = file
        self.request = request
        deadline = Deadline(request.timeout ?? setting.usualTimeout, within: setting.interrupt)
        var setting = setting
        setting.interrupt = deadline.interrupt
        self.setting = setting
    }

    func outcome() -> FileOutcome {
        var outcome = FileOutcome(file: file.path, isTranscript: file.isTranscript)
        let start = ContinuousClock.now
        defer { deadline.end() }
        do throws(Stop) {
            let collector = BlockCollector(file: file.path, filter: filter, deadline: deadline)
            var setting = setting
            if !file.isTranscript { setting.tests = collector }
            let session = try TestSession(setting, named: file.name, file: file.path)
            collector.watch(session)
            outcome.hide = session.hiding(file.path)
            if file.isTranscript {
                transcript(session, &outcome)
            } else {
                ScriptTest(file: file.path, collector: collector, deadline: deadline).run(session, &outcome)
            }
            try session.end()
        } catch {
            outcome.outcomes.append(
                TestOutcome(
                    file: file.path, name: FileTest.wholeFile, failure: .init(error, file: file.path),
                    took: .now - start))
        }
        outcome.isInterrupted = outcome.outcomes.contains(where: \.isInterrupted)
        outcome.took = .now - start
        return outcome
    }

    /// What the test is called that a file is where nothing in it has a name.
    static let wholeFile = "the whole file"

    /// Nil where the file itself is called so.
    private var filter: String? {
        guard let filter = request.filter, !file.path.contains(filter) else { return nil }
        return filter
    }
}

extension FileTest {
    /// Types the inputs one after the other.
    private func transcript(_ test: TestSession, _ outcome: inout FileOutcome) {
        var (line, left): (Int?, [Transcript.Step]) = (nil, [])
        let start = ContinuousClock.now
        do throws(Stop) {
            var transcript = Transcript(try Files().readText(file.path))
            left = transcript.steps
            let varying = VaryingText(since: test.started)
            for index in transcript.steps.indices {
                let step = transcript.steps[index]
                (line, left) = (step.line, Array(left.dropFirst()))
                outcome.names.append(step.title)
                let result = try typed(step, test)
                if request.updates, !result.isSame {
                    transcript.steps[index] = step.taking(result.shown) { varying.masked($0, test.session) }
                    outcome.updated += 1
                }
                if filter.map({ step.input.contains($0) }) ?? true { outcome.outcomes.append(result.outcome) }
            }
            if outcome.updated > 0 { try Files().write(transcript.text, to: file.path) }
        } catch {
            let why = deadline.interrupt.isPending ? deadline.stop(at: nil) : error
            var failure = TestOutcome.Failure(why, file: file.path)
            failure.line = line ?? failure.line
            if deadline.interrupt.isPending, !deadline.hasPassed { failure.kind = .interrupted }
            outcome.outcomes.append(
                TestOutcome(
                    file: file.path, name: FileTest.wholeFile, line: line, failure: failure,
                    took: .now - start))
            outcome.outcomes += notRun(left)
        }
    }

    private func notRun(_ steps: [Transcript.Step]) -> [TestOutcome] {
        steps.filter { step in filter.map { step.input.contains($0) } ?? true }.map { step in
            TestOutcome(
                file: file.path, name: step.title, line: step.line, notRun: "the transcript ended before it",
                took: .zero)
        }
    }

    private func typed(_ step: Transcript.Step, _ test: TestSession) throws(Stop)
        -> (shown: String, isSame: Bool, outcome: TestOutcome)
    {
        let start = ContinuousClock.now
        test.session.context.beginCounting()
        let shown = try test.type(step.input)
        let isSame = Transcript.matches(shown, step.output)
        let outcome = TestOutcome(
            file: file.path, name: step.title, line: step.line,
            failure: isSame || request.updates ? nil : .init(step, shown, test.session.context),
            took: .now - start)
        return (shown, isSame, outcome)
    }
}

extension TestSession {
    /// Runs one typed statement and gives what came on the screen.
    fileprivate func type(_ text: String) throws(Stop) -> String {
        do throws(Stop) {
            try session.run(try session.prepare(Source(name: "", text: text)))
        } catch {
            if session.context.interrupt.isPending { throw .interrupted }
            host.report(error)
        }
        return takeShown()
    }
}

extension Transcript.Step {
    /// The first line of the input.
    var title: String {
        let first = input.prefix { $0 != "\n" }
        return "› " + (first.count > 70 ? first.prefix(69) + "…" : first)
    }
}
