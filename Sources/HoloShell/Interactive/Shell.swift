import HoloLang
import HoloRuntime
import HoloTerm
import HolocronAPI

/// The interactive loop: prompt, line, values, again.
final class Shell {
    private let session: Session
    private let host: ConsoleHost
    private let editor: LineEditor
    private let history: HistoryFile

    init?(session: Session, host: ConsoleHost) {
        guard let editor = LineEditor(colour: host.output.colour) else { return nil }
        self.session = session
        self.host = host
        self.editor = editor
        history = HistoryFile(path: session.context.paths.history)
        host.history = history.load()
        editor.setHistory(host.history)
        editor.needsMore = { parse(Source(name: "", text: $0)).isIncomplete }
        let completer = Completer(session: session)
        editor.complete = { completer.completions($0, cursor: $1) }
        Signals.restoreOnExit = editor.notifier
    }

    /// - Returns: what the process exits with.
    func run(banner: String) -> Int32 {
        session.context.updateLocalBalance()
        host.note(banner)
        while true {
            switch editor.readLine(prompt: prompt) {
            case .interrupted: continue
            case .endOfInput: return 0
            case .line(let line):
                if let code = evaluate(line) { return code }
            }
        }
    }

    private var prompt: Prompt {
        let context = session.context
        let name = StyledText(context.connector.profile.name, .cyan)
        let credits = context.balance.map { StyledText(" \($0)cr") } ?? ""
        return Prompt(name + credits + StyledText(" ›", .dim))
    }

    /// - Returns: an exit code when the line ends the session.
    private func evaluate(_ line: String) -> Int32? {
        guard line.contains(where: { !$0.isWhitespace }) else { return nil }
        remember(line)
        session.context.interrupt.clear()
        do throws(Stop) {
            try session.run(try session.prepare(Source(name: "", text: line)))
        } catch {
            if case .exit(let code) = error { return code }
            host.progress(nil)
            host.report(error)
        }
        session.context.updateLocalBalance()
        return nil
    }

    private func remember(_ line: String) {
        let secrets = [session.context.environment["ANAKIN_API_KEY"] ?? ""]
        guard HistoryFile.keeps(line, secrets: secrets) else { return }
        editor.appendHistory(line)
        host.history.append(line)
        _ = Folder.makePrivate(session.context.paths.state)
        _ = history.append(line, secrets: secrets)
    }
}
