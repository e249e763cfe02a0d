import HoloRuntime
import OrderedCollections

/// How one test ended: a `test` block, a script without one, or an input of a transcript.
struct TestOutcome: Sendable {
    struct Failure: Sendable {
        enum Kind: Sendable {
            case failed
            /// The file cannot be run at all.
            case usage
            /// A person ended it.
            case interrupted
        }

        /// In one line.
        var message: String
        /// The line of the file, where it has one.
        var line: Int?
        /// What a person sees below the name.
        var details: [String]
        var kind = Kind.failed
    }

    var file: String
    var name: String
    var line: Int?
    var failure: Failure?
    /// Why it was not run, where it was not.
    var notRun: String?
    var took: Duration

    var isFailed: Bool { failure.map { $0.kind != .interrupted } ?? false }
    var isInterrupted: Bool { failure?.kind == .interrupted }

    /// The same as others may see it.
    func hiding(_ hide: (String) -> String) -> TestOutcome {
        var clean = self
        clean.name = hide(name)
        clean.failure?.message = hide(failure?.message ?? "")
        clean.failure?.details = failure?.details.map(hide) ?? []
        return clean
    }

    var value: Value {
        let message = failure?.message ?? notRun
        return .record([
            "file": .string(file), "test": .string(name), "ok": .bool(failure == nil && notRun == nil),
            "skipped": .bool(notRun != nil), "message": message.map { .string($0) } ?? .null,
            "line": (failure?.line ?? line).map { .integer($0) } ?? .null,
        ])
    }
}

/// What came of a file.
struct FileOutcome: Sendable {
    var file: String
    var isTranscript = false
    var outcomes: [TestOutcome] = []
    /// What its tests are called, those that were left out too.
    var names: [String] = []
    /// Takes keys and what is personal out of what is written for others.
    var hide: @Sendable (String) -> String = { $0 }
    /// How many inputs of a transcript were written anew.
    var updated = 0
    /// A person ended it.
    var isInterrupted = false
    var took = Duration.zero
}

extension FileOutcome {
    /// A file that was not begun any more.
    init(notBegun file: TestFile) {
        self.init(file: file.path, isTranscript: file.isTranscript)
        outcomes = [
            TestOutcome(
                file: file.path, name: FileTest.wholeFile, notRun: "the tests were interrupted before it",
                took: .zero)
        ]
    }

    /// For the reports that are kept: a person at the terminal sees the values themselves.
    var hidden: FileOutcome {
        var clean = self
        clean.outcomes = outcomes.map { $0.hiding(hide) }
        return clean
    }
}
