import Glibc
import HoloLang
package import HoloRuntime
import HoloTerm

/// One run of the `holo` process, from its words to its exit code.
package struct Launch {
    private let words: [String]
    private let environment: Environment
    private let local: any LocalServer
    private let makeLocal: @Sendable (Paths) -> any LocalServer
    private let table: CommandTable

    /// `rows` are the commands that only this program brings, beside the standard ones.
    package init(
        words: [String], environment: Environment, local: @escaping @Sendable (Paths) -> any LocalServer,
        rows: [CommandRow], topics: [HelpTopic] = []
    ) {
        self.words = words
        self.environment = environment
        self.local = local(Paths(environment: environment))
        makeLocal = local
        table = CommandTable(
            CommandTable.shellRows + rows,
            topics: [HelpTopic.keys, .prompt] + topics + HelpTopic.scripting + HelpTopic.testing)
    }

    package func run() -> Int32 {
        Signals.install()
        let errors = Output.standardError()
        do throws(Stop) {
            let line = try ProcessLine(words, table: table)
            return run(line)
        } catch {
            errors.write(
                error.rendered(
                    StopStyle(
                        colour: errors.colour, width: errors.isTerminal ? errors.columns() : nil)) + "\n")
            return error.exitCode
        }
    }

    private func run(_ line: ProcessLine) -> Int32 {
        var options = line.options
        let secrets = Secrets()
        let config = Result { () throws(Stop) in try Config.load(Paths(environment: environment).configFile) }
        if let config = try? config.get(), config.isPlain { options.wishes.isPlain = true }
        let host = ConsoleHost(
            output: Output.standardOutput(options.wishes).hiding(secrets),
            errors: Output.standardError(options.wishes).hiding(secrets),
            wantsJSON: options.wantsJSON, isQuiet: options.isQuiet,
            hasPrompt: line.job == .shell, pager: pager(options, try? config.get()))
        if options.wantsVersion || options.wantsHelp && line.job == .shell {
            let text = options.wantsVersion ? "holo \(ProcessHelp.version)\n" : ProcessHelp.text(table)
            host.output.write(VisibleText(text))
            return 0
        }
        do throws(Stop) {
            host.paste(PasteForm(line.options, table, hasPrompt: line.job == .shell))
            let program = try Program(line.asked, arguments: line.arguments)
            let session = try session(for: line, program, host, try config.get(), secrets)
            defer { leave(session) }
            defer { session.context.connector.keepActions() }
            defer { endTape(session, host) }
            let connector = session.context.connector
            host.paste(
                PasteForm(line.options, table, connector: connector, hasPrompt: program.isShell))
            host.forgetsJobs = connector.tape.player != nil && !program.isShell
            // A shell without a terminal says at once what is missing.
            if line.job == .shell, !program.isShell, !session.context.connector.hasKey {
                throw KeyStore.missing(session.context.connector.profile)
            }
            return try Run(session: session, host: host).run(program, line.options)
        } catch {
            host.progress(nil)
            host.report(error)
            return error.exitCode
        }
    }

    private func pager(_ options: ProcessOptions, _ config: Config?) -> @Sendable () -> Pager? {
        let environment = environment
        let isOff = options.hasNoPager || !TerminalLook(isTerminal: true, options.wishes).takesEscapes
        return { isOff ? nil : PagerChoice.pager(environment, setting: config?.pager) }
    }

    private func session(
        for line: ProcessLine, _ program: Program, _ host: ConsoleHost, _ config: Config, _ secrets: Secrets
    ) throws(Stop) -> Session {
        let paths = Paths(environment: environment)
        let options = line.options
        let deck = try TapeDeck(
            record: options.record, replay: options.replay, speed: options.replaySpeed, config: config,
            environment: environment, again: line.again)
        let profile = options.isLocal ? "local" : options.profile ?? environment["HOLO_PROFILE"]
        let keys = KeyStore(environment: environment, paths: paths, secrets: secrets) { host.note($0) }
        let connector = try Connector(
            paths: paths, keys: keys, config: config, profile: profile,
            apiURL: options.apiURL ?? environment["ANAKIN_API_URL"], local: local,
            tape: try tape(deck, line, isLocal: (profile ?? config.profile) == "local"))
        return Session(
            context: Context(
                host: host, interrupt: Signals.interrupt, environment: environment, paths: paths,
                table: table,
                wantsJSON: options.wantsJSON, arguments: line.arguments, connector: connector,
                run: program.script.map { ScriptRun($0) },
                policy: try options.policy(isShell: program.isShell, again: line.again),
                bench: bench(options, config, deck)))
    }

    /// The tape of what this process runs itself; tests have tapes of their own.
    private func tape(_ deck: TapeDeck, _ line: ProcessLine, isLocal: Bool) throws(Stop) -> Tape {
        if case .command(let words) = line.job, words.first == "test" { return .none }
        return try deck.tape(
            named: line.job.cassetteName, isLocal: isLocal || line.job.isOnItsOwn,
            asked: line.options.profile, again: line.again)
    }

    private func bench(_ options: ProcessOptions, _ config: Config, _ deck: TapeDeck) -> FileBench {
        let (environment, makeLocal) = (environment, makeLocal)
        return FileBench { (context) throws(Stop) in
            TestSetting(
                options, environment: environment, config: config, context: context, deck: deck,
                local: makeLocal)
        }
    }

    private func endTape(_ session: Session, _ host: ConsoleHost) {
        do throws(Stop) {
            try session.context.connector.tape.finish()
        } catch {
            host.report(error)
        }
    }

    private func leave(_ session: Session) {
        let local = local
        guard local.isRunning else { return }
        session.context.interrupt.clear()
        _ = try? session.context.interrupt.waiting { () async throws(Stop) in await local.stop() }
    }
}

extension Output {
    /// Nothing that is written here shows a key.
    fileprivate func hiding(_ secrets: Secrets) -> Output {
        changing { secrets.text($0) }
    }
}
