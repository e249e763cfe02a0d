import HoloLang

extension Compiler {
    mutating func conditional(_ conditional: Conditional) -> Code {
        var branches: [Branch] = []
        for branch in conditional.branches {
            branches.append(Branch(condition: condition(branch.condition), body: block(branch.body)))
        }
        var rest: Code = { _ in .null }
        if let otherwise = conditional.otherwise { rest = block(otherwise) }
        for branch in branches.reversed() { rest = choice(branch.condition, branch.body, rest) }
        return rest
    }

    /// One branch, or the rest of them; a plan that cannot know the condition looks at both.
    private func choice(_ condition: @escaping ConditionCode, _ body: @escaping Code, _ rest: @escaping Code)
        -> Code
    {
        { (frame) throws(Stop) in
            switch try condition(frame) {
            case true?: return try body(frame)
            case false?: return try rest(frame)
            case nil:
                _ = try frame.planning(.maybe, body)
                frame.flow = .next
                return try frame.planning(.maybe, rest)
            }
        }
    }
}

private struct Branch {
    let condition: ConditionCode
    let body: Code
}

/// Only `true` and `false` are conditions.
func truth(of value: Value, _ place: Failure.Place) throws(Stop) -> Bool {
    if case .bool(let value) = value { return value }
    throw Stop.failed(
        "TYPE", "a condition is true or false, and this is \(value.kind)",
        next: "compare it with something: == null, > 0"
    ).at(place.source, place.range)
}
