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
            var isOpen = false
            for (condition, body, place) in all {
                switch try decided(try condition(frame), place) {
                case true?: return isOpen ? try frame.planning(.maybe, body) : try body(frame)
                case false?: continue
                case nil:
                    isOpen = true
                    _ = try frame.planning(.maybe, body)
                }
            }
            guard let otherwise else { return isOpen ? .unknown : .null }
            return isOpen ? try frame.planning(.maybe, otherwise) : try otherwise(frame)
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
