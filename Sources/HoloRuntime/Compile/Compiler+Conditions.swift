import HoloLang

/// A condition, ready to be asked; nil where a plan cannot know it.
typealias ConditionCode = @Sendable (Frame) throws(Stop) -> Bool?

extension Compiler {
    /// A comparison of integers is answered without making a value of it.
    mutating func condition(_ expression: Expression) -> ConditionCode {
        if case .binary(let operation, let left, let right) = expression.kind,
            let test = operation.integerTest
        {
            return comparison(operation, test, left, right, expression.range)
        }
        let place = Failure.Place(source: source, range: expression.range)
        let code = self.expression(expression)
        return { (frame) throws(Stop) in try decided(try code(frame), place) }
    }

    private mutating func comparison(
        _ operation: BinaryOperator, _ test: IntegerTest, _ left: Expression, _ right: Expression,
        _ range: SourceRange
    ) -> ConditionCode {
        let source = source
        let slow: @Sendable (Value, Value) throws(Stop) -> Bool? = { (a, b) throws(Stop) in
            if a == .unknown || b == .unknown { return nil }
            do throws(Stop) { return try Value.test(operation, a, b) } catch { throw error.at(source, range) }
        }
        let constant = right.smallInteger
        let slot = ownSlot(of: left)
        let left = expression(left)
        let right = expression(right)
        switch (slot, constant) {
        case (let slot?, let b?):
            return { (frame) throws(Stop) in
                if case .integer(let a)? = frame.slots[slot] { return test.holds(a, b) }
                return try slow(try left(frame), .integer(b))
            }
        case (nil, let b?):
            return { (frame) throws(Stop) in
                let a = try left(frame)
                if case .integer(let a) = a { return test.holds(a, b) }
                return try slow(a, .integer(b))
            }
        default:
            return { (frame) throws(Stop) in
                let (a, b) = (try left(frame), try right(frame))
                if case .integer(let a) = a, case .integer(let b) = b { return test.holds(a, b) }
                return try slow(a, b)
            }
        }
    }

    /// The slot of a variable of the function or program that runs.
    func ownSlot(of expression: Expression) -> Int? {
        switch expression.kind {
        case .bare(let name) where fields != nil && name.text != "it": return nil
        case .bare(let name), .variable(let name):
            if case .own(let slot)? = scope.place(of: name.text), !Compiler.givenNames.contains(name.text) {
                return slot
            }
            return nil
        default: return nil
        }
    }
}

/// How two integers are compared.
enum IntegerTest: Sendable {
    case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual

    @inline(__always)
    func holds(_ a: Int, _ b: Int) -> Bool {
        switch self {
        case .equal: a == b
        case .notEqual: a != b
        case .less: a < b
        case .lessOrEqual: a <= b
        case .greater: a > b
        case .greaterOrEqual: a >= b
        }
    }
}

extension BinaryOperator {
    var integerTest: IntegerTest? {
        switch self {
        case .equal: .equal
        case .notEqual: .notEqual
        case .less: .less
        case .lessOrEqual: .lessOrEqual
        case .greater: .greater
        case .greaterOrEqual: .greaterOrEqual
        default: nil
        }
    }
}

extension Expression {
    var smallInteger: Int? {
        if case .integer(let digits) = kind { Int(digits) } else { nil }
    }
}

extension Value {
    /// `== != < <= > >=`
    static func test(_ operation: BinaryOperator, _ a: Value, _ b: Value) throws(Stop) -> Bool {
        switch operation {
        case .equal: a.equals(b)
        case .notEqual: !a.equals(b)
        default: try compare(operation, a, b)
        }
    }
}
