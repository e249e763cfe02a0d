import HoloLang

extension Compiler {
    /// Makes the functions of a list of statements known, so that they can call one another.
    mutating func declareFunctions(in statements: [Statement]) {
        guard scope.isOutermost else { return }
        var names: Set<String> = []
        for case .function(let function) in statements.map(\.kind) {
            checkName(of: function)
            if !names.insert(function.name.text).inserted {
                report(
                    "the function \(function.name.text) is there twice", at: function.name.range,
                    hint: "rename one of them")
            }
            let names = function.parameters.map(\.name.text)
            let required = function.parameters.count { $0.standard == nil }
            _ = scope.declare(function: function.name.text, names, required: required)
        }
    }

    private mutating func checkName(of function: Function) {
        let name = function.name
        if table[name.text] != nil {
            report("there is a command \(name.text) already", at: name.range, hint: "choose another name")
        } else if function.parameters.count > Compiler.mostParameters {
            report("a function takes at most \(Compiler.mostParameters) parameters", at: name.range)
        }
    }

    private static let mostParameters = 64

    /// The function is in place before the first statement of the program runs.
    mutating func define(_ function: Function) -> [Step] {
        guard scope.isOutermost, let signature = scope.functions[function.name.text] else {
            report(
                "functions are defined outside of blocks", at: function.name.range,
                hint: "move fn \(function.name.text) out of the { }")
            return []
        }
        let outer = (scope, loop, firstOwnSlot, leaves)
        scope = scope.ofFunction
        loop = .none
        firstOwnSlot = 0
        let code = code(of: function)
        (scope, loop, firstOwnSlot, leaves) = outer
        functions.append((signature.index, code))
        return []
    }

    private mutating func code(of function: Function) -> FunctionCode {
        var defaults: [Operand?] = []
        for parameter in function.parameters {
            defaults.append(parameter.standard.map { Operand(run: expression($0)) })
            checkFree(parameter.name)
            _ = scope.declare(parameter.name.text)
        }
        let body = sequence(steps(function.body.statements))
        return FunctionCode(name: function.name.text, size: scope.slotCount, defaults: defaults, body: body)
    }

    /// `f(a, b)`: a function of the program, or `a | f b`.
    mutating func call(_ name: Name, _ arguments: [Expression], _ range: SourceRange) -> Code {
        if let signature = scope.functions[name.text] {
            let nodes = arguments.map { Operand(run: expression($0)) }
            let stage = call(signature, name, nodes, range, isPiped: false)
            return { (frame) throws(Stop) in try stage(frame, nil) }
        }
        if let function = table.function(name.text) { return call(function, arguments, range) }
        guard table[name.text] != nil else {
            for argument in arguments { _ = expression(argument) }
            reportUnknownFunction(name)
            return { _ in .null }
        }
        return command(calling: name, arguments, range)
    }

    private mutating func call(_ function: FunctionRow, _ arguments: [Expression], _ range: SourceRange)
        -> Code
    {
        let parameters = function.parameters
        let least = parameters.count { $0.kind == .required }
        let most = parameters.last?.kind == .rest ? Int.max : parameters.count
        if !(least...most).contains(arguments.count) {
            report(
                "\(function.name) does not take \(counted(arguments.count, "argument"))", at: range,
                hint: function.usage)
        }
        let body = function.bodyInContext
        let nodes = arguments.map { Operand(run: expression($0)) }
        return located(range) { (frame) throws(Stop) in
            var values: [Value] = []
            values.reserveCapacity(nodes.count)
            for node in nodes { values.append(try node.run(frame)) }
            let value = try body(values, frame.context.interrupt, frame.context.ownClock)
            try frame.noteGrowth(of: value)
            return value
        }
    }

    /// A call of a function of the program; where it is piped into, what comes in is the first argument.
    mutating func call(
        _ signature: FunctionSignature, _ name: Name, _ arguments: [Operand], _ range: SourceRange,
        isPiped: Bool
    ) -> StageCode {
        let count = arguments.count + (isPiped ? 1 : 0)
        if !(signature.required...signature.parameters.count).contains(count) {
            report(
                "\(name.text) does not take \(counted(count, "argument"))", at: range,
                hint: signature.usage(name.text))
        }
        let place = Failure.Place(source: source, range: range)
        let site = CallSite(index: signature.index, arguments: arguments, place: place)
        return { (frame, input) throws(Stop) in
            if frame.context.plan != nil { return try frame.plan(site, input) }
            return try frame.call(site, input)
        }
    }

    private mutating func reportUnknownFunction(_ name: Name) {
        let names = Array(scope.functions.keys) + table.rows.map(\.name)
        let hint = nearest(to: name.text, in: names).map { "did you mean \($0)?" }
        report("unknown function \(name.text)", at: name.range, hint: hint ?? "help functions")
    }
}

/// `1 argument`, `2 arguments`
func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

extension Frame {
    /// A function in a plan. One that calls itself under a condition that only a run would know is planned once.
    func plan(_ site: CallSite, _ first: Value?) throws(Stop) -> Value {
        guard scope.certainty == .certain || !planned.contains(site.index) else { return .unknown }
        let isNew = planned.insert(site.index).inserted
        defer { if isNew { planned.remove(site.index) } }
        return try call(site, first)
    }
}
