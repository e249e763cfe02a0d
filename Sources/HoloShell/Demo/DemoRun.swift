import Glibc
import HoloLang
import HoloRuntime
import HoloTerm
import Synchronization

/// One showing of a script: where it is shown, whom it talks to, and what is kept of it.
struct DemoRun {
    let options: DemoParameters
    let call: Call

    private var context: Context { call.context }

    /// - Throws: the mistakes of the script before anything is shown; then what ended it.
    func run() throws(Stop) {
        let source = try Source(file: call[options.file], context.files)
        let script = try DemoScript(source)
        if context.connector.tape.replayed != nil {
            try show(script, context.connector, context.paths)
        } else {
            try call[options.isLive] ? runLive(script) : runLocally(script)
        }
    }

    /// On a Holocron of its own, with fresh credits, which is gone afterwards.
    private func runLocally(_ script: DemoScript) throws(Stop) {
        guard let local = context.connector.local else {
            throw .failed("NO_LOCAL", "this holo has no local Holocron", next: "demo FILE --live")
        }
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let paths = Paths(environment: Environment(["HOLO_HOME": folder.path]))
        let server = local.another(dataFile: paths.localData)
        let connector = try Connector(
            paths: paths, keys: KeyStore(environment: context.environment, paths: paths), config: Config(),
            profile: "local", apiURL: nil, local: server, tape: context.connector.tape)
        let interrupt = context.interrupt
        defer {
            interrupt.clear()
            _ = try? interrupt.waiting { () async throws(Stop) in await server.stop() }
        }
        try show(script, connector, paths)
    }

    /// On the profile's own server, once somebody has said that it may spend.
    private func runLive(_ script: DemoScript) throws(Stop) {
        let profile = context.connector.profile
        guard context.connector.hasKey else { throw KeyStore.missing(profile) }
        let cost = try context.cost(of: script.source)
        if !profile.isLocal, !cost.isNothing, !call[options.spends] {
            let name = call[options.file]
            switch context.host.confirm("This demo spends \(cost.text) of \(profile.name). Go on?") {
            case true?: break
            case false?: throw .exit(0)
            case nil:
                throw .failed(
                    "SPENDS",
                    "this demo spends \(cost.text) of \(profile.name), and nobody is here to be asked",
                    next: "holo demo \(name) --live --spend, or without --live for the local Holocron")
            }
        }
        try show(script, context.connector, context.paths)
    }

    private func show(_ script: DemoScript, _ connector: Connector, _ paths: Paths) throws(Stop) {
        let size = size
        let cast = call[options.cast].map { _ in
            Cast(
                call[options.version] == 2 ? .two : .three, title: fileName(call[options.file]), size: size)
        }
        if let name = call[options.cast] { try context.files.checkMayWrite(name) }
        let keys = terminal == nil ? nil : KeyWatch()
        defer { keys?.restore() }
        let hiding = Hiding(context, script)
        let target = StageTarget(
            terminal: terminal ?? (cast == nil ? main?.output : nil), cast: cast,
            hide: hiding.callAsFunction)
        var look = main?.output.look ?? TerminalLook()
        if terminal == nil, cast != nil { look = TerminalLook(colour: true, takesEscapes: true) }
        let stage = Stage(
            target, size: size, look: look, isAnimated: terminal != nil || cast != nil, keys: keys,
            speed: call[options.speed].factor, interrupt: context.interrupt)
        var end: Stop?
        do throws(Stop) { try perform(script, on: stage, connector, paths, hiding) } catch { end = error }
        if let cast, let name = call[options.cast] { try save(cast, name, exit: end?.exitCode ?? 0) }
        if let end { throw end }
    }

    private func perform(
        _ script: DemoScript, on stage: Stage, _ connector: Connector, _ paths: Paths,
        _ hiding: Hiding
    ) throws(Stop) {
        var errors = stage.output
        // Nobody is asked anything on a stage.
        errors.isTerminal = false
        let isPlain = !stage.isAnimated
        let host = ConsoleHost(
            output: stage.output, errors: isPlain ? main?.errors ?? errors : errors, wantsJSON: false,
            isQuiet: false)
        host.onShow.withLock { $0 = { value, _ in hiding.clean(value) } }
        connector.requests.read(hiding.learn)
        let arguments = self.context.arguments
        let run = ScriptRun(.init(name: script.source.name, arguments: arguments, text: nil))
        let context = Context(
            host: host, interrupt: context.interrupt, environment: context.environment, paths: paths,
            table: context.table, wantsJSON: false, arguments: arguments, connector: connector, run: run,
            policy: context.policy)
        let session = Session(context: context)
        let highlighter = Highlighter(vocabulary: Vocabulary(session: session))
        var demo = Demo(
            script: script, session: session, stage: stage, host: host, pace: Pace(seed: call[options.seed]),
            isErrorShown: terminal != nil || stage.target.cast != nil,
            highlight: { highlighter.spans($0) })
        try session.runToEnd(script.source) { (program) throws(Stop) in
            context.updateLocalBalance()
            do throws(Stop) {
                try demo.run(program)
            } catch {
                // The stage has shown it.
                throw terminal == nil ? error : .exit(error.exitCode)
            }
        }
    }

    private func save(_ cast: Cast, _ name: String, exit: Int32) throws(Stop) {
        try context.files.write(to: name) { (sink) throws(Stop) in sink.write(cast.text(exit: exit)) }
        context.host.note("saved \(name)")
    }

    private var main: ConsoleHost? { context.host as? ConsoleHost }

    /// Where keys appear one by one.
    private var terminal: Output? {
        guard let output = main?.output, output.isTerminal, output.canRepaint else { return nil }
        return output
    }

    private var size: TerminalInfo.Size {
        let here = terminal == nil ? nil : TerminalInfo.size(STDOUT_FILENO)
        return TerminalInfo.Size(
            columns: call[options.columns] ?? main.flatMap { terminal == nil ? nil : $0.output.columns() }
                ?? 80,
            rows: call[options.rows] ?? here?.rows ?? 24)
    }

    private func fileName(_ path: String) -> String {
        String(path.split(separator: "/").last ?? path[...])
    }
}
