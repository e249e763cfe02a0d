import HoloLang

extension Compiler {
    /// Gives every argument its parameter; what does not fit is reported.
    mutating func bind(_ command: Command, to signature: Signature, of row: CommandRow) -> Binding {
        bind(command, into: Binding(program: source, signature: signature), of: row)
    }

    mutating func bind(_ command: Command, into empty: Binding, of row: CommandRow) -> Binding {
        var binding = empty
        let signature = binding.signature
        var arguments = command.arguments[...]
        while let argument = arguments.popFirst() {
            switch argument.kind {
            case .option(let name, let word): option(name, word, &arguments, row, &binding)
            case .word(let word): positional(word, row, &binding)
            case .block(let block):
                report("\(row.name) takes no block", at: block.range, hint: "help \(row.name)")
            default: assignment(argument, row, &binding)
            }
        }
        for (parameter, sources) in zip(signature.parameters, binding.values)
        where parameter.kind == .required && sources.isEmpty {
            report("\(row.name) needs \(parameter.name)", at: command.name.range, hint: row.hint)
        }
        return binding
    }

    private mutating func positional(_ word: Word, _ row: CommandRow, _ binding: inout Binding) {
        let parameters = binding.signature.parameters
        let free = parameters.indices.first { index in
            switch parameters[index].kind {
            case .required, .optional: binding.values[index].isEmpty
            case .rest: true
            default: false
            }
        }
        guard let free else {
            _ = self.word(word)
            let hint =
                parameters.contains { $0.kind == .assignments } ? ActionUse.assignmentHint : row.hint
            report("\(row.name) takes no more arguments", at: word.range, hint: hint)
            return
        }
        add(word, to: free, row, &binding, row.group == .functions ? word.bareLiteral : nil)
    }

    private mutating func option(
        _ name: Name, _ word: Word?, _ rest: inout ArraySlice<Argument>, _ row: CommandRow,
        _ binding: inout Binding
    ) {
        let parameters = binding.signature.parameters
        let index = parameters.firstIndex {
            ($0.kind == .option || $0.kind == .flag) && $0.name == name.text
        }
        guard let index else {
            if name.text == "json" {
                if let word { reportValue(word, of: name) }
                binding.wantsJSON = true
            } else {
                let meant = reportUnknownOption(name, row, parameters)
                // Its value is not one argument too many.
                if meant?.kind == .option, word == nil, case .word(let value) = rest.first?.kind {
                    rest.removeFirst()
                    _ = self.word(value)
                }
            }
            return
        }
        if parameters[index].kind == .flag { return flag(index, name, word, &binding) }
        if let word { return add(word, to: index, row, &binding) }
        if case .text(let key, let word) = rest.first?.kind,
            !parameters.contains(where: { $0.kind == .assignments })
        {
            rest.removeFirst()
            return pair(key, word, to: index, &binding)
        }
        guard case .word(let next) = rest.first?.kind else {
            report("--\(name.text) needs \(parameters[index].expected)", at: name.range, hint: row.hint)
            return
        }
        rest.removeFirst()
        add(next, to: index, row, &binding)
    }

    /// `--fault slow=2s`, where the command has no parameters that are written so: the text as it stands.
    private mutating func pair(_ key: Key, _ word: Word, to index: Int, _ binding: inout Binding) {
        let names = key.parts.map { part in if case .name(let name) = part { name } else { "[]" } }
        let (head, value) = (names.joined(separator: ".") + "=", self.word(word))
        binding.values[index].append(
            Binding.Source(
                code: { (frame) throws(Stop) in .string(head + (try value(frame)).text) }, range: word.range))
    }

    private mutating func flag(_ index: Int, _ name: Name, _ word: Word?, _ binding: inout Binding) {
        if let word { reportValue(word, of: name) }
        binding.values[index].append(Binding.Source(code: { _ in .bool(true) }, range: name.range))
    }

    private mutating func reportValue(_ word: Word, of flag: Name) {
        report("--\(flag.text) takes no value", at: word.range, hint: "leave it out: --\(flag.text)")
    }

