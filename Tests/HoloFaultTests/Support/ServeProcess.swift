import Foundation

/// `holo serve` in a process of its own.
final class ServeProcess: Sendable {
    static let key = "ak-faults"
    let port: Int
    private let scratch = Scratch()
    private let child: Child

    init() async throws {
        let environment = ["HOLO_HOME": scratch.folder, "HOME": scratch.folder, "PATH": "/usr/bin:/bin"]
        let options = ["--port", "0", "--data", scratch.folder + "/data.sqlite", "--credits", "1000000"]
        child = try Child(
            [Built.holo, "serve", "--key", ServeProcess.key] + options, environment, in: scratch.folder)
        let url = try await child.firstLine()
        guard let port = Int(url.dropFirst("http://127.0.0.1:".count).prefix { $0.isNumber }) else {
            throw FaultError("holo serve said \(url)")
        }
        self.port = port
    }

    var url: String { "http://127.0.0.1:\(port)" }

    func truth(_ tag: String) async throws -> Truth {
        try await Truth.of(url, key: ServeProcess.key, with: tag)
    }
}
