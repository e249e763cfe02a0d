import HoloLang

extension Compiler {
    mutating func binary(
        _ operation: BinaryOperator, _ left: Expression, _ right: Expression, _ place: SourceRange
    ) -> Code {
        let places = (
            Failure.Place(source: source, range: left.range),
            Failure.Place(source: source, range: right.range)
        )
        let left = expression(left)
        let right = expression(right)
        switch operation {
        case .and:
            return { (frame) throws(Stop) in
                guard let first = try decided(try left(frame), places.0) else { return .unknown }
                guard first else { return .bool(false) }
                return try decided(try right(frame), places.1).map { .bool($0) } ?? .unknown
            }
        case .or:
            return { (frame) throws(Stop) in
                guard let first = try decided(try left(frame), places.0) else { return .unknown }
                if first { return .bool(true) }
                return try decided(try right(frame), places.1).map { .bool($0) } ?? .unknown
            }
        case .coalesce:
            return { (frame) throws(Stop) in
                let value = try left(frame)
                return value == .null ? try right(frame) : value
            }
        case .equal: return comparison(left, right, place) { (a, b) throws(Stop) in a.equals(b) }
        case .notEqual: return comparison(left, right, place) { (a, b) throws(Stop) in !a.equals(b) }
        case .less, .lessOrEqual, .greater, .greaterOrEqual:
            return comparison(left, right, place) { (a, b) throws(Stop) in try Value.compare(operation, a, b)
            }
        case .contains:
            return comparison(left, right, place) { (a, b) throws(Stop) in try Value.contains(b, a) }
        case .matches:
            return comparison(left, right, place) { (a, b) throws(Stop) in try Value.matches(a, b) }
        case .add, .subtract, .multiply, .divide, .remainder:
            return located(place) { (frame) throws(Stop) in
                try Value.calculate(operation, try left(frame), try right(frame))
            }
        }
    }

    private func comparison(
        _ left: @escaping Code, _ right: @escaping Code, _ place: SourceRange,
        _ compare: @escaping @Sendable (Value, Value) throws(Stop) -> Bool
    ) -> Code {
        located(place) { (frame) throws(Stop) in
            let (a, b) = (try left(frame), try right(frame))
            return a == .unknown || b == .unknown ? .unknown : .bool(try compare(a, b))
        }
    }
}

/// A condition's truth; nil where a plan cannot know it.
func decided(_ value: Value, _ place: Failure.Place) throws(Stop) -> Bool? {
    value == .unknown ? nil : try truth(of: value, place)
}
