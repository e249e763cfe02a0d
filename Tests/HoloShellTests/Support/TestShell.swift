import Dispatch
import Foundation
import Glibc
import HoloLang
import HoloRuntime
import HoloTerm
import HolocronAPI
import HolocronService
import Synchronization
import TestFolders

@testable import HoloShell

/// The shell in this process: a session over a buffer, with a local Holocron of its own that is real.
///
/// It blocks while it waits, as a shell does, so it runs on a queue of its own; that queue is what makes it Sendable.
final class TestShell: @unchecked Sendable {
    let session: Session
    let host: ConsoleHost
    let home: String
    private let screen: Buffer
    private let shown = Buffer()
    private let local: TestLocal
    private let queue = DispatchQueue(label: "shell")

    init(
        profile: String? = "local", environment: [String: String] = [:], wantsJSON: Bool = false,
        columns: Int = 80, isTerminal: Bool = true, actions: [Action] = LocalHolocron.builtInActions,
        config: String? = nil
    )
        throws
    {
        home = TestFolder.make()
        local = TestLocal(dataFile: home + "/local.sqlite", builtIn: actions)
        let screen = Buffer()
        self.screen = screen
        let shown = shown
        let write: @Sendable (String) -> Void = { text in
            screen.add(text)
            shown.add(text)
        }
        let output = Output(isTerminal: isTerminal, columns: { columns }, write: write)
        let errors = Output(write: screen.add)
        host = ConsoleHost(output: output, errors: errors, wantsJSON: wantsJSON, isQuiet: false)
        let variables = Environment(environment.merging(["HOLO_HOME": home]) { $1 })
        let paths = Paths(environment: variables)
        if let config { try Data(config.utf8).write(to: URL(filePath: paths.configFile)) }
        let connector = try Connector(
            paths: paths, keys: KeyStore(environment: variables, paths: paths),
            config: Config.load(paths.configFile),
            profile: profile, apiURL: nil, local: local)
        session = Session(
            context: Context(
                host: host, interrupt: Interrupt(), environment: variables, paths: paths,
                table: CommandTable(CommandTable.shellRows), wantsJSON: wantsJSON, arguments: [],
                connector: connector))
    }

    /// Runs one typed statement and gives what came on the screen.
    func type(_ text: String) async -> String {
        await withCheckedContinuation { done in
            queue.async { done.resume(returning: self.evaluate(text)) }
        }
    }

    /// What is wrong with a line that is not run; nil for nothing.
    func check(_ text: String) async -> String? {
        await withCheckedContinuation { done in
            queue.async {
                do throws(Stop) {
                    _ = try self.session.prepare(Source(name: "", text: text))
                    done.resume(returning: nil)
                } catch {
                    done.resume(returning: error.rendered().string)
                }
            }
        }
    }

    private func evaluate(_ text: String) -> String {
        do throws(Stop) {
            try session.run(try session.prepare(Source(name: "", text: text)))
        } catch {
            host.report(error)
        }
        return screen.take()
    }

    /// What can stand at the last `|` in a line, of which the text before and behind it is typed.
    func completions(_ marked: String) async -> Completions {
        let mark = marked.lastIndex(of: "|") ?? marked.endIndex
        let before = String(marked[..<mark])
        return await completions(before + String(marked[mark...].dropFirst()), cursor: before.utf8.count)
    }

    func completions(_ text: String, cursor: Int) async -> Completions {
        await assisting { $0.completions(text, cursor: cursor) }
    }

    /// Asks what helps while a line is typed; `history` is what was typed before.
    func assisting<Result: Sendable>(
        history: [String] = [], _ body: @escaping @Sendable (Assistant) -> Result
    ) async -> Result {
        await withCheckedContinuation { done in
            queue.async {
                // What is kept is read beside whoever types; a slow machine may take longer than Tab waits.
                _ = self.session.context.connector.actions.index(within: .seconds(60))
                let lines = HistoryLines(history)
                lines.prepare()
                let assistant = Assistant(session: self.session, history: lines) {
                    HistoryFile.keeps($0, secrets: Secrets(["canary-secret"]))
                }
                done.resume(returning: body(assistant))
            }
        }
    }

    /// Everything that came on the data output so far.
    var data: String { shown.take() }

    /// Credits that are left: what was spent is what is missing from 500.
    var balance: Int? { LocalHolocron.balance(dataFile: home + "/local.sqlite") }

    func stop() async { await local.stop() }
}

/// Text that several tasks write.
final class Buffer: Sendable {
    private let text = Mutex("")

    @Sendable func add(_ more: String) { text.withLock { $0 += more } }

    func take() -> String {
        text.withLock { text in
            defer { text = "" }
            return text
        }
    }
}

actor TestLocal: LocalServer {
    private let dataFile: String
    private let builtIn: [Action]
    private var service: LocalHolocron?

    init(dataFile: String, builtIn: [Action]) {
        self.dataFile = dataFile
        self.builtIn = builtIn
    }

    func address() async throws(Stop) -> (url: String, key: String) {
        if let service { return (service.baseURL, service.key) }
        do throws(ServiceError) {
            var options = ServiceOptions()
            options.dataFile = dataFile
            let service = try await LocalHolocron.start(options)
            self.service = service
            return (service.baseURL, service.key)
        } catch {
            throw .failed("LOCAL", error.message, next: error.next)
        }
    }

    nonisolated func actions() -> [Action] { builtIn }

    nonisolated var isRunning: Bool { true }

    nonisolated func balance() -> Int? { LocalHolocron.balance(dataFile: dataFile) }

    nonisolated func another(dataFile: String) -> any LocalServer {
        TestLocal(dataFile: dataFile, builtIn: builtIn)
    }

    func stop() async {
        await service?.stop()
        service = nil
    }
}

struct TestError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
