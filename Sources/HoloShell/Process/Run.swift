import HoloRuntime
import HoloTerm

/// Runs what the process line asks for, in a session.
struct Run {
    let session: Session
    let host: ConsoleHost

    /// - Returns: the exit code.
    func run(_ program: Program, _ options: ProcessOptions) throws(Stop) -> Int32 {
        switch program {
        case .shell: return try shell(options)
        case .text(let source, _):
            do throws(Stop) {
                try session.runToEnd(source)
            } catch .exit(0) {
                return 0
            }
        }
        return host.output.isBroken() ? ExitCode.network.rawValue : 0
    }

    private func shell(_ options: ProcessOptions) throws(Stop) -> Int32 {
        let connector = session.context.connector
        let isFallback = !connector.hasKey && options.profile == nil && !options.isLocal
        if isFallback { try connector.use("local") }
        return Shell(session: session, host: host).run(banner: banner(isFallback: isFallback))
    }

    private func banner(isFallback: Bool) -> String {
        let context = session.context
        let profile = context.connector.profile
        if let cassette = context.connector.tape.replayed {
            return "holo · replay of \(cassette) · type help, Tab completes"
        }
        guard profile.isLocal else {
            return "holo · \(profile.name) on \(profile.url) · type help, Tab completes"
        }
        context.updateLocalBalance()
        let credits = context.balance.map { " · \($0) cr" } ?? ""
        let place = isFallback ? "no API key, so the local Holocron" : "local Holocron on 127.0.0.1"
        return "holo · \(place)\(credits) · type help, Tab completes"
    }
}

extension ProcessOptions {
    /// - Throws: a failure for a budget that is not one.
    func policy(isShell: Bool) throws(Stop) -> Policy {
        var policy = Policy()
        policy.resendsUnknown = resendsUnknown
        policy.offersPaid = isShell
        policy.isSafe = isSafe
        if let budget {
            guard let limit = Int(budget.hasSuffix("cr") ? budget.dropLast(2) : budget[...]), limit >= 0
            else {
                throw .failed(
                    "USAGE", "--budget takes credits such as 100cr, not \(budget)",
                    next: "holo --budget 100cr FILE")
            }
            policy.budget = limit
        }
        return policy
    }
}
