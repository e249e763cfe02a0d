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
    private let suggester: Suggester

    init(session: Session, host: ConsoleHost) {
        self.session = session
        self.host = host
        history = HistoryFile(path: session.context.paths.history)
        host.history = history.load()
        let vocabulary = Vocabulary(session: session)
        suggester = Suggester(vocabulary: vocabulary, history: host.history) {
            HistoryFile.keeps($0, secrets: Shell.secrets(of: session.context))
        }
        reader =
            Shell.editor(session, host, vocabulary, suggester)
            ?? PlainReader(output: host.output, needsMore: Shell.isIncomplete)
    }

    private static func editor(
        _ session: Session, _ host: ConsoleHost, _ vocabulary: Vocabulary, _ suggester: Suggester
    ) -> LineEditor? {
        guard let editor = LineEditor(colour: host.output.colour) else { return nil }
        editor.setHistory(host.history)
        editor.needsMore = isIncomplete
        let completer = Completer(session: session)
        editor.complete = { completer.completions($0, cursor: $1) }
        let highlighter = Highlighter(vocabulary: vocabulary)
        editor.highlight = { highlighter.spans($0) }
        editor.suggest = { suggester.suggestion(for: $0) }
        Signals.restoreOnExit = editor.notifier
        return editor
    }

    private static func isIncomplete(_ text: String) -> Bool {
        parse(Source(name: "", text: text)).isIncomplete
    }

    /// - Returns: what the process exits with.
    func run(banner: String) -> Int32 {
        session.context.updateLocalBalance()
        session.context.connector.refreshActions()
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

    private static func secrets(of context: Context) -> [String] {
        [context.environment["ANAKIN_API_KEY"] ?? ""]
    }

    private func remember(_ line: String) {
        guard HistoryFile.keeps(line, secrets: Shell.secrets(of: session.context)) else { return }
        suggester.append(line)
        reader.appendHistory(line)
        host.history.append(line)
        _ = Folder.makePrivate(session.context.paths.state)
        history.append(line)
    }
}
