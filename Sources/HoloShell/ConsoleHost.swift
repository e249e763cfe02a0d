import HoloRuntime
import HoloTerm
import HolocronAPI
import HolocronJobs
import Synchronization

/// The host that a person or a pipe sees: values on one output, everything else on the other.
final class ConsoleHost: Host {
    let output: Output
    let errors: Output
    private let wantsJSON: Bool
    let isQuiet: Bool
    /// Something can be typed when a value has been shown.
    private let hasPrompt: Bool
    private let live: LiveProgress
    private let pager: PagerChoice
    let tour = Tour()
    private let forgetting = Atomic<Bool>(false)
    private let form = Mutex<PasteForm?>(nil)
    private let typed = Mutex(HistoryLines())
    private let watch = Mutex<JobWatch?>(nil)
    /// A line about the whole run takes the place of notes.
    let isSummarised = Atomic<Bool>(false)
    /// What came back from an editor, for the prompt to run.
    let edited = Mutex<EditedText?>(nil)
    /// What came back before and was not run: the next edit goes on with it.
    let draft = Mutex<String?>(nil)
    /// Told of each value before it is shown, and of what lays out its lines; gives what is shown.
    let onShow = Mutex<(@Sendable (Value, (Value) -> [String]) -> Value)?>(nil)

    /// - Parameter pager: asked once, when something is shown to a person.
    init(
        output: Output, errors: Output, wantsJSON: Bool, isQuiet: Bool, hasPrompt: Bool = true,
        pager: @escaping @Sendable () -> Pager? = { nil }
    ) {
        self.output = output
        self.errors = errors
        self.wantsJSON = wantsJSON
        self.isQuiet = isQuiet
        self.hasPrompt = hasPrompt
        self.pager = PagerChoice(pager)
        live = LiveProgress(output: errors, isQuiet: isQuiet)
    }

    func show(_ value: Value, isVerbatim: Bool) {
        guard isVerbatim, case .string(var text) = value else { return show(value, path: String?.none) }
        if let watcher = onShow.withLock({ $0 }) {
            let shown = watcher(value) { VisibleText($0.text).lines.map(\.string) }
            text = shown.text
        }
        if output.isTerminal {
            write { $0.add(VisibleText(text).lines) }
        } else {
            live.pause { output.write(data: text + "\n") }
        }
    }

    func show(_ page: PageText) {
        var page = page
        if let watcher = onShow.withLock({ $0 }) {
            page = PageText(watcher(.string(page.plain)) { VisibleText($0.text).lines.map(\.string) }.text)
        }
        write { $0.add(page.lines.map { $0.visible(colour: output.colour) }) }
    }

    /// Lines that say in their first word how it is.
    func showMarked(_ lines: [String]) {
        write { $0.add(lines.flatMap { VisibleText($0).lines }.map { $0.marked(colour: output.colour) }) }
    }

    func show(_ value: Value, path: String) { show(value, path: hasPrompt ? path : nil) }

    private func show(_ value: Value, path: String?) {
        let rendering = wantsJSON ? Rendering() : rendering
        var value = value
        if let watcher = onShow.withLock({ $0 }) {
            var short = rendering
            // What is kept of it is text.
            (short.colour, short.links, short.mostRows) = (false, false, ConsoleHost.mostRows)
            value = watcher(value) { short.lines($0).map(\.string) }
        }
        if wantsJSON {
            guard value != .null else { return }
            write { rendering.writeJSON(value, to: $0) }
        } else {
            write { rendering.write(value, path: path, to: $0) }
        }
    }

    /// Lines on the output, through the pager where they do not fit the screen.
    private func write(_ body: (LineSink) -> Void) {
        live.pause { Pages(output: output, pager: output.isTerminal ? pager.pager : nil).write(body) }
    }

    func note(_ line: String) {
        if !isSummarised.load(ordering: .relaxed) { say(line) }
    }

    func say(_ line: String) {
        guard !isQuiet else { return }
        let text = fitted(VisibleText(line)).map { $0.marked(colour: errors.colour) }.joined(separator: "\n")
        live.pause { errors.write(text + "\n") }
    }

    /// The same for a page.
    func say(_ page: PageText) {
        guard !isQuiet else { return }
        let lines = page.lines.map { $0.visible(colour: errors.colour) }
        live.pause { errors.write(lines.joined(separator: "\n") + "\n") }
    }

    /// Broken at spaces, unless it is indented as what can be pasted is, or a word of it fits no line.
    private func fitted(_ line: VisibleText) -> [VisibleText] {
        guard errors.isTerminal, !line.string.hasPrefix(" ") else { return [line] }
        let lines = line.lines.flatMap { $0.wrappedAtSpaces(to: errors.columns()) }
        return lines.allSatisfy { $0.width <= errors.columns() } ? lines : [line]
    }

