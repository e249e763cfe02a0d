/// A function of the language: what computes `f(a, b)`, and the command that `a | f b` runs.
package struct FunctionRow: Sendable {
    package enum Group: String, Sendable, CaseIterable {
        case text, numbers, lists, records, time, encoding, regex
    }

    package let name: String
    package let group: Group
    /// One sentence.
    package let summary: String
    /// Lines that run as they stand, each with what it gives behind ` # `.
    package let examples: [String]
    let define: @Sendable (inout FunctionParameters) -> Compute

    typealias Compute = @Sendable (FunctionArguments) throws(Stop) -> Value

    init(
        _ name: String, _ group: Group, _ summary: String, examples: [String],
        define: @escaping @Sendable (inout FunctionParameters) -> Compute
    ) {
        self.name = name
        self.group = group
        self.summary = summary
        self.examples = examples
        self.define = define
    }

    package var parameters: [FunctionParameter] {
        var parameters = FunctionParameters()
        _ = define(&parameters)
        return parameters.rows
    }

    /// Computes the function. It checks how many values there are and what each of them is; a value that is not known
    /// before a run makes the result unknown.
    package var body: @Sendable ([Value], Interrupt) throws(Stop) -> Value {
        let body = bodyInContext
        return { (values, interrupt) throws(Stop) in try body(values, interrupt, nil) }
    }

    /// The same where the context may have a clock of its own.
    var bodyInContext: @Sendable ([Value], Interrupt, OwnClock?) throws(Stop) -> Value {
        var parameters = FunctionParameters()
        let compute = define(&parameters)
        let call = FunctionCall(name: name, parameters: parameters.rows, example: example)
        return { (values, interrupt, clock) throws(Stop) in
            if values.contains(.unknown) { return .unknown }
            try call.checkCount(values.count)
            return try compute(
                FunctionArguments(values: values, call: call, interrupt: interrupt, clock: clock))
        }
    }

    /// The first example without what it gives.
    var example: String? {
        examples.first.map { line in
            String(line.firstRange(of: " # ").map { line[..<$0.lowerBound] } ?? line[...])
        }
    }

    /// What tells the time where it is not that of the machine: in a replay.
    typealias OwnClock = @Sendable () -> Instant

    /// `round(NUMBER, [PLACES])`
    package var usage: String {
        "\(name)(\(parameters.map(\.usage).joined(separator: ", ")))"
    }
}

/// One parameter of a function, without the type its body reads it as.
package struct FunctionParameter: Sendable {
    package enum Kind: Sendable { case required, optional, rest }

    package let name: String
    package let kind: Kind
    /// In usage lines: `NUMBER`.
    package let typeName: String
    /// In messages: `a number`.
    package let expected: String
    /// The value as this parameter reads it when it came as a word of a command, which is text.
    let fromWord: @Sendable (Value) -> Value

    package var usage: String {
        switch kind {
        case .required: name
        case .optional: "[\(name)]"
        case .rest: "[\(name)…]"
        }
    }
}
