import HoloLang

extension Compiler {
    mutating func conditional(_ conditional: Conditional) -> Code {
        var branches: [(condition: Code, body: Code, place: Failure.Place)] = []
        for branch in conditional.branches {
            let place = Failure.Place(source: source, range: branch.condition.range)
            branches.append((expression(branch.condition), block(branch.body), place))
        }
        let otherwise = conditional.otherwise.map { block($0) }
        let all = branches
        return { (frame) throws(Stop) in
            for (condition, body, place) in all
            where try truth(of: try condition(frame), place) {
                return try body(frame)
            }
            return try otherwise?(frame) ?? .null
        }
    }
}

/// Only `true` and `false` are conditions.
func truth(of value: Value, _ place: Failure.Place) throws(Stop) -> Bool {
    if case .bool(let value) = value { return value }
    throw Stop.failed(
        "TYPE", "a condition is true or false, and this is \(value.kind)",
        next: "compare it with something: == null, > 0"
    ).at(place.source, place.range)
}