    /// OSC 9, which terminals that do not know it leave alone; a bell and a line where escapes are not wanted.
    func notify(_ text: String) -> Bool {
        guard errors.isTerminal, !isQuiet else { return false }
        live.pause { errors.write(errors.look.takesEscapes ? "\u{1b}]9;\(text)\u{7}" : "\u{7}\(text)\n") }
        return true
    }

    func report(_ stop: Stop) {
        if case .exit = stop { return }
        let stop = forgetsJobs ? stop.withoutJobs : stop
        let text =
            wantsJSON
            ? VisibleText(json: stop.json.encoded())
            : stop.rendered(
                StopStyle(
                    colour: errors.colour, isPlain: isPlain,
                    width: errors.isTerminal ? errors.columns() : nil, form: form.withLock { $0 }))
        guard !text.isEmpty else { return }
        // Where nothing is painted over, the terminal's own ^C stands before it.
        let isBehindKey = stop.isInterruption && errors.isTerminal && !errors.look.takesEscapes
        live.pause { errors.write((isBehindKey ? "\n" : "") + text + "\n") }
    }

    func progress(_ progress: Progress?) { live.show(progress) }

    func table(of value: Value) -> String {
        var rendering = rendering
        (rendering.colour, rendering.links, rendering.mostRows) = (false, false, .max)
        let lines = LineSink.lines { sink in
            if case .list(let items) = value, rendering.writeTable(of: items, path: nil, to: sink) { return }
            rendering.write(value, to: sink)
        }
        return lines.map(\.string).joined(separator: "\n")
    }

    var columns: Int? { output.isTerminal ? output.columns() : nil }

    func askSecret(_ prompt: String) throws(Stop) -> String? {
        switch readSecret(prompt: prompt) {
        case .text(let text): return text
        case .stopped: throw .interrupted
        case .noTerminal: return nil
        }
    }

    func hideTyping(_ isHidden: Bool) {
        guard TerminalInfo.isTerminal(0) else { return }
        if isHidden { TypingShown.hold(0) } else { TypingShown.release(0, discards: true) }
    }

    /// What the session does and shows is kept from now on, for `export` and `edit`.
    func keepLog(of session: Session) {
        session.context.keepsLog()
        let log = session.context.log
        onShow.withLock { $0 = { value, lines in log.note(value) { lines($0).map(withoutColour) } } }
    }

    func confirm(_ question: String) -> Bool? {
        guard TerminalInfo.isTerminal(0), errors.isTerminal else { return nil }
        // What was typed or pasted before the question is no answer to it.
        TerminalInfo.discardInput(0)
        TypingShown.show()
        live.pause { errors.write("\(question) [y/N] ") }
        return ["y", "yes"].contains(readLine()?.lowercased() ?? "")
    }

    /// Says how what is typed next is typed.
    func paste(_ form: PasteForm) { self.form.withLock { $0 = form } }

    /// The line as it is to be typed, at the prompt or in the person's own shell.
    func pasted(_ line: String) -> String { form.withLock { $0 }?.text(line) ?? line }

    /// The jobs are gone with the program, as those of a replay: no next step names one.
    var forgetsJobs: Bool {
        get { forgetting.load(ordering: .relaxed) }
        set { forgetting.store(newValue, ordering: .relaxed) }
    }

    var isWatched: Bool { errors.isTerminal }

    var isPlain: Bool { errors.isTerminal && errors.look.isPlain }

    var history: [String] { historyLines.all }

    var historyLines: HistoryLines {
        get { typed.withLock { $0 } }
        set { typed.withLock { $0 = newValue } }
    }

    /// Who looks at the jobs that nobody waits for.
    var jobWatch: JobWatch? {
        get { watch.withLock { $0 } }
        set { watch.withLock { $0 = newValue } }
    }

    func submitted(_ job: Job, to jobs: JobStore) { jobWatch?.add(job) }

    func clearScreen() {
        if output.look.takesEscapes { output.write("\u{1b}[H\u{1b}[2J\u{1b}[3J") }
    }

    private var rendering: Rendering {
        guard output.isTerminal else { return Rendering() }
        let pager = pager.pager
        return Rendering(
            width: output.columns(), colour: output.colour,
            links: output.colour && output.features.links && (pager == nil || self.pager.knowsLinks),
            mostRows: pager == nil ? ConsoleHost.mostRows : .max, isPlain: output.look.isPlain,
            isUTF8: output.look.isUTF8)
    }

    /// Without a pager no table fills more than a screen or two.
    private static let mostRows = 40
}
