import HoloLang

extension Compiler {
    mutating func conditional(_ conditional: Conditional) -> Code {
        var branches: [(condition: Code, body: Code, place: Failure.Place)] = []
        for branch in conditional.branches {
            let place = Failure.Place(source: source, range: branch.condition.range)
            branches.append((expression(branch.condition), block(branch.body), place))
        }
        let otherwise = conditional.otherwise.map { block($0) }
        return { (frame) throws(Stop) in
            for (condition, body, place) in branches
            where try truth(of: try condition(frame), place) {
                return try body(frame)
            }
            return try otherwise?(frame) ?? .null
        }
    }

    mutating func loop(_ loop: Loop) -> Code {
        let items = expression(loop.sequence)
        let place = Failure.Place(source: source, range: loop.sequence.range)
        scope.open()
        let slots = loop.names.map { scope.declare($0.text) }
        let body = block(loop.body)
        scope.close()
        return { (frame) throws(Stop) in
            var results: [Value] = []
            for (key, value) in try pairs(of: try items(frame), place) {
                try frame.context.interrupt.check()
                if slots.count == 2 { frame.values[slots[0]] = key }
                frame.values[slots[slots.count - 1]] = value
                results.append(try body(frame))
            }
            return .list(results)
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

/// What a loop goes through: a list by index, a record by key.
private func pairs(of value: Value, _ place: Failure.Place) throws(Stop) -> [(Value, Value)] {
    switch value {
    case .list(let items): return items.enumerated().map { (.integer($0), $1) }
    case .record(let fields): return fields.map { (.string($0), $1) }
    default:
        throw Stop.failed("TYPE", "for goes through a list or a record, and this is \(value.kind)")
            .at(place.source, place.range)
    }
}
