import Foundation

/// The built program, run as a user runs it, in a home of its own.
struct HoloProgram {
    let home: String
    var environment: [String: String]

    struct Ended {
        var status: Int32
        var output: String
        var errors: String
    }

    init() throws {
        home = try temporaryFolder()
        environment = [
            "HOLO_HOME": home, "HOME": home, "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8",
            "TERM": "xterm-256color",
        ]
    }

    static let path = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(
        path: "holo"
    ).path

    func callAsFunction(_ words: String..., input: String = "", with more: [String: String] = [:])
        async throws
        -> Ended
    {
        try await run(words, input: input, with: more)
    }

    func run(
        _ words: [String], program: String = HoloProgram.path, input: String = "",
        with more: [String: String] = [:]
    ) async throws -> Ended {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = words
        process.environment = environment.merging(more) { $1 }
        process.currentDirectoryURL = URL(filePath: home)
        let files = ["in", "out", "err"].map { URL(filePath: "\(home)/.\($0)-\(UUID().uuidString)") }
        try Data(input.utf8).write(to: files[0])
        for file in files.dropFirst() { try Data().write(to: file) }
        process.standardInput = try FileHandle(forReadingFrom: files[0])
        process.standardOutput = try FileHandle(forWritingTo: files[1])
        process.standardError = try FileHandle(forWritingTo: files[2])
        // Not on the tests' own threads, of which there are as many as cores.
        try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
            DispatchQueue.global().async {
                done.resume(with: Result { try process.run() })
                process.waitUntilExit()
            }
        }
        while process.isRunning { try await Task.sleep(for: .milliseconds(2)) }
        return Ended(
            status: process.terminationStatus, output: try String(contentsOf: files[1], encoding: .utf8),
            errors: try String(contentsOf: files[2], encoding: .utf8))
    }

    func write(_ text: String, to name: String) throws -> String {
        let path = "\(home)/\(name)"
        try Data(text.utf8).write(to: URL(filePath: path))
        return path
    }
}
