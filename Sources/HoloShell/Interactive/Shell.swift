import HoloLang
import HoloRuntime
import HoloTerm
import HolocronAPI
import Synchronization

/// The interactive loop: prompt, line, values, again.
final class Shell {
    let session: Session
    let host: ConsoleHost
    private let reader: any LineReader
    private let history: HistoryFile
    private let guide: TourGuide
    private let prompts: PromptMaker

    init(session: Session, host: ConsoleHost) {
        self.session = session
        self.host = host
        let history = HistoryFile(path: session.context.paths.history)
        self.history = history
        let lines = HistoryLines { history.load() }
        host.historyLines = lines
        // A long history takes a while to read, and the first key does not need it.
        Worker.start { lines.prepare() }
        session.context.keepsLog()
        let log = session.context.log
        host.onShow.withLock { $0 = { value, lines in log.note(value) { lines($0).map(withoutColour) } } }
        reader =
            Shell.editor(session, host)
            ?? PlainReader(
                output: host.output, interrupt: session.context.interrupt, needsMore: Shell.isIncomplete)
        host.tour.attend()
        guide = TourGuide(tour: host.tour, session: session, host: host)
        if let editor = reader as? LineEditor {
            let (guide, suggest) = (guide, editor.suggest)
            editor.suggest = { guide.suggestion(for: $0) ?? suggest($0) }
            editor.offer = { guide.suggestion(for: "") }
        }
        prompts = PromptMaker(
            context: session.context, running: { host.jobWatch?.running ?? 0 }, columns: host.output.columns)
    }

    private static func editor(_ session: Session, _ host: ConsoleHost) -> LineEditor? {
        let look = host.output.look
        guard look.takesEscapes, let editor = LineEditor(colour: look.colour, isUTF8: look.isUTF8) else {
            return nil
        }
        editor.history = host.historyLines
        editor.needsMore = isIncomplete
        let connector = session.context.connector
        let assistant = Assistant(session: session, history: host.historyLines) {
            HistoryFile.keeps($0, secrets: connector.keys.secrets)
        }
        editor.complete = { assistant.completions($0, cursor: $1) }
        editor.highlight = { assistant.spans($0) }
        editor.suggest = { assistant.suggestion(for: $0) }
        connector.refreshActions()
        if !host.isQuiet {
            host.jobWatch = JobWatch(
                context: session.context, notifier: editor.notifier, colour: look.colour,
                columns: host.output.columns)
        }
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
        if let editor = reader as? LineEditor, !host.isQuiet {
            let notifier = editor.notifier
            AwayReport(context: session.context) { notifier.post(VisibleText($0)) }.begin()
        }
        if let opening, let code = evaluate(opening) { return code }
        while true {
            guide.show { line in _ = evaluate(line) }
            switch readLine() {
            case .interrupted: guide.interrupted()
            case .endOfInput: return 0
            case .line(let line):
                if let code = evaluate(line) { return code }
            }
        }
    }

    private func readLine() -> Input {
        host.jobWatch?.begin()
        let prompts = prompts
        let input = reader.readLine { prompts.prompt }
        host.jobWatch?.end()
        // What was to be told of before the line is told before what it does.
        (reader as? LineEditor)?.printPosted()
        return input
    }

    /// - Returns: an exit code when the line ends the session.
    private func evaluate(_ typed: String) -> Int32? {
        guard let line = guide.line(for: typed) else { return nil }
        guard line.contains(where: { !$0.isWhitespace }) else { return nil }
        remember(line)
        if !line.isEdit { host.draft.withLock { $0 = nil } }
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
        if let edited = takeEdited() {
            host.output.write(prompts.prompt.plainLines(of: edited))
            return evaluate(edited)
        }
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
        host.historyLines.append(line)
        _ = Folder.makePrivate(session.context.paths.state)
        history.append(line)
    }
}
