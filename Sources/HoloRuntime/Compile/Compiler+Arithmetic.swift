import HoloLang

extension Compiler {
    /// `+ - * / %`. What programs do most, integers in variables and with constants, has the shortest way.
    mutating func arithmetic(
        _ operation: BinaryOperator, _ left: Expression, _ right: Expression, _ range: SourceRange
    ) -> Code {
        switch operation {
        case .add: arithmetic(Addition.self, left, right, range)
        case .subtract: arithmetic(Subtraction.self, left, right, range)
        case .multiply: arithmetic(Multiplication.self, left, right, range)
        case .remainder: arithmetic(Remainder.self, left, right, range)
        default: arithmetic(Division.self, left, right, range)
        }
    }

    private mutating func arithmetic<Operation: IntegerOperation>(
        _: Operation.Type, _ left: Expression, _ right: Expression, _ range: SourceRange
    ) -> Code {
        let source = source
        let slow: @Sendable (Value, Value) throws(Stop) -> Value = { (a, b) throws(Stop) in
            do throws(Stop) {
                let value = try Value.calculate(Operation.symbol, a, b)
                try value.checkSize()
                return value
            } catch {
                throw error.at(source, range)
            }
        }
        let constant = right.smallInteger
        let slots = (ownSlot(of: left), ownSlot(of: right))
        let left = expression(left)
        let right = expression(right)
        switch (slots.0, slots.1, constant) {
        case (let one?, _, let b?):
            return { (frame) throws(Stop) in
                if case .integer(let a)? = frame.slots[one], let sum = Operation.apply(a, b) {
                    return .integer(sum)
                }
                return try slow(try left(frame), .integer(b))
            }
        case (let one?, let other?, nil):
            return { (frame) throws(Stop) in
                if case .integer(let a)? = frame.slots[one], case .integer(let b)? = frame.slots[other],
                    let sum = Operation.apply(a, b)
                {
                    return .integer(sum)
                }
                return try slow(try left(frame), try right(frame))
            }
        case (nil, _, let b?):
            return { (frame) throws(Stop) in
                let a = try left(frame)
                if case .integer(let a) = a, let sum = Operation.apply(a, b) { return .integer(sum) }
                return try slow(a, .integer(b))
            }
        default:
            return { (frame) throws(Stop) in
                let (a, b) = (try left(frame), try right(frame))
                if case .integer(let a) = a, case .integer(let b) = b, let sum = Operation.apply(a, b) {
                    return .integer(sum)
                }
                return try slow(a, b)
            }
        }
    }
}

/// An operator on two integers; nil where the result is none, or does not fit.
private protocol IntegerOperation: SendableMetatype {
    static var symbol: BinaryOperator { get }
    static func apply(_ a: Int, _ b: Int) -> Int?
}

private enum Addition: IntegerOperation {
    static let symbol = BinaryOperator.add

    @inline(__always)
    static func apply(_ a: Int, _ b: Int) -> Int? {
        let (sum, overflow) = a.addingReportingOverflow(b)
        return overflow ? nil : sum
    }
}

private enum Subtraction: IntegerOperation {
    static let symbol = BinaryOperator.subtract

    @inline(__always)
    static func apply(_ a: Int, _ b: Int) -> Int? {
        let (difference, overflow) = a.subtractingReportingOverflow(b)
        return overflow ? nil : difference
    }
}

private enum Multiplication: IntegerOperation {
    static let symbol = BinaryOperator.multiply

    @inline(__always)
    static func apply(_ a: Int, _ b: Int) -> Int? {
        let (product, overflow) = a.multipliedReportingOverflow(by: b)
        return overflow ? nil : product
    }
}

private enum Remainder: IntegerOperation {
    static let symbol = BinaryOperator.remainder

    @inline(__always)
    static func apply(_ a: Int, _ b: Int) -> Int? {
        let (remainder, overflow) = a.remainderReportingOverflow(dividingBy: b)
        return overflow ? nil : remainder
    }
}

private enum Division: IntegerOperation {
    static let symbol = BinaryOperator.divide

    @inline(__always)
    static func apply(_ a: Int, _ b: Int) -> Int? {
        guard b != 0 else { return nil }
        let (quotient, remainder) = a.quotientAndRemainder(dividingBy: b == -1 ? 1 : b)
        return remainder == 0 && b != -1 ? quotient : nil
    }
}
