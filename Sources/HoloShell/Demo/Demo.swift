import HoloLang
import HoloRuntime
import HoloTerm

/// Types the statements of a script on a stage and runs each as it stands there.
struct Demo {
    let script: DemoScript
    let session: Session
    let stage: Stage
    let host: ConsoleHost
    var pace: Pace
    /// Nothing else tells of an error that ends it.
    let isErrorShown: Bool
    /// Something is shown already.
    private var hasBegun = false
    /// What the prompt colours a text by.
    let highlight: (String) -> [StyledSpan]

    init(
        script: DemoScript, session: Session, stage: Stage, host: ConsoleHost, pace: Pace, isErrorShown: Bool,
        highlight: @escaping (String) -> [StyledSpan]
    ) {
        (self.script, self.session, self.stage, self.host) = (script, session, stage, host)
        (self.pace, self.isErrorShown, self.highlight) = (pace, isErrorShown, highlight)
    }

    /// - Throws: what ended it early: the error of a statement, which is on the stage already, or `exit`.
    mutating func run(_ program: Session.Program) throws(Stop) {
        for part in script.parts {
            switch part {
            case .direction(let direction): try follow(direction)
            case .unseen(let range): try session.run(program, only: range)
            case .statement(let range): try show(range, of: program)
            }
        }
        stage.target.isHidden = false
        try end()
    }

    private mutating func follow(_ direction: DemoDirection) throws(Stop) {
        switch direction {
        case .key: try stage.waitForKey()
        case .say(let text): try say(text)
        case .type(let time): pace.perKey = time
        case .pause(let time): try stage.rest(time)
        case .hide: stage.target.isHidden = true
        case .show: stage.target.isHidden = false
        }
    }

    /// A caption is a comment, as one might type it.
    private mutating func say(_ caption: String) throws(Stop) {
        try readOutput()
        let text = StyledText("# ", .dim) + StyledText(stage.target.clean(caption), .bold)
        stage.target.cast?.mark(stage.target.clean(caption))
        let gap: VisibleText = hasBegun ? "\n" : ""
        stage.output.write(gap + text.written(colour: stage.output.colour) + "\n")
        hasBegun = true
        try stage.rest(.milliseconds(300 + 25 * caption.count))
        _ = stage.target.takeLines()
    }

    private mutating func show(_ range: SourceRange, of program: Session.Program) throws(Stop) {
        if !stage.target.isHidden { try type(stage.target.clean(script.source.text(range))) }
        do throws(Stop) {
            session.context.interrupt.clear()
            try session.run(program, only: range)
        } catch {
            host.progress(nil)
            stage.target.isHidden = false
            if isErrorShown { host.report(error) }
            throw error
        }
        session.context.updateLocalBalance()
    }

    private mutating func readOutput() throws(Stop) {
        stage.beginStatement()
        let lines = stage.target.takeLines()
        if lines > 0 { try stage.rest(pace.delayToRead(lines: lines)) }
    }

    private var prompt: Prompt {
        PromptMaker(context: session.context, running: { 0 }, columns: stage.output.columns).prompt
    }

    private mutating func type(_ text: String) throws(Stop) {
        try readOutput()
        hasBegun = true
        guard stage.isAnimated else { return typePlain(text) }
        var typed = TypedText(
            prompt, columns: stage.output.columns(), look: stage.output.look, highlight: highlight)
        stage.output.write(typed.showing(""))
        var shown = ""
        var last: Character?
        for character in stage.showsKeys ? text : "" {
            shown.append(character)
            // The editor of a person puts the indentation there by itself.
            if character == " ", last == "\n" { continue }
            try restBehindPrompt(pace.delay(before: character, after: last))
            stage.output.write(typed.showing(shown))
            last = character
        }
        try restBehindPrompt(pace.delayBeforeEnter())
        stage.output.write(typed.showing(text) + "\r\n")
        _ = stage.target.takeLines()
    }

    /// Where the demo ends meanwhile, what is on the screen next gets a row of its own.
    private func restBehindPrompt(_ time: Duration) throws(Stop) {
        do throws(Stop) {
            try stage.rest(time)
        } catch {
            stage.output.write("\r\n")
            throw error
        }
    }

    private func typePlain(_ text: String) {
        stage.output.write(prompt.plainLines(of: text))
    }

    /// The prompt stands there once more, as after every command.
    private mutating func end() throws(Stop) {
        guard stage.isAnimated else { return }
        try readOutput()
        var typed = TypedText(
            prompt, columns: stage.output.columns(), look: stage.output.look, highlight: highlight)
        stage.output.write(typed.showing(""))
        try restBehindPrompt(.seconds(1))
        stage.output.write("\r\n")
    }
}
