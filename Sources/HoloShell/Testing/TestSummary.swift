import HoloLang
import HoloRuntime

/// How many tests ended how.
struct TestSummary {
    let files: [FileOutcome]

    /// `12 tests in 3 files, 1 failed, 2 not run`
    var text: String {
        let outcomes = files.flatMap(\.outcomes)
        let others = [
            (outcomes.count(where: \.isInterrupted), "interrupted"),
            (outcomes.count { $0.notRun != nil }, "not run"),
            (files.reduce(0) { $0 + $1.updated }, "updated"),
        ]
        return "\(counted(outcomes.count, "test"))" + (files.count > 1 ? " in \(files.count) files" : "")
            + ", \(outcomes.count(where: \.isFailed)) failed"
            + others.filter { $0.0 > 0 }.map { ", \($0.0) \($0.1)" }.joined()
    }

    /// No test was run, which is a mistake of whoever asked for it.
    func nothing(_ filter: String?) -> Stop {
        guard let filter else {
            return .failed(
                "NO_TESTS", "there is nothing to test in \(files.map(\.file).joined(separator: ", "))",
                next: "help transcripts")
        }
        return .failed(
            "NO_TESTS", "no test has \(quoted(filter)) in its name or file", next: hint(for: filter))
    }

    private func hint(for filter: String) -> String {
        let names = files.flatMap(\.names)
        let words = names.flatMap { $0.split { !$0.isLetter && !$0.isNumber }.map(String.init) }
        if let near = nearest(to: filter, in: names + words + files.map(\.file)) {
            return "did you mean --filter \(quoted(near))?"
        }
        let some = names.prefix(8).map(quoted).joined(separator: ", ")
        return names.isEmpty
            ? "the files are \(files.map(\.file).joined(separator: ", "))"
            : "the tests are \(some)" + (names.count > 8 ? " and \(names.count - 8) more" : "")
    }
}
