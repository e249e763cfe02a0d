import HoloLang

extension Compiler {
    /// `!prog word …`
    mutating func program(_ command: Command) -> StageCode {
        if isSafe {
            report(
                "--safe lets no script run other programs", at: command.range,
                hint: "leave out --safe if you trust the script")
        }
        let words = programWords(command)
        return located(command.range) { (frame, input) throws(Stop) in
            try frame.checkInterrupt()
            var arguments: [String] = []
            for word in words { arguments += try word(frame) }
            if frame.context.plan != nil { return .unknown }
            return try frame.context.run(arguments, feeding: input)
        }
    }

    private typealias Words = @Sendable (Frame) throws(Stop) -> [String]

    private mutating func programWords(_ command: Command) -> [Words] {
        var all: [Words] = []
        for argument in command.arguments {
            let place = Failure.Place(source: source, range: argument.range)
            switch argument.kind {
            case .spread(let value):
                let code = expression(value)
                let words: Words = { (frame) throws(Stop) in
                    guard case .list(let items) = try code(frame) else {
                        throw Stop.failed("TYPE", "... takes a list of words here").at(
                            place.source, place.range)
                    }
                    return items.map(\.text)
                }
                all.append(words)
            case .word(let word):
                let code = self.word(word)
                let words: Words = { (frame) throws(Stop) in [try code(frame).text] }
                all.append(words)
            default: break
            }
        }
        return all
    }

    private func located(_ range: SourceRange, _ code: @escaping StageCode) -> StageCode {
        let source = source
        return { (frame, input) throws(Stop) in
            do throws(Stop) { return try code(frame, input) } catch { throw error.at(source, range) }
        }
    }
}

extension Context {
    /// Runs a program without a shell. Text is fed to it as it is, anything else as NDJSON; what it gives is text,
    /// without the line break at its end.
    func run(_ arguments: [String], feeding input: Value?) throws(Stop) -> Value {
        let result = try ChildProgram(arguments: arguments).run(try input?.programInput ?? [], interrupt)
        let said = String(decoding: result.errors, as: UTF8.self).trimmed
        guard result.code == 0 else {
            let why = said.isEmpty ? "" : ": \(said.split(whereSeparator: \.isNewline).last ?? "")"
            throw .failed("PROGRAM", "\(arguments[0]) ended with \(result.code)\(why)")
        }
        if !said.isEmpty { host.note(said) }
        guard var text = String(validating: result.output, as: UTF8.self) else {
            throw .failed(
                "PROGRAM", "\(arguments[0]) gives something that is not text in UTF-8",
                next: "let it write to a file")
        }
        if text.last?.isNewline == true { text.removeLast() }
        return .string(text)
    }
}

extension Value {
    fileprivate var programInput: [UInt8] {
        get throws(Stop) {
            if case .string(let text) = self { return Array(text.utf8) }
            var sink = ByteSink()
            try Format.ndjson.write(self, to: &sink)
            return sink.bytes
        }
    }
}
