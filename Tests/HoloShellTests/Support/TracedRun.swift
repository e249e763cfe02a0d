import Foundation
import Testing

/// A run of the program in a home of its own, with what it did to the network and to its folder.
struct TracedRun {
    let ended: HoloProgram.Ended
    /// Calls that make a socket or use one, one a line.
    let trace: String
    /// What it left in its folder, by path.
    let files: [String: Data]

    /// How many sockets it and its children made.
    var sockets: Int { trace.split(separator: "\n").count { $0.contains("socket(") } }

    init(_ words: [String]) async throws {
        let strace = "/usr/bin/strace"
        try #require(
            FileManager.default.isExecutableFile(atPath: strace), "scripts/setup test installs strace")
        let holo = try HoloProgram()
        let file = "\(holo.home)/.trace"
        ended = try await holo.run(
            ["-f", "-qq", "-o", file, "-e", "trace=socket,connect,sendto"] + [HoloProgram.path] + words,
            program: strace)
        trace = try String(contentsOfFile: file, encoding: .utf8)
        var files: [String: Data] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: holo.home)
        where !name.hasPrefix(".") {
            files[name] = FileManager.default.contents(atPath: "\(holo.home)/\(name)")
        }
        self.files = files
    }
}
