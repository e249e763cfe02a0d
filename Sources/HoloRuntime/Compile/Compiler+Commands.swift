import HoloLang
import HolocronAPI

/// A command ready to run on what is piped in.
typealias StageCode = @Sendable (Frame, Value?) throws(Stop) -> Value

extension Compiler {
    mutating func pipeline(_ pipeline: Pipeline) -> Code {
        if pipeline.stages.count == 1, case .expression(let value) = pipeline.stages[0] {
            return expression(value)
        }
        var codes: [StageCode] = []
        for (position, stage) in pipeline.stages.enumerated() {
            switch stage {
            case .command(let command): codes.append(self.command(command, isFirst: position == 0))
            case .expression(let expression):
                let code = self.expression(expression)
                let stage: StageCode = { (frame, _) throws(Stop) in try code(frame) }
                codes.append(stage)
            }
        }
        let stages = codes
        return { (frame) throws(Stop) in
            var value: Value?
            for stage in stages { value = try stage(frame, value) }
            return value ?? .null
        }
    }

    private mutating func command(_ command: Command, isFirst: Bool) -> StageCode {
        if command.name.text == Command.program { return program(command) }
        if let signature = scope.functions[command.name.text] {
            return functionStage(signature, command, isPiped: !isFirst)
        }
        guard let row = table[command.name.text] else {
            reportUnknown(command)
            return { _, _ in .null }
        }
        if !isFirst, !row.takesInput {
            report(
                "\(row.name) takes nothing from a pipe", at: command.name.range,
                hint: "it begins a line of its own")
        }
        note(row.need, of: command)
        let signature = row.signature
        if case .rows(let body) = signature.body {
            let options = Binding(program: source, signature: Signature(parameters: [], body: signature.body))
            return rows(command, body, bind(command, into: options, of: row))
        }
        return stage(row, signature, bind(command, to: signature, of: row), command.range)
    }

    /// `f(a, b)` where f is a command: `a | f b` if it takes something from a pipe, else `f a b`.
    mutating func command(calling name: Name, _ arguments: [Expression], _ range: SourceRange) -> Code {
        guard let row = table[name.text], RowCommand(rawValue: name.text) == nil else {
            report(
                "\(name.text) looks at rows, and is not called with ( )", at: name.range,
                hint: "help \(name.text)")
            return { _ in .null }
        }
        var words = arguments.map { Argument(.word(Word([.value($0)], $0.range)), $0.range) }
        let input = row.takesInput && !arguments.isEmpty ? expression(arguments[0]) : nil
        if input != nil { words.removeFirst() }
        let stage = self.command(Command(name: name, arguments: words, range: range), isFirst: true)
        return { (frame) throws(Stop) in try stage(frame, try input?(frame)) }
    }

    private func stage(_ row: CommandRow, _ signature: Signature, _ binding: Binding, _ range: SourceRange)
        -> StageCode
    {
        let place = Failure.Place(source: source, range: range)
        return { (frame, input) throws(Stop) in
            do throws(Stop) {
                try frame.context.interrupt.check()
                if frame.context.plan != nil {
                    guard try frame.plans(row, binding, input) else { return .unknown }
                }
                let call = Call(
                    context: frame.context, input: input,
                    wantsJSON: binding.wantsJSON || frame.context.wantsJSON,
                    arguments: try binding.arguments(frame), scope: frame.scope, place: place)
                frame.isVerbatim = row.makesText && !call.wantsJSON || binding.wantsJSON
                frame.page = call.wantsJSON ? nil : row.page
                let value = try frame.run(signature.body, call)
                try frame.noteGrowth(of: value)
                return binding.wantsJSON ? try value.shownAsJSON() : value
            } catch {
                switch error {
                case .exit, .interrupted: frame.context.noteLeft(place)
                case .failure, .diagnostics: break
                }
                throw error.advised(row).at(place.source, place.range)
            }
        }
    }

