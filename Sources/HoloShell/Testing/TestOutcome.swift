import HoloRuntime
import OrderedCollections

/// How one test ended: a `test` block, a script without one, or an input of a transcript.
struct TestOutcome: Sendable {
    struct Failure: Sendable {
        /// In one line.
        var message: String
        /// The line of the file, where it has one.
        var line: Int?
        /// What a person sees below the name.
        var details: [String]
        /// The file cannot be run at all.
        var isUsage = false
    }

    var file: String
    var name: String
    var line: Int?
    var failure: Failure?
    var took: Duration

    var isFailed: Bool { failure != nil }

    /// The same as others may see it.
    func hiding(_ hide: (String) -> String) -> TestOutcome {
        var clean = self
        clean.name = hide(name)
        clean.failure?.message = hide(failure?.message ?? "")
        clean.failure?.details = failure?.details.map(hide) ?? []
        return clean
    }

    var value: Value {
        .record([
            "file": .string(file), "test": .string(name), "ok": .bool(!isFailed),
            "message": failure.map { .string($0.message) } ?? .null,
            "line": (failure?.line ?? line).map { .integer($0) } ?? .null,
        ])
    }
}

/// What came of a file.
struct FileOutcome: Sendable {
    var file: String
    var isTranscript = false
    var outcomes: [TestOutcome] = []
    /// Takes keys and what is personal out of what is written for others.
    var hide: @Sendable (String) -> String = { $0 }
    /// How many inputs of a transcript were written anew.
    var updated = 0
    /// A person ended it.
    var isInterrupted = false

    /// For the reports that are kept: a person at the terminal sees the values themselves.
    var hidden: FileOutcome {
        var clean = self
        clean.outcomes = outcomes.map { $0.hiding(hide) }
        return clean
    }
}
