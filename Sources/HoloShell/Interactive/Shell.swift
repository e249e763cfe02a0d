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
    private let guide: TourGuide

    init(session: Session, host: ConsoleHost) {
        self.session = session
        self.host = host
        history = HistoryFile(path: session.context.paths.history)
        host.history = history.load()
        host.tour.attend()
        guide = TourGuide(tour: host.tour, session: session, host: host)
        reader =
            Shell.editor(session, host)
            ?? PlainReader(
                output: host.output, interrupt: session.context.interrupt, needsMore: Shell.isIncomplete)
        if let editor = reader as? LineEditor {
            let (guide, suggest) = (guide, editor.suggest)
            editor.suggest = { guide.suggestion(for: $0) ?? suggest($0) }
        }
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
    /// - Parameter opening: a line to begin with.
    func run(banner: String, opening: String?) -> Int32 {
        session.context.updateLocalBalance()
        host.note(banner)
        if let editor = reader as? LineEditor {
            let notifier = editor.notifier
            AwayReport(context: session.context) { notifier.post($0) }.begin()
        }
        if let opening, let code = evaluate(opening) { return code }
        while true {
            guide.show { line in _ = evaluate(line) }
            switch reader.readLine(prompt: prompt) {
            case .interrupted: guide.interrupted()
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
    private func evaluate(_ typed: String) -> Int32? {
        guard let line = guide.line(for: typed) else { return nil }
        guard line.contains(where: { !$0.isWhitespace }) else { return nil }
        remember(line)
        session.context.interrupt.clear()
        do throws(Stop) {
            try session.run(try session.prepare(Source(name: "", text: line)))
            guide.ran(line, nil)
        } catch {
            if case .exit(let code) = error { return code }
            host.progress(nil)
            host.report(error)
            noteRefusal(error, line)
            guide.ran(line, error)
        }
        session.context.updateLocalBalance()
        return runAgain()
    }

    private func noteRefusal(_ stop: Stop, _ line: String) {
        guard case .failure(let failure) = stop, let site = failure.site else { return }
        session.context.refused = Context.Refused(line: line, site: site)
    }

    /// What `connect` offered and the person wants.
    private func runAgain() -> Int32? {
        guard let line = session.context.again else { return nil }
        session.context.again = nil
        host.note(line)
        return evaluate(line)
    }

    private func remember(_ line: String) {
        guard HistoryFile.keeps(line, secrets: session.context.connector.keys.secrets) else { return }
        reader.appendHistory(line)
        host.history.append(line)
        _ = Folder.makePrivate(session.context.paths.state)
        history.append(line)
    }
}
