/// What `holo test` is asked to do.
package struct TestRequest: Sendable {
    /// Scripts, transcripts and folders of them.
    package var files: [String] = []
    /// Only tests with this in their name.
    package var filter: String?
    /// So many files at once; nil for as many as there are processors.
    package var jobs: Int?
    /// How long a file may take; nil for what suits where it runs.
    package var timeout: Duration?
    /// Transcripts take what came.
    package var updates = false
    /// Where a report for other programs goes; `-` is standard output.
    package var junit: String?
    package var writesTAP = false
    package var wantsJSON = false
}

/// Runs tests, each file by itself. Brought in from outside, as it starts sessions of its own.
package protocol TestBench: Sendable {
    /// - Throws: the exit of the process where not all is well.
    func run(_ request: TestRequest, _ context: Context) throws(Stop) -> Value
}