    /// - Returns: the option that was meant, probably.
    private mutating func reportUnknownOption(_ name: Name, _ row: CommandRow, _ parameters: [Parameter])
        -> Parameter?
    {
        let names = parameters.filter { $0.kind == .option || $0.kind == .flag }.map(\.name) + ["json"]
        let near = nearest(to: name.text, in: names)
        let hint = near.map { "did you mean --\($0)?" }
        report("\(row.name) has no option --\(name.text)", at: name.range, hint: hint ?? "help \(row.name)")
        return parameters.first { $0.name == near }
    }

    private mutating func add(
        _ word: Word, to index: Int, _ row: CommandRow, _ binding: inout Binding, _ constant: Value? = nil
    ) {
        let parameter = binding.signature.parameters[index]
        if let literal = word.literal, !parameter.accepts(.string(literal)) {
            let near = parameter.nearestChoice(to: literal)
            let fix = near == nil ? parameter.correction(of: literal) : nil
            report(
                parameter.refusal(of: .string(literal)), at: word.range,
                hint: near ?? (fix == nil ? row.hint : nil), replacement: fix)
        }
        let code = constant.map { value -> Code in { _ in value } } ?? self.word(word)
        binding.values[index].append(Binding.Source(code: code, range: word.range))
    }

    private mutating func assignment(_ argument: Argument, _ row: CommandRow, _ binding: inout Binding) {
        guard binding.signature.parameters.contains(where: { $0.kind == .assignments }) else {
            let hint = "put the argument in quotes if it is meant as text"
            report("\(row.name) takes no key=value", at: argument.range, hint: hint)
            return
        }
        let place = Failure.Place(source: source, range: argument.range)
        switch argument.kind {
        case .text(let key, let word): binding.assignments.append(assign(key, self.word(word), place))
        case .json(let key, let value):
            binding.assignments.append(assign(key, expression(value), place, isText: false))
        case .textFile(let key, let word):
            binding.assignments.append(assign(key, file(word, place), place))
        case .jsonFile(let key, let word):
            binding.assignments.append(assign(key, jsonFile(word, place), place, isText: false))
        case .spread(let record): binding.assignments.append(spread(expression(record), place))
        default: break
        }
    }

    private func assign(_ key: Key, _ code: @escaping Code, _ place: Failure.Place, isText: Bool = true)
        -> AssignmentCode
    {
        { (frame) throws(Stop) in [Assignment(key: key, value: try code(frame), isText: isText, place: place)]
        }
    }

    private func spread(_ code: @escaping Code, _ place: Failure.Place) -> AssignmentCode {
        { (frame) throws(Stop) in
            let value = try code(frame)
            guard case .record(let fields) = value else {
                throw Stop.failed("TYPE", "... takes a record, and this is \(value.kind)")
                    .at(place.source, place.range)
            }
            return fields.map { name, value in
                Assignment(key: Key([.name(name)], place.range), value: value, isText: false, place: place)
            }
        }
    }

    private mutating func file(_ word: Word, _ place: Failure.Place) -> Code {
        let name = self.word(word)
        return located(place.range) { (frame) throws(Stop) in
            .string(try frame.context.files.readText(try name(frame).text))
        }
    }

    private mutating func jsonFile(_ word: Word, _ place: Failure.Place) -> Code {
        let name = self.word(word)
        return located(place.range) { (frame) throws(Stop) in
            Value(try frame.context.files.readJSON(try name(frame).text))
        }
    }
}

extension Parameter {
    /// What is written in the place of a word that it does not take.
    fileprivate func correction(of text: String) -> String? {
        let word = choices.first ?? corrected(text)
        return word.flatMap { accepts(.string($0)) ? $0 : nil }
    }

    func nearestChoice(to text: String) -> String? {
        nearest(to: text, in: choices).map { "did you mean \($0)?" }
    }
}

extension Word {
    /// What a function reads a word without quotes as, where that is a number, true or false.
    var bareLiteral: Value? {
        guard pieces.count == 1, case .text(let text, quoted: false) = pieces[0] else { return nil }
        switch text {
        case "true": return .bool(true)
        case "false": return .bool(false)
        default: return Value(number: text)
        }
    }
}
