extension FunctionRow {
    /// The same function as a command: what is piped in is its first value, its words are the others.
    package var command: CommandRow {
        CommandRow(name, .functions, summary, examples: examples, takesInput: true, isPure: true) {
            parameters in
            let given = self.parameters.map { parameter in parameter.declare(in: &parameters) }
            let types = self.parameters
            let body = bodyInContext
            return .immediate { (call) throws(Stop) in
                var values = call.input.map { [$0] } ?? []
                for read in given {
                    for word in read(call) {
                        let type = values.count < types.count ? types[values.count] : types.last
                        values.append(type?.fromWord(word) ?? word)
                    }
                }
                return try body(values, call.context.interrupt, call.context.ownClock)
            }
        }
    }
}

extension FunctionParameter {
    /// Whether a parameter is left out can only be said when it is known whether something is piped in.
    fileprivate func declare(in parameters: inout Parameters) -> @Sendable (Call) -> [Value] {
        if kind == .rest {
            let handle = parameters.rest(name, .value, expected)
            return { call in call[handle] }
        }
        let handle = parameters.optional(name, .value, expected)
        return { call in call[handle].map { [$0] } ?? [] }
    }
}
