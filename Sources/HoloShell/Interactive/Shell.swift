import HoloLang
import HoloRuntime
import HoloTerm
import HolocronAPI

/// The interactive loop: prompt, line, values, again.
final class Shell {
    private let session: Session
    private let host: ConsoleHost
    private let reader: any LineReader
    private let history: HistoryFile

    init(session: Session, host: ConsoleHost) {
        self.session = session
        self.host = host
        history = HistoryFile(path: session.context.paths.history)
        host.history = history.load()
        reader =
            Shell.editor(session, host)
            ?? PlainReader(output: host.output, needsMore: Shell.isIncomplete)
    }

    private static func editor(_ session: Session, _ host: ConsoleHost) -> LineEditor? {
        guard host.output.look.takesEscapes, let editor = LineEditor(colour: host.output.colour) else {
            return nil
        }
        editor.setHistory(host.history)
        editor.needsMore = isIncomplete
        let completer = Completer(session: session)
        editor.complete = { completer.completions($0, cursor: $1) }
        Signals.restoreOnExit = editor.notifier
        return editor
    }

    private static func isIncomplete(_ text: String) -> Bool {
        parse(Source(name: "", text: text)).isIncomplete
    }

    /// - Returns: what the process exits with.
    func run(banner: String) -> Int32 {
        session.context.updateLocalBalance()
        host.note(banner)
        if let editor = reader as? LineEditor {
            let notifier = editor.notifier
            AwayReport(context: session.context) { notifier.post($0) }.begin()
        }
        while true {
            switch reader.readLine(prompt: prompt) {
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
        return Prompt(name + credits + StyledText(" › ", .dim))
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
        reader.appendHistory(line)
        host.history.append(line)
        _ = Folder.makePrivate(session.context.paths.state)
        history.append(line)
    }
}
