import HoloLang

extension Compiler {
    mutating func binary(
        _ operation: BinaryOperator, _ left: Expression, _ right: Expression, _ place: SourceRange
    ) -> Code {
        let places = (
            Failure.Place(source: source, range: left.range), Failure.Place(source: source, range: right.range)
        )
        let left = expression(left)
        let right = expression(right)
        switch operation {
        case .and:
            return { (frame) throws(Stop) in
                guard try truth(of: try left(frame), places.0) else { return .bool(false) }
                return .bool(try truth(of: try right(frame), places.1))
            }
        case .or:
            return { (frame) throws(Stop) in
                if try truth(of: try left(frame), places.0) { return .bool(true) }
                return .bool(try truth(of: try right(frame), places.1))
            }
        case .coalesce:
            return { (frame) throws(Stop) in
                let value = try left(frame)
                return value == .null ? try right(frame) : value
            }
        case .equal: return { (frame) throws(Stop) in .bool(try left(frame).equals(try right(frame))) }
        case .notEqual: return { (frame) throws(Stop) in .bool(!(try left(frame).equals(try right(frame)))) }
        case .less, .lessOrEqual, .greater, .greaterOrEqual:
            return located(place) { (frame) throws(Stop) in
                .bool(try Value.compare(operation, try left(frame), try right(frame)))
            }
        case .contains:
            return located(place) { (frame) throws(Stop) in
                let item = try left(frame)
                return .bool(try Value.contains(try right(frame), item))
            }
        case .matches:
            return located(place) { (frame) throws(Stop) in
                .bool(try Value.matches(try left(frame), try right(frame)))
            }
        case .add, .subtract, .multiply, .divide, .remainder:
            return located(place) { (frame) throws(Stop) in
                try Value.calculate(operation, try left(frame), try right(frame))
            }
        }
    }
}
