import HoloLang
import HoloRuntime

/// Runs a script and each of its tests in its place.
struct ScriptTest {
    let file: String
    let collector: BlockCollector
    let deadline: Deadline

    func run(_ test: TestSession, _ outcome: inout FileOutcome) {
        let start = ContinuousClock.now
        let context = test.session.context
        var names: [Name] = []
        var end: Stop?
        do throws(Stop) {
            let source = try Source(reading: file)
            names = source.tests
            try test.session.run(try test.session.prepare(source))
        } catch {
            end = error
        }
        outcome.names = collector.names + names.map(\.text).filter { !collector.names.contains($0) }
        outcome.outcomes = collector.outcomes
        if let why = end.flatMap({ reason($0, context) }) {
            var failure = TestOutcome.Failure(
                why, file: file, requests: context.connector.requests.lines(), shown: test.takeShown(),
                secrets: context.anonymizer())
            if deadline.interrupt.isPending, !deadline.hasPassed { failure.kind = .interrupted }
            outcome.outcomes.append(whole(.now - start, failure))
        } else if end == nil, collector.isEmpty, collector.takes(FileTest.wholeFile) {
            outcome.outcomes.append(whole(.now - start, nil))
        }
        if end != nil { outcome.outcomes += notRun(names) }
    }

    private func whole(_ took: Duration, _ failure: TestOutcome.Failure?) -> TestOutcome {
        TestOutcome(file: file, name: FileTest.wholeFile, failure: failure, took: took)
    }

    /// Why the script itself has failed; nil where it has not, or where one of its tests says it.
    private func reason(_ end: Stop, _ context: Context) -> Stop? {
        let place = context.takeLeft()
        if deadline.interrupt.isPending {
            return collector.hasEnded ? nil : deadline.stop(at: place ?? end.place)
        }
        switch end {
        case .exit(0): return nil
        case .exit(let code): return .exited(code, "the script", at: place)
        default: return end
        }
    }

    /// The tests behind the place where the script ended.
    private func notRun(_ names: [Name]) -> [TestOutcome] {
        var left = collector.names
        return names.compactMap { name in
            if let index = left.firstIndex(of: name.text) {
                left.remove(at: index)
                return nil
            }
            guard collector.takes(name.text) else { return nil }
            return TestOutcome(
                file: file, name: name.text, notRun: "the script ended before it", took: .zero)
        }
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

    /// The `test` blocks in the order in which they stand.
    fileprivate var tests: [Name] {
        parse(self).script.statements.compactMap { statement in
            if case .test(let name, _) = statement.kind { name } else { nil }
        }
    }
}
