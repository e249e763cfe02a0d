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
    private let live: LiveProgress
    let tour = Tour()
    /// For where there is no prompt.
    private let form = Mutex<PasteForm?>(nil)
    private let typed = Mutex(HistoryLines())
    private let watch = Mutex<JobWatch?>(nil)
    /// A line about the whole run takes the place of notes.
    let isSummarised = Atomic<Bool>(false)
    /// What came back from an editor, for the prompt to run.
    let edited = Mutex<EditedText?>(nil)
    /// What came back before and was not run: the next edit goes on with it.
    let draft = Mutex<String?>(nil)
    /// Told of each value and its lines before they are shown.
    let onShow = Mutex<(@Sendable (Value, [String]) -> Void)?>(nil)

    init(output: Output, errors: Output, wantsJSON: Bool, isQuiet: Bool) {
        self.output = output
        self.errors = errors
        self.wantsJSON = wantsJSON
        self.isQuiet = isQuiet
        live = LiveProgress(output: errors, isQuiet: isQuiet)
    }

    func show(_ value: Value, isVerbatim: Bool) {
        let lines =
            if isVerbatim, case .string(let text) = value {
                [visible(text)]
            } else if wantsJSON {
                value == .null ? [] : rendering(fits: false).json(value)
            } else {
                rendering(fits: output.isTerminal).lines(value)
            }
        guard !lines.isEmpty else { return }
        onShow.withLock { $0 }?(value, lines)
        live.pause { output.write(lines.joined(separator: "\n") + "\n") }
    }

    func note(_ line: String) {
        if !isSummarised.load(ordering: .relaxed) { say(line) }
    }

    func say(_ line: String) {
        guard !isQuiet else { return }
        live.pause { errors.write(visible(line, .shown) + "\n") }
    }

    /// OSC 9, which terminals that do not know it leave alone; a bell and a line where escapes are not wanted.
    func notify(_ text: String) -> Bool {
        guard errors.isTerminal, !isQuiet else { return false }
        let text = visible(text, .shown)
        live.pause { errors.write(errors.look.takesEscapes ? "\u{1b}]9;\(text)\u{7}" : "\u{7}\(text)\n") }
        return true
    }

    func report(_ stop: Stop) {
        if case .exit = stop { return }
        let form = form.withLock { $0 }
        let text =
            wantsJSON
            ? stop.json.encoded()
            : stop.rendered(colour: errors.colour, isPlain: isPlain, form: { form?.text($0) ?? $0 })
        guard !text.isEmpty else { return }
        live.pause { errors.write(text + "\n") }
    }

    func progress(_ progress: Progress?) { live.show(progress) }

    func table(of value: Value) -> String {
        let rendering = rendering(fits: output.isTerminal)
        if case .list(let items) = value, let lines = rendering.table(of: items) {
            return lines.joined(separator: "\n")
        }
        return rendering.lines(value).joined(separator: "\n")
    }

    var columns: Int? { output.isTerminal ? output.columns() : nil }

    func askSecret(_ prompt: String) -> String? { readSecret(prompt: prompt) }

    func confirm(_ question: String) -> Bool? {
        guard TerminalInfo.isTerminal(0), errors.isTerminal else { return nil }
        // What was typed or pasted before the question is no answer to it.
        TerminalInfo.discardInput(0)
        live.pause { errors.write("\(visible(question, .shown)) [y/N] ") }
        return ["y", "yes"].contains(readLine()?.lowercased() ?? "")
    }

    /// What is typed next is typed in the person's own shell.
    func paste(_ form: PasteForm) { self.form.withLock { $0 = form } }

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

    private func rendering(fits: Bool) -> Rendering {
        Rendering(
            width: fits ? output.columns() : nil, colour: fits && output.colour, isShort: fits,
            isPlain: fits && output.look.isPlain)
    }
}
