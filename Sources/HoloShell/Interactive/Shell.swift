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
    private let failed: FailedLines
    private let guide: TourGuide
    private let prompts: PromptMaker

    init(session: Session, host: ConsoleHost) {
        self.session = session
        self.host = host
        let history = HistoryFile(path: session.context.paths.history)
        self.history = history
        let failed = FailedLines()
        self.failed = failed
        let lines = HistoryLines { history.load(failed: failed) }
        host.historyLines = lines
        // A long history takes a while to read, and the first key does not need it.
        Worker.start { lines.prepare() }
        host.keepLog(of: session)
        reader = Shell.editor(session, host, failed) ?? Shell.plainReader(session, host)
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

    private static func editor(_ session: Session, _ host: ConsoleHost, _ failed: FailedLines)
        -> LineEditor?
    {
        let look = host.output.look
        guard look.takesEscapes, let editor = LineEditor(colour: look.colour, isUTF8: look.isUTF8) else {
            return nil
        }
        editor.history = host.historyLines
        editor.needsMore = isIncomplete
        let connector = session.context.connector
        let assistant = Assistant(session: session, history: host.historyLines) {
            HistoryFile.keeps($0, secrets: connector.keys.secrets) && !failed.contains($0)
        }
        editor.complete = { assistant.completions($0, cursor: $1) }
        editor.highlight = { assistant.spans($0) }
        editor.suggest = { assistant.suggestion(for: $0) }
        let vocabulary = Vocabulary(session: session)
        editor.runsUnseen = { UnseenLines(vocabulary: vocabulary).mayRun($0) }
        editor.heldNote = UnseenLines.note
        editor.hide = { vocabulary.hiding($0) }
        // None that came before the line was read is for what the line runs; later ones are.
        editor.willReturn = { session.context.interrupt.clear() }
        connector.refreshActions()
        let notifier = editor.notifier
        watchJobs(session, host) { notifier.post($0) }
        return editor
    }

    private static func plainReader(_ session: Session, _ host: ConsoleHost) -> PlainReader {
        watchJobs(session, host) { host.errors.write($0 + "\n") }
        let unseen = UnseenLines(vocabulary: Vocabulary(session: session))
        return PlainReader(
            output: host.output, interrupt: session.context.interrupt, needsMore: isIncomplete,
            runsUnseen: { unseen.mayRun($0) })
    }

    private static func watchJobs(
        _ session: Session, _ host: ConsoleHost, _ post: @escaping @Sendable (VisibleText) -> Void
    ) {
        guard !host.isQuiet else { return }
        host.jobWatch = JobWatch(
            context: session.context, look: host.output.look,
            columns: host.output.columns, post: post)
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
        let prompts = prompts
        guard let editor = reader as? LineEditor else {
            // Nothing can be told above a line that the terminal edits itself.
            host.jobWatch?.lookOnce()
            return reader.readLine { prompts.prompt }
        }
        host.jobWatch?.begin()
        let input = reader.readLine { prompts.prompt }
        host.jobWatch?.end()
        // What was to be told of before the line is told before what it does.
        editor.printPosted()
        return input
    }

    /// - Returns: an exit code when the line ends the session.
    private func evaluate(_ typed: String) -> Int32? {
        guard let line = guide.line(for: typed) else { return nil }
        guard line.contains(where: { !$0.isWhitespace }) else { return nil }
        remember(line)
        if !line.isEdit { host.draft.withLock { $0 = nil } }
        do throws(Stop) {
            try session.run(try session.prepare(Source(name: "", text: line)))
            failed.note(line, failed: false)
            guide.ran(line, nil)
        } catch {
            if case .exit(let code) = error { return code }
            host.progress(nil)
            host.report(error)
            noteRefusal(error, line)
            noteFailure(error, line)
            guide.ran(line, error)
        }
        // Nothing is waited for any more, and the terminal shows again what is typed.
        host.progress(nil)
        // A Ctrl-C that came too late for this line is for no other one.
        session.context.interrupt.clear()
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

    /// So that the line is not suggested again.
    private func noteFailure(_ stop: Stop, _ line: String) {
        if case .interrupted = stop { return }
        failed.note(line, failed: true)
        if HistoryFile.keeps(line, secrets: session.context.connector.keys.secrets) {
            history.appendFailed(line)
        }
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
