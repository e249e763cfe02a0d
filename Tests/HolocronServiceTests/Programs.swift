import Foundation
import Glibc
import TestFolders

/// Other programs that tests run.
enum Programs {
    /// The official client 0.1.0, and `requests`.
    static let python = ProcessInfo.processInfo.environment["HOLO_TEST_PYTHON"] ?? "python3"
    /// The official client 0.2.0.
    static let newerPython = ProcessInfo.processInfo.environment["HOLO_TEST_PYTHON_2"] ?? "python3"

    // A machine without curl, python3 with requests, node or the client still runs the other tests.
    static let hasCurl = works("curl", "--version")
    static let hasRequests = works(python, "-c", "import requests")
    static let hasNode = works("node", "-e", "fetch")
    static let hasClient = works(python, "-c", "import anakin; assert anakin.__version__ < '0.2'")
    static let hasNewerClient = works(newerPython, "-c", "import anakin; assert anakin.__version__ >= '0.2'")

    private static func works(_ words: String...) -> Bool {
        let quiet = open("/dev/null", O_RDWR | O_CLOEXEC)
        defer { close(quiet) }
        guard let child = try? start(words, output: quiet) else { return false }
        var status: Int32 = 0
        return waitpid(child.id, &status, 0) == child.id && status == 0
    }

    /// What a program writes; what it complains about goes to the test's own standard error.
    static func run(_ words: [String]) async throws -> String {
        let file = TestFolder.path("output")
        let output = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        defer {
            close(output)
            unlink(file)
        }
        _ = try await start(words, output: output).ended()
        return try String(contentsOfFile: file, encoding: .utf8)
    }

    private static func start(_ words: [String], output: Int32) throws -> Child {
        try Child(
            ["/usr/bin/env"] + words, environment: ProcessInfo.processInfo.environment,
            files: [STDIN_FILENO, output, STDERR_FILENO])
    }
}
