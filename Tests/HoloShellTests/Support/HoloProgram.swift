import Foundation
import Glibc
import TestFolders

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
        home = TestFolder.make()
        environment = [
            "HOLO_HOME": home, "HOME": home, "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8",
            "TERM": "xterm-256color", "TMPDIR": TestFolder.root,
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
        let files = ["in", "out", "err"].map { "\(home)/.\($0)-\(UUID().uuidString)" }
        try Data(input.utf8).write(to: URL(filePath: files[0]))
        let descriptors = [open(files[0], O_RDONLY | O_CLOEXEC)] + files.dropFirst().map { creating($0) }
        defer { for descriptor in descriptors { close(descriptor) } }
        // env moves to the folder before it becomes the program.
        let child = try Child(
            ["/usr/bin/env", "-C", home, program] + words, environment: environment.merging(more) { $1 },
            files: descriptors)
        let status = try await child.ended()
        return Ended(
            status: status, output: try String(contentsOfFile: files[1], encoding: .utf8),
            errors: try String(contentsOfFile: files[2], encoding: .utf8))
    }

    private func creating(_ file: String) -> Int32 { open(file, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600) }

    func write(_ text: String, to name: String) throws -> String {
        let path = "\(home)/\(name)"
        try Data(text.utf8).write(to: URL(filePath: path))
        return path
    }
}
