import HoloLang
import HoloRuntime

/// Runs one file of tests.
struct FileTest {
    let file: TestFile
    let request: TestRequest
    let setting: TestSetting

    func outcome() -> FileOutcome {
        var outcome = FileOutcome(file: file.path, isTranscript: file.isTranscript)
        let start = ContinuousClock.now
        do throws(Stop) {
            let collector = BlockCollector(file: file.path, filter: filter)
            var setting = setting
            if !file.isTranscript { setting.tests = collector }
            let session = try TestSession(setting, named: file.name, file: file.path)
            collector.watch(session)
            outcome.hide = session.hiding(file.path)
            let result =
                file.isTranscript ? transcript(session, &outcome) : script(session, collector, &outcome)
            do throws(Stop) {
                try session.end()
            } catch {
                throw result ?? error
            }
            if let result { throw result }
        } catch {
            switch error {
            case .interrupted: outcome.isInterrupted = true
            case .failure(let failure) where failure.exit == .interrupted: outcome.isInterrupted = true
            default:
                outcome.outcomes.append(
                    TestOutcome(
                        file: file.path, name: FileTest.wholeFile, failure: .init(error, file: file.path),
                        took: .now - start))
            }
        }
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
    /// Runs the script and each of its tests in its place.
    /// - Returns: why the script itself did not get to its end.
    private func script(_ test: TestSession, _ collector: BlockCollector, _ outcome: inout FileOutcome)
        -> Stop?
    {
        let start = ContinuousClock.now
        let before = test.session.context.connector.requests.count
        defer { outcome.outcomes = collector.outcomes + outcome.outcomes }
        do throws(Stop) {
            let source = try Source(reading: file.path)
            try test.session.run(try test.session.prepare(source))
        } catch {
            if case .exit(0) = error { return nil }
            guard case .failure(let failure) = error, failure.exit != .interrupted else { return error }
            let requests = test.session.context.connector.requests.lines(after: before)
            outcome.outcomes = [
                TestOutcome(
                    file: file.path, name: FileTest.wholeFile,
                    failure: .init(error, file: file.path, requests: requests, shown: test.takeShown()),
                    took: .now - start)
            ]
            return nil
        }
        if collector.isEmpty, filter == nil {
            outcome.outcomes = [TestOutcome(file: file.path, name: FileTest.wholeFile, took: .now - start)]
        }
        return nil
    }

    /// Types the inputs one after the other.
    private func transcript(_ test: TestSession, _ outcome: inout FileOutcome) -> Stop? {
        do throws(Stop) {
            var transcript = Transcript(try Files().readText(file.path))
            for index in transcript.steps.indices {
                let step = transcript.steps[index]
                let start = ContinuousClock.now
                test.session.context.beginCounting()
                let shown = try test.type(step.input)
                let isSame = Transcript.matches(shown, step.output)
                if request.updates, !isSame {
                    transcript.steps[index] = step.taking(shown)
                    outcome.updated += 1
                }
                guard filter.map({ step.input.contains($0) }) ?? true else { continue }
                outcome.outcomes.append(
                    TestOutcome(
                        file: file.path, name: step.title, line: step.line,
                        failure: isSame || request.updates ? nil : .init(step, shown, test.session.context),
                        took: .now - start))
            }
            if outcome.updated > 0 { try Files().write(transcript.text, to: file.path) }
            return nil
        } catch {
            return error
        }
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
    fileprivate var title: String {
        let first = input.prefix { $0 != "\n" }
        return "› " + (first.count > 70 ? first.prefix(69) + "…" : first)
    }
}

extension Source {
    fileprivate convenience init(reading name: String) throws(Stop) {
        let bytes = try Files().readBytes(name)
        do {
            try self.init(name: name, bytes: bytes)
        } catch {
            throw .diagnostics([error])
        }
    }
}