    /// A function of the program as a command: what is piped in is its first argument.
    private mutating func functionStage(
        _ signature: FunctionSignature, _ command: Command, isPiped: Bool
    ) -> StageCode {
        var arguments: [Operand] = []
        for argument in command.arguments {
            guard case .word(let word) = argument.kind else {
                report(
                    "a function takes values only", at: argument.range,
                    hint: signature.usage(command.name.text))
                continue
            }
            let constant = word.bareLiteral.map { value -> Code in { _ in value } }
            arguments.append(Operand(run: constant ?? self.word(word)))
        }
        return call(signature, command.name, arguments, command.range, isPiped: isPiped)
    }

    private mutating func note(_ need: CommandRow.Need, of command: Command) {
        switch need {
        case .nothing: break
        case .change: changesServer = true
        case .server, .action:
            if needsServer == nil { needsServer = command.name }
            if need == .action { noteAction(of: command) }
        }
    }

    private mutating func reportUnknown(_ command: Command) {
        let name = command.name.text
        if fields != nil, nearest(to: name, in: table.rows.map(\.name)) == nil {
            report(
                "unknown command \(name)", at: command.name.range,
                hint: "a field of the row is written $it.\(name) here", replacement: "$it.\(name)")
            return
        }
        let variable = name.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        if scope.place(of: String(variable)) != nil || Compiler.givenNames.contains(String(variable)) {
            report(
                "\(name) is not a command", at: command.name.range, hint: "a variable is written $\(name)",
                replacement: "$\(name)")
            return
        }
        if let advice = Synonyms.advice(for: name) {
            report(
                "unknown command \(name)", at: command.name.range, hint: advice.hint,
                replacement: advice.replacement)
            for argument in command.arguments { check(argument) }
            return
        }
        let names = Array(scope.functions.keys) + table.rows.map(\.name) + Keyword.allCases.map(\.rawValue)
        let hint = nearest(to: name, in: names).map { "did you mean \($0)?" }
        report("unknown command \(name)", at: command.name.range, hint: hint ?? "help commands")
        for argument in command.arguments { check(argument) }
    }

    /// Compiles an argument of a command that is not known, for the mistakes inside it.
    private mutating func check(_ argument: Argument) {
        switch argument.kind {
        case .option(_, let word?), .word(let word), .text(_, let word), .textFile(_, let word),
            .jsonFile(_, let word):
            _ = self.word(word)
        case .json(_, let value), .spread(let value): _ = expression(value)
        case .option(_, nil), .block: break
        }
    }

    /// Remembers an action whose name and parameters stand in the text, to be checked against the catalogue.
    private mutating func noteAction(of command: Command) {
        var name: Name?
        var parameters: [ActionUse.Parameter] = []
        var spreads = false
        for argument in command.arguments {
            switch argument.kind {
            case .word(let word) where name == nil:
                guard let text = word.literal else { return }
                name = Name(text, word.range)
            case .text(let key, let word):
                if var one = parameter(key, key.parts.count == 1 ? word.literal : nil) {
                    one.value = word.range
                    parameters.append(one)
                }
            case .json(let key, _), .textFile(let key, _), .jsonFile(let key, _):
                if let one = parameter(key, nil) { parameters.append(one) }
            case .spread: spreads = true
            default: break
            }
        }
        guard let name else { return }
        uses.append(
            ActionUse(
                action: name, parameters: parameters, spreads: spreads, source: source, command: command.range
            ))
    }

    private func parameter(_ key: Key, _ text: String?) -> ActionUse.Parameter? {
        guard case .name(let name) = key.parts.first else { return nil }
        return ActionUse.Parameter(name: Name(name, key.range), text: text)
    }
}

extension Stop {
    /// An argument that a command does not take is told with a line that it does.
    fileprivate func advised(_ row: CommandRow) -> Stop {
        guard case .failure(var failure) = self, failure.code == "ARGUMENT", failure.next == nil else {
            return self
        }
        failure.next = row.hint
        return .failure(failure)
    }
}

extension Value {
    /// What `--json` makes of it; null stays what is not shown.
    func shownAsJSON() throws(Stop) -> Value { self == .null ? .null : try .within(encoded(.indented)) }
}
