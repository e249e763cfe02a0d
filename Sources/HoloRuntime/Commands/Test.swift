extension CommandRow {
    static let test = CommandRow(
        "test", .process,
        "Runs scripts with their test blocks and transcripts, each file on a fresh local Holocron.",
        examples: [
            "test checks.holo", "test checks.holo --filter price", "test scripts --jobs 4 --junit report.xml",
            "test session.holot --update",
        ]
    ) { parameters in
        let files = parameters.rest("FILE", .file, "scripts, transcripts (.holot), and folders of them")
        let filter = parameters.option("filter", .text, "only tests with this in their name or file")
        let jobs = parameters.option(
            "jobs", .integer(1...64), "so many files at once; as many as there are processors")
        let timeout = parameters.option(
            "timeout", .duration, "a file that takes longer fails; 60s, or 10m at a server")
        let updates = parameters.flag("update", "write what came into the transcripts")
        let junit = parameters.option("junit", .file, "write a JUnit report; - is standard output")
        let tap = parameters.flag("tap", "write TAP to standard output")
        return .session { (call, _) throws(Stop) in
            guard let bench = call.context.bench else {
                throw .failed(
                    "NO_TESTS", "tests are run by the program holo",
                    next: "holo test \(call[files].map(shellQuoted).joined(separator: " "))")
            }
            guard !call[files].isEmpty else {
                throw .failed(
                    "ARGUMENT", "which tests?",
                    next: "name scripts, transcripts or folders, such as checks.holo")
            }
            let request = TestRequest(
                files: call[files], filter: call[filter], jobs: call[jobs], timeout: call[timeout],
                updates: call[updates],
                junit: call[junit], writesTAP: call[tap], wantsJSON: call.wantsJSON)
            return try bench.run(request, call.context)
        }
    }
}
