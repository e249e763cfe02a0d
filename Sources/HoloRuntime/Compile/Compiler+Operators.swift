import HoloLang

extension Compiler {
    mutating func binary(
        _ operation: BinaryOperator, _ left: Expression, _ right: Expression, _ place: SourceRange
    ) -> Code {
        switch operation {
        case .and, .or: return connective(operation == .or, left, right)
        case .coalesce:
            let (left, right) = (expression(left), expression(right))
            return { (frame) throws(Stop) in
                let value = try left(frame)
                return value == .null ? try right(frame) : value
            }
        case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
            let test = condition(Expression(.binary(operation, left, right), place))
            return { (frame) throws(Stop) in try test(frame).map { .bool($0) } ?? .unknown }
        case .contains:
            return comparison(left, right, place) { (a, b, _) throws(Stop) in try Value.contains(b, a) }
        case .matches:
            return comparison(left, right, place) { (a, b, frame) throws(Stop) in try frame.matches(a, b) }
        case .add, .subtract, .multiply, .divide, .remainder:
            return arithmetic(operation, left, right, place)
        }
    }

    /// `and`, `or`: the right side is only looked at where the left one does not decide.
    private mutating func connective(_ decisive: Bool, _ left: Expression, _ right: Expression) -> Code {
        let (left, right) = (condition(left), condition(right))
        return { (frame) throws(Stop) in
            guard let first = try left(frame) else { return .unknown }
            if first == decisive { return .bool(decisive) }
            return try right(frame).map { .bool($0) } ?? .unknown
        }
    }

    private mutating func comparison(
        _ left: Expression, _ right: Expression, _ place: SourceRange,
        _ compare: @escaping @Sendable (Value, Value, Frame) throws(Stop) -> Bool
    ) -> Code {
        let (left, right) = (expression(left), expression(right))
        return located(place) { (frame) throws(Stop) in
            let (a, b) = (try left(frame), try right(frame))
            return a == .unknown || b == .unknown ? .unknown : .bool(try compare(a, b, frame))
        }
    }
}

/// A condition's truth; nil where a plan cannot know it.
func decided(_ value: Value, _ place: Failure.Place) throws(Stop) -> Bool? {
    switch value {
    case .bool(let isTrue): isTrue
    case .unknown: nil
    default: try truth(of: value, place)
    }
}
