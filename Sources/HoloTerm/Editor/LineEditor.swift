import CEditline
import Glibc

/// What one call of ``LineEditor/readLine(prompt:)`` came to.
package enum Input: Sendable, Equatable {
    case line(String)
    /// ^C: the line was thrown away.
    case interrupted
    /// ^D on an empty line, or the terminal is gone.
    case endOfInput
}

/// A line edited on a terminal with libedit, owned by the thread that reads.
///
/// Other threads reach it through its ``notifier``.
package final class LineEditor {
    /// Whether the statement so far needs another row; Enter then starts one.
    package var needsMore: (String) -> Bool = { _ in false }
    /// What fits at a cursor given in UTF-8 bytes from the start of the text.
    package var complete: (String, Int) -> Completions = { Completions(start: $1, candidates: []) }

    /// How the parts of a text are shown, in order and apart from one another; asked after each change.
    package var highlight: (String) -> [StyledSpan] = { _ in [] }
    /// What may follow the text, shown dimly behind a cursor at its end; empty for nothing.
    package var suggest: (String) -> String = { _ in "" }
    /// The line that Enter runs where nothing is typed; it is shown dimly until then.
    package var offer: () -> String? = { nil }

    /// Whether a text may run by an Enter that came all at once with more behind it, or before the prompt. Another one
    /// waits for an Enter of its own, and the note says so.
    package var runsUnseen: (String) -> Bool = { _ in true }
    package var heldNote = ""
    /// What is done to lines and suggestions before they are shown, such as taking secrets out.
    package var hide: (String) -> String = { $0 }

    /// Told that a line has been read, just before keys such as ^C are signals again.
    package var willReturn: () -> Void = {}
    /// Sends the signal of a key that was typed ahead of a command, to all that share the terminal.
    var sendSignal: (Int32) -> Void = { kill(0, $0) }

    /// What the arrows and ^R find.
    package var history = HistoryLines()

    package let notifier: EditorNotifier

    let el: OpaquePointer
    let input: Int32
    let output: Int32
    let colour: Bool
    /// Else other characters are shown by stand-ins in ASCII.
    let isUTF8: Bool
    var prompt = Prompt("")
    var makePrompt: () -> Prompt = { Prompt("") }
    var painting: Painting?
    /// Whether the terminal lays its rows out again when it gets another width; nil until it was seen to.
    var reflows: Bool?
    /// How often the terminal did not say where its cursor is.
    var unanswered = 0
    var decoder = KeyDecoder()
    /// Pastes whose key libedit has not acted on yet.
    var pastes: [String] = []
    /// When the last bytes came.
    var lastInput = ContinuousClock.now
    /// The text and cursor that the last Tab left, to know a second one by.
    var lastTab: (text: String, cursor: Int)?
    var browsing: Browsing?
    var search: HistorySearch?
    var undo = UndoStack()
    var burst = Burst()
    /// What ^Y brings back.
    var killed: [Unicode.Scalar] = []
    /// What a command did, where that matters to the next one, and what it left.
    private var lastAction: (action: Action, line: (scalars: [Unicode.Scalar], cursor: Int))?
    var outcome: Input?

    enum Action: Equatable {
        case kill
        /// Rows were gone through from this column.
        case vertical(column: Int)
    }

    /// Nil where the descriptors are no terminal, or one that cannot move its cursor.
    ///
    /// `watchesSignals` takes over, for the life of the editor, the signals that tell of the window and of stops, and
    /// those of a crash, which leave the terminal as it was.
    package init?(
        program: String = "holo", input: Int32 = STDIN_FILENO, output: Int32 = STDOUT_FILENO,
        error: Int32 = STDERR_FILENO, colour: Bool = true, isUTF8: Bool = true,
        watchesSignals: Bool = true
    ) {
        useUTF8()
        guard isatty(output) == 1, !TerminalInfo.isDumb(), let modes = TerminalModes(input),
            let notifier = EditorNotifier(output: output, modes: modes),
            let el = he_open(program, input, output, error)
        else { return nil }
        (self.el, self.notifier) = (el, notifier)
        (self.input, self.output, self.colour, self.isUTF8) = (input, output, colour, isUTF8)
        he_set_owner(el, Unmanaged.passUnretained(self).toOpaque())
        he_set_reader(el, readKey)
        // Some builds of libedit begin with vi keys.
        he_set_editor(el, "emacs")
        addCommands()
        el_source(el, nil)
        protectFromEditrc()
        if watchesSignals { he_watch_signals(notifier.writeEnd, input, output, true) }
    }

    deinit {
        he_unwatch_signals(notifier.writeEnd)
        restore()
        he_close(el)
    }

    /// Reads one statement, which may have several rows.
    package func readLine(prompt: Prompt) -> Input { readLine { prompt } }

    /// Reads one statement; `prompt` is made again when the window changes and when the ``notifier`` says so.
    package func readLine(prompt: @escaping () -> Prompt) -> Input {
        makePrompt = prompt
        self.prompt = prompt()
        forgetLastLine()
        he_set_raw(el, 1)
        burst = Burst(isOn: decoder.hasMore || readable([input], timeout: 0) == [true])
        startRow()
        printPosted()
        // Changed terminal characters are bound by libedit as it goes raw, so the keys come after.
        bindKeys()
        writeAll(bracketedPasteOn, to: output)
        he_set_edits(true)
        defer { stopListening() }
        var count: Int32 = 0
        let line = el_wgets(el, &count)
        moveBelow()
        return outcome ?? line.map { .line(text(of: $0, Int(count))) } ?? .endOfInput
    }

    /// The terminal as it was before the editor.
    package func restore() {
        he_set_raw(el, 0)
        notifier.restoreTerminal()
    }

    /// Forgets keys that were read but not used, for instance before a hidden prompt.
    package func discardTypeahead() { decoder.removeAll() }

    private func forgetLastLine() {
        outcome = nil
        lastTab = nil
        pastes = []
        painting = nil
        (browsing, search, lastAction) = (nil, nil, nil)
        undo = UndoStack()
        _ = notifier.takeWakes()
    }

    /// What was done last; nil once anything else has changed the text or moved the cursor.
    var action: Action? {
        get { lastAction.flatMap { $0.line == currentLine ? $0.action : nil } }
        set { lastAction = newValue.map { ($0, currentLine) } }
    }

    private func text(of line: UnsafePointer<wchar_t>, _ count: Int) -> String {
        let line = scalars(UnsafeBufferPointer(start: line, count: count))
        return string(line.last == "\n" ? line.dropLast() : line[...])
    }
}

func scalars(_ characters: UnsafeBufferPointer<wchar_t>) -> [Unicode.Scalar] {
    characters.map { Unicode.Scalar(UInt32(bitPattern: $0)) ?? "\u{FFFD}" }
}

func wideCharacters(_ scalars: some Sequence<Unicode.Scalar>) -> [wchar_t] {
    scalars.map { wchar_t($0.value) } + [0]
}

func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    String(String.UnicodeScalarView(scalars))
}

/// libedit asks the locale what is a letter. Only LC_CTYPE is set: LC_NUMERIC would change how C reads 1.5.
private func useUTF8() { _ = localeIsUTF8 }

private let localeIsUTF8: Bool = {
    setlocale(LC_CTYPE, "")
    let codeset = nl_langinfo(Int32(CODESET)).map { String(cString: $0) }
    return codeset == "UTF-8" || setlocale(LC_CTYPE, "C.UTF-8") != nil
}()
