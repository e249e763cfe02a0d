import HoloLang
import HoloRuntime
import HoloTerm
import Synchronization

/// Runs what the process line asks for, in a session.
struct Run {
    let session: Session
    let host: ConsoleHost

    /// - Returns: the exit code.
    func run(_ program: Program, _ options: ProcessOptions) throws(Stop) -> Int32 {
        switch program {
        case .shell(let opening): return try shell(options, opening)
        case .text(let source, let script):
            do throws(Stop) {
                try runToEnd(source, script, options)
            } catch .exit(0) {
                return 0
            }
        }
        return host.output.isBroken() ? ExitCode.network.rawValue : 0
    }

    /// Where nobody watches a script, a line about the whole run takes the place of notes about its parts.
    private func runToEnd(_ source: Source, _ script: ScriptRun.Script?, _ options: ProcessOptions)
        throws(Stop)
    {
        // Only a program that exports what it did needs it kept.
        if source.text(SourceRange(0, source.bytes.count)).contains("export") { host.keepLog(of: session) }
        let isFile = script.map { $0.text == nil } ?? false
        guard isFile, options.wantsSummary || !host.errors.isTerminal, !options.isQuiet, !options.wantsJSON
        else {
            return try session.runToEnd(source)
        }
        host.isSummarised.store(true, ordering: .relaxed)
        let summary = RunSummary(script: source.name)
        do throws(Stop) {
            try session.runToEnd(source)
        } catch {
            host.progress(nil)
            host.report(error)
            tell(summary, exit: error.exitCode)
            throw .exit(error.exitCode)
        }
        tell(summary, exit: 0)
    }

    private func tell(_ summary: RunSummary, exit: Int32) {
        session.context.interrupt.clear()
        if let line = summary.line(exit: exit, session.context, form: host.pasted) { host.say(line) }
    }

    private func shell(_ options: ProcessOptions, _ opening: String?) throws(Stop) -> Int32 {
        let connector = session.context.connector
        let isNamed = options.profile != nil || options.isLocal || isServerNamed(options)
        let isFallback = !connector.hasKey && !isNamed
        if isFallback { try connector.use("local") }
        return Shell(session: session, host: host).run(
            banner: banner(isFallback: isFallback), opening: opening)
    }

    /// Who names a server means that one, with a key or without.
    private func isServerNamed(_ options: ProcessOptions) -> Bool {
        let environment = session.context.environment
        return options.apiURL != nil || environment["ANAKIN_API_URL"] != nil
            || environment["HOLO_PROFILE"] != nil
    }

    private func banner(isFallback: Bool) -> String {
        let context = session.context
        let profile = context.connector.profile
        if let cassette = context.connector.tape.replayed {
            return "holo · replay of \(cassette) · type help, Tab completes"
        }
        guard profile.isLocal else {
            let isReady = context.connector.hasKey
            return "holo · \(profile.name) on \(profile.url) · \(isReady ? keys : "no API key: type login")"
        }
        context.updateLocalBalance()
        let credits = context.balance.map { " · \($0) cr" } ?? ""
        let place = isFallback ? "no API key, so the local Holocron" : "local Holocron on 127.0.0.1"
        return "holo · \(place)\(credits) · \(keys)"
    }

    private var keys: String {
        host.output.look.takesEscapes ? "type help, Tab completes" : "type help"
    }
}

extension ProcessOptions {
    /// - Parameter again: the words behind `holo` that ask for the same program.
    /// - Throws: a failure for a budget that is not one.
    func policy(isShell: Bool, again: String) throws(Stop) -> Policy {
        var policy = Policy()
        policy.resendsUnknown = resendsUnknown
        policy.offersPaid = isShell
        policy.isSafe = isSafe
        if let budget {
            guard let limit = Int(budget.hasSuffix("cr") ? budget.dropLast(2) : budget[...]), limit >= 0
            else {
                throw .failed(
                    "USAGE", "--budget takes credits such as 100cr, not \(budget)",
                    next: again.isEmpty ? "holo --budget 100cr" : "holo --budget 100cr \(again)")
            }
            policy.budget = limit
        }
        return policy
    }
}
