import Glibc
import HoloLang
import HoloRuntime
import HoloTerm

/// Runs what the process line asks for, in a session.
struct Run {
    let session: Session
    let host: ConsoleHost

    /// - Returns: the exit code.
    func run(_ line: ProcessLine) throws(Stop) -> Int32 {
        switch line.job {
        case .shell: return try shell(line.options)
        case .file(let name): try run(Source(name: name, bytes: try session.context.files.readBytes(name), orStop: ()))
        case .standardInput: try run(Source(name: "-", bytes: readAll(STDIN_FILENO), orStop: ()))
        case .text(let text): try run(Source(name: "-c", bytes: Array(text.utf8), orStop: ()))
        case .command(let words):
            let words = line.options.wantsHelp ? ["help", words[0]] : words
            try run(Source(name: "", bytes: Array(ProcessLine.programText(words).utf8), orStop: ()))
        }
        return host.output.isBroken() ? ExitCode.network.rawValue : 0
    }

    private func run(_ source: Source) throws(Stop) {
        do {
            try session.run(try session.prepare(source))
        } catch .exit(0) {
            return
        }
    }

    private func shell(_ options: ProcessOptions) throws(Stop) -> Int32 {
        let connector = session.context.connector
        guard TerminalInfo.isTerminal(STDIN_FILENO) else {
            guard connector.hasKey else { throw KeyStore.missing(connector.profile) }
            try run(Source(name: "-", bytes: readAll(STDIN_FILENO), orStop: ()))
            return 0
        }
        let isFallback = !connector.hasKey && options.profile == nil && !options.isLocal
        if isFallback { try connector.use("local") }
        return Shell(session: session, host: host).run(banner: banner(isFallback: isFallback))
    }

    private func banner(isFallback: Bool) -> String {
        let context = session.context
        let profile = context.connector.profile
        guard profile.isLocal else { return "holo · \(profile.name) on \(profile.url) · type help, Tab completes" }
        context.updateLocalBalance()
        let credits = context.balance.map { " · \($0) cr" } ?? ""
        let reason = isFallback ? "no API key, so this is the " : ""
        return "holo · \(reason)local Holocron on 127.0.0.1\(credits) · type help, Tab completes"
    }

}

extension Source {
    fileprivate convenience init(name: String, bytes: [UInt8], orStop: Void) throws(Stop) {
        do {
            try self.init(name: name, bytes: bytes)
        } catch {
            throw .diagnostics([error])
        }
    }
}

private func readAll(_ descriptor: Int32) -> [UInt8] {
    var all: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while all.count <= Source.maximumSize {
        let count = unsafe read(descriptor, &chunk, chunk.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { break }
        all += chunk.prefix(count)
    }
    return all
}
