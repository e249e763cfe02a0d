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
        reader =
            Shell.editor(session, host)
            ?? PlainReader(output: host.output, needsMore: Shell.isIncomplete)
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
        let completer = Completer(session: session)
        editor.complete = { completer.completions($0, cursor: $1) }
        let context = session.context
        if !host.isQuiet {
            host.jobWatch = JobWatch(
                context: context, notifier: editor.notifier, columns: host.output.columns)
        }
        return editor
    }

    private static func isIncomplete(_ text: String) -> Bool {
        parse(Source(name: "", text: text)).isIncomplete
    }

    /// - Returns: what the process exits with.
    func run(banner: String) -> Int32 {
        session.context.updateLocalBalance()
        host.note(banner)
        if let editor = reader as? LineEditor, !host.isQuiet {
            let notifier = editor.notifier
            AwayReport(context: session.context) { notifier.post(VisibleText($0)) }.begin()
        }
        while true {
            switch readLine() {
            case .interrupted: continue
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
        host.historyLines.append(line)
        _ = Folder.makePrivate(session.context.paths.state)
        history.append(line)
    }
}
