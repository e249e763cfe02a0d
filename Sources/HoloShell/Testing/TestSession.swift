import FoundationEssentials
import Glibc
import HoloLang
import HoloRuntime
import HoloTerm
import HolocronAPI
import Synchronization

/// A session for one file of tests: its own folder, its own Holocron, its own journal, and what it shows kept.
final class TestSession {
    let session: Session
    let host: ConsoleHost
    let tape: Tape
    let capture = CapturedText()
    private let home: String
    private let local: any LocalServer

    /// - Parameter name: what its cassette is called.
    init(_ setting: TestSetting, named name: String, file: String) throws(Stop) {
        home = try TestSession.folder()
        let environment = setting.environment.changing(["HOLO_HOME": home])
        let paths = Paths(environment: environment)
        local = setting.local(paths)
        tape = try setting.deck.tape(named: name, isLocal: setting.isLocal, again: "test \(file)")
        let screen = Output(isTerminal: true, write: capture.add)
        host = ConsoleHost(
            output: screen, errors: Output(write: capture.add), wantsJSON: false, isQuiet: false)
        let connector = try Connector(
            paths: paths, keys: setting.keys, config: setting.config, profile: setting.profile,
            apiURL: setting.apiURL, local: local, tape: tape)
        session = Session(
            context: Context(
                host: host, interrupt: setting.interrupt, environment: environment, paths: paths,
                table: setting.table, wantsJSON: false, arguments: [], connector: connector,
                policy: setting.policy, tests: setting.tests, budget: setting.budget))
    }

    /// What was shown since it was asked for last.
    func takeShown() -> String { capture.take() }

    /// What takes out of a report what is personal in the file, in requests and answers, and in what was shown.
    func hiding(_ file: String) -> @Sendable (String) -> String {
        let anonymizer = session.context.anonymizer()
        if let text = try? Files().readText(file) {
            for literal in parse(Source(name: "", text: text)).literals {
                if let key = literal.key { anonymizer.learn([key: .string(literal.text)]) }
            }
        }
        session.context.connector.requests.read { anonymizer.learn($0) }
        let secrets = session.context.connector.keys.secrets
        return { secrets.text(anonymizer.text($0)) }
    }

    /// Ends the Holocron, and takes the folder away.
    /// - Throws: why the cassette is not whole.
    func end() throws(Stop) {
        if local.isRunning {
            let local = local
            let stopping = Interrupt()
            try? stopping.waiting { () async throws(Stop) in await local.stop() }
        }
        try? FileManager.default.removeItem(atPath: home)
        try tape.finish()
    }

    private static func folder() throws(Stop) -> String {
        var template = Array("\(base)/\(prefix)\(getpid())-XXXXXX".utf8CString)
        guard let made = unsafe mkdtemp(&template) else {
            throw .failed("FOLDER", "no folder can be made in \(base)", next: "TMPDIR names another place")
        }
        return unsafe String(cString: made)
    }

    private static let prefix = "holo-test-"

    /// In memory where the system has such a place.
    private static let base =
        unsafe access("/dev/shm", W_OK | X_OK) == 0
        ? "/dev/shm" : FileManager.default.temporaryDirectory.path

    /// Takes away what tests left behind that were killed.
    static func sweep() {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: base)) ?? []
        where name.hasPrefix(prefix) {
            guard let process = pid_t(name.dropFirst(prefix.count).prefix { $0 != "-" }),
                kill(process, 0) != 0, errno == ESRCH
            else { continue }
            try? FileManager.default.removeItem(atPath: "\(base)/\(name)")
        }
    }
}

/// What a session shows, in the order in which it came.
final class CapturedText: Sendable {
    private let text = Mutex("")

    @Sendable func add(_ more: String) { text.withLock { $0 += more } }

    func take() -> String {
        text.withLock { text in
            defer { text = "" }
            return text
        }
    }
}
