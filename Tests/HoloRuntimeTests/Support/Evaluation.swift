import HoloLang
import Synchronization

@testable import HoloRuntime

/// Runs programs that need no server, and keeps what they show.
final class Evaluation: Host {
    private let values = Mutex<[Value]>([])
    private let lines = Mutex<[String]>([])

    /// What a text shows last.
    /// - Parameter name: the file it stands in, which includes are relative to.
    static func value(of text: String, named name: String = "") throws -> Value {
        let host = Evaluation()
        let environment = Environment(["HOLO_HOME": "/nonexistent"])
        let paths = Paths(environment: environment)
        let session = Session(
            context: Context(
                host: host, interrupt: Interrupt(), environment: environment, paths: paths,
                table: CommandTable(CommandTable.standardRows), wantsJSON: false, arguments: [],
                connector: try Connector(
                    paths: paths, keys: KeyStore(environment: environment, paths: paths), config: Config(),
                    profile: "local", apiURL: nil, local: NoServer())))
        try session.run(try session.prepare(Source(name: name, text: text)))
        return host.values.withLock { $0.last ?? .null }
    }

    func show(_ value: Value, isVerbatim: Bool) { values.withLock { $0.append(value) } }
    func note(_ line: String) { lines.withLock { $0.append(line) } }
    func report(_ stop: Stop) { note("\(stop)") }
    func notify(_ text: String) -> Bool { false }
    func progress(_ line: Progress?) {}
    func table(of value: Value) -> String { value.text }
    var columns: Int? { nil }
    func askSecret(_ prompt: String) throws(Stop) -> String? { nil }
    func confirm(_ question: String) -> Bool? { nil }
    var history: [String] { [] }
    func clearScreen() {}
}

private struct NoServer: LocalServer {
    func address() async throws(Stop) -> (url: String, key: String) {
        throw .failed("LOCAL", "there is none")
    }
    var isRunning: Bool { false }
    func stop() async {}
    func balance() -> Int? { nil }
    func another(dataFile: String) -> any LocalServer { self }
}
